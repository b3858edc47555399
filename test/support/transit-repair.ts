import type { DiagnosedBlocker } from '../../lambdas/network/explain/diagnosis.ts';
import { aclEntry, type Json, type NetworkAnswers, permission, route } from './network-estate.ts';
import { association, transitRoute } from './transit-network.ts';
import type { TransitParts } from './transit-random.ts';

/** One packet from `i-1` to `i-2` as a repair must let it pass. */
export interface MendedPacket {
  readonly protocol: number;
  readonly port: number;
  readonly clientPort: number;
}

const ENDS = { forward: ['10.9.2.20', '2'], return: ['10.0.1.10', '1'] } as const;

type Mend = (parts: TransitParts, blocker: DiagnosedBlocker, packet: MendedPacket) => TransitParts;

const each = (
  list: readonly Json[] | undefined,
  key: string,
  id: string,
  change: (item: Json) => Json,
): readonly Json[] => (list ?? []).map((item) => (item[key] === id ? change(item) : item));

const inNetwork = (parts: TransitParts, changes: Partial<NetworkAnswers>): TransitParts => ({
  ...parts,
  network: { ...parts.network, ...changes },
});
const inTransit = (parts: TransitParts, changes: Partial<TransitParts['transit']>): TransitParts => ({
  ...parts,
  transit: { ...parts.transit, ...changes },
});

const addRoute: Mend = (parts, { component, leg }) => {
  const cidr = `${ENDS[leg][0]}/32`;
  const others = (table: Json): Json[] =>
    (table['Routes'] as Json[]).filter((item) => item['DestinationCidrBlock'] !== cidr);
  return inNetwork(parts, {
    routeTables: each(parts.network.routeTables, 'RouteTableId', component, (table) => ({
      ...table,
      Routes: [...others(table), route(cidr, 'tgw-1')],
    })),
  });
};

const addTransitRoute: Mend = (parts, { component, leg }) => {
  const [address, vpc] = ENDS[leg];
  const cidr = `${address}/32`;
  const routes = ((parts.transit.routes[component]?.['Routes'] ?? []) as Json[]).filter(
    (item) => item['DestinationCidrBlock'] !== cidr,
  );
  const mended = { Routes: [...routes, transitRoute(cidr, vpc, { Type: 'static' })] };
  return inTransit(parts, { routes: { ...parts.transit.routes, [component]: mended } });
};

const addRule: Mend = (parts, { component, hop }, { protocol, port }) => {
  const isOut = hop === 'security-group-out';
  const key = isOut ? 'IpPermissionsEgress' : 'IpPermissions';
  const rule = permission(String(protocol), port, port, `${isOut ? ENDS.forward[0] : ENDS.return[0]}/32`);
  return inNetwork(parts, {
    securityGroups: each(parts.network.securityGroups, 'GroupId', component, (group) => ({
      ...group,
      [key]: [...(group[key] as Json[]), rule],
    })),
  });
};

const MENDS: Readonly<Record<string, Mend>> = {
  NO_ROUTE_TO_DESTINATION: addRoute,
  BAD_STATE_ROUTE: addRoute,
  TGW_RTB_BAD_STATE_ROUTE: addTransitRoute,
  TGW_RTB_CANNOT_ROUTE: addTransitRoute,
  TGW_RTB_HIGHER_PRIORITY_ROUTE: addTransitRoute,
  TGW_RTB_MORE_SPECIFIC_ROUTE: addTransitRoute,
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: addTransitRoute,
  ENI_SG_RULES_MISMATCH: addRule,
  SG_HAS_NO_RULES: addRule,
  SG_REFERENCING_SUPPORT: addRule,
  SG_REFERENCES_NOT_PRESERVED: addRule,
  // What leads over a peering that is gone stands as the peering's own fault, and its route is what says so.
  BAD_STATE: (parts, { component, hop }) => {
    if (hop === 'route-table')
      return inNetwork(parts, {
        vpcPeeringConnections: (parts.network.vpcPeeringConnections ?? []).map((item) => ({
          ...item,
          Status: { Code: 'active' },
        })),
      });
    return hop === 'transit-gateway'
      ? inTransit(parts, { gateways: parts.transit.gateways.map((item) => ({ ...item, State: 'available' })) })
      : inNetwork(parts, {
          networkInterfaces: each(parts.network.networkInterfaces, 'NetworkInterfaceId', component, (nic) => ({
            ...nic,
            Status: 'in-use',
          })),
        });
  },
  BAD_STATE_ATTACHMENT: (parts, { component }) =>
    inTransit(parts, {
      vpcAttachments: each(parts.transit.vpcAttachments, 'TransitGatewayAttachmentId', component, (item) => ({
        ...item,
        State: 'available',
      })),
    }),
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: (parts, { component }) =>
    inTransit(parts, {
      attachments: each(parts.transit.attachments, 'TransitGatewayAttachmentId', component, () =>
        association(component.slice('tgw-attach-'.length)),
      ),
    }),
  TGW_ROUTE_AZ_RESTRICTION: (parts, { component }) =>
    inNetwork(parts, {
      subnets: (parts.network.subnets ?? []).map((item) =>
        item['VpcId'] === `vpc-${component.slice('tgw-attach-'.length)}`
          ? { ...item, AvailabilityZone: 'eu-west-1a' }
          : item,
      ),
    }),
  SUBNET_ACL_RESTRICTION: (parts, { component, leg, hop, peer }, { protocol, port, clientPort }) => {
    const wanted = leg === 'forward' ? port : clientPort;
    const cidr = `${peer ?? ENDS.return[0]}/32`;
    const entry = aclEntry(0, hop === 'network-acl-out', 'allow', String(protocol), cidr, [wanted, wanted]);
    return inNetwork(parts, {
      networkAcls: each(parts.network.networkAcls, 'NetworkAclId', component, (acl) => ({
        ...acl,
        Entries: [...(acl['Entries'] as Json[]), entry],
      })),
    });
  },
};

/** The network as it would be after somebody mended exactly one blocker. */
export function mended(parts: TransitParts, blocker: DiagnosedBlocker, packet: MendedPacket): TransitParts {
  const mend = MENDS[blocker.code ?? ''];
  if (!mend) throw new Error(`nobody knows how to mend ${blocker.code}`);
  return mend(parts, blocker, packet);
}
