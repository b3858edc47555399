import type { DiagnosedBlocker } from '../../lambdas/network/explain/diagnosis.ts';
import { aclEntry, type Json, type NetworkAnswers, permission, route } from './network-estate.ts';

/** One packet as a repair must let it pass. */
export interface RepairedPacket {
  readonly source: string;
  readonly protocol: string;
  readonly port: number;
  /** Whether something on the way stands in for the client. */
  readonly isHidden?: boolean;
}

const width = (address: string): string => (address.includes(':') ? `${address}/128` : `${address}/32`);

type Mend = (answers: NetworkAnswers, blocker: DiagnosedBlocker, packet: RepairedPacket) => NetworkAnswers;

const changeNic = (answers: NetworkAnswers, id: string, change: (nic: Json) => Json): NetworkAnswers => ({
  ...answers,
  networkInterfaces: answers.networkInterfaces.map((nic) =>
    nic['NetworkInterfaceId'] === id ? { ...nic, ...change(nic) } : nic,
  ),
});

/** A public address of its own for each private one. */
const withPublicAddress = (nic: Json): Json => ({
  PrivateIpAddresses: (nic['PrivateIpAddresses'] as Json[]).map((each) => ({
    ...each,
    Association: { PublicIp: `52.0.0.${String(each['PrivateIpAddress']).split('.').at(-1)}` },
  })),
});

/** Rules and entries see the client, or whatever stands in for it: those for everybody are mended for everybody. */
const cidrOf = ({ source, isHidden }: RepairedPacket): string => (isHidden ? '0.0.0.0/0' : width(source));

const addRule: Mend = (answers, { component }, packet) => ({
  ...answers,
  securityGroups: answers.securityGroups.map((group) => {
    const rules = group['IpPermissions'] as Json[];
    const rule = permission(
      packet.protocol,
      packet.isHidden ? 0 : packet.port,
      packet.isHidden ? 65535 : packet.port,
      cidrOf(packet),
    );
    return group['GroupId'] === component ? { ...group, IpPermissions: [...rules, rule] } : group;
  }),
});

const addRoute: Mend = (answers, { component }, { source }) => ({
  ...answers,
  routeTables: answers.routeTables.map((table) => {
    if (table['RouteTableId'] !== component) return table;
    const others = (table['Routes'] as Json[]).filter(
      (each) => (each['DestinationCidrBlock'] ?? each['DestinationIpv6CidrBlock']) !== width(source),
    );
    return { ...table, Routes: [...others, route(width(source), 'igw-1')] };
  }),
});

/** A balancer that faces the Internet has a public address at each of its nodes. */
const faceInternet: Mend = (answers, { component }) => {
  const description = `ELB ${component.slice(component.indexOf('loadbalancer/') + 'loadbalancer/'.length)}`;
  const nodes = answers.networkInterfaces.filter((nic) => nic['Description'] === description);
  const more = answers.more.map((recorded) => {
    const balancers = (recorded.response as Json | undefined)?.['LoadBalancers'] as readonly Json[] | undefined;
    if (!balancers) return recorded;
    const LoadBalancers = balancers.map((each) =>
      each['LoadBalancerArn'] === component ? { ...each, Scheme: 'internet-facing' } : each,
    );
    return { ...recorded, response: { LoadBalancers } };
  });
  return nodes.reduce<NetworkAnswers>(
    (before, nic) => changeNic(before, String(nic['NetworkInterfaceId']), withPublicAddress),
    { ...answers, more },
  );
};

const MENDS: Readonly<Record<string, Mend>> = {
  X_IGW_NOT_ATTACHED: (answers) => ({
    ...answers,
    internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
  }),
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: (answers, { component }) => changeNic(answers, component, withPublicAddress),
  X_LB_INTERNAL_SCHEME: faceInternet,
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: (answers) => ({
    ...answers,
    blockPublicAccess: { InternetGatewayBlockMode: 'off' },
  }),
  BAD_STATE: (answers, { component }) =>
    component.startsWith('i-')
      ? { ...answers, instances: answers.instances.map((each) => ({ ...each, State: { Name: 'running' } })) }
      : changeNic(answers, component, () => ({ Status: 'in-use' })),
  X_NGW_UNSOLICITED_INGRESS: (answers, { component }) =>
    changeNic(answers, component, () => ({ InterfaceType: 'interface' })),
  X_PRIVATE_IPV6: (answers) => ({
    ...answers,
    subnets: answers.subnets.map((each) => ({
      ...each,
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2600:1f18:1::/64', Ipv6AddressAttribute: 'public' }],
    })),
  }),
  ENI_SG_RULES_MISMATCH: addRule,
  SG_HAS_NO_RULES: addRule,
  SUBNET_ACL_RESTRICTION: (answers, { leg, hop, component }, packet) => {
    const ports = leg === 'forward' ? ([packet.port, packet.port] as const) : ([1024, 65535] as const);
    const entry = aclEntry(
      0,
      hop === 'network-acl-out',
      'allow',
      packet.protocol,
      cidrOf(packet),
      packet.isHidden ? [0, 65535] : ports,
    );
    return {
      ...answers,
      networkAcls: answers.networkAcls.map((acl) =>
        acl['NetworkAclId'] === component ? { ...acl, Entries: [...(acl['Entries'] as Json[]), entry] } : acl,
      ),
    };
  },
  X_RETURN_ROUTE_NOT_IGW: addRoute,
  X_EIGW_NO_INGRESS: addRoute,
};

/** The answers as they would be after somebody mended exactly one blocker. */
export function repaired(answers: NetworkAnswers, blocker: DiagnosedBlocker, packet: RepairedPacket): NetworkAnswers {
  const mend = MENDS[blocker.code ?? ''];
  if (!mend) throw new Error(`nobody knows how to mend ${blocker.code}`);
  return mend(answers, blocker, packet);
}
