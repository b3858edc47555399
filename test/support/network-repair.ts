import type { DiagnosedBlocker } from '../../lambdas/network/explain/diagnosis.ts';
import { aclEntry, type Json, type NetworkAnswers, permission, route } from './network-estate.ts';

/** One packet as a repair must let it pass. */
export interface RepairedPacket {
  readonly source: string;
  readonly protocol: string;
  readonly port: number;
}

const width = (address: string): string => (address.includes(':') ? `${address}/128` : `${address}/32`);

type Mend = (answers: NetworkAnswers, blocker: DiagnosedBlocker, packet: RepairedPacket) => NetworkAnswers;

const changeNic = (answers: NetworkAnswers, changes: Json): NetworkAnswers => ({
  ...answers,
  networkInterfaces: answers.networkInterfaces.map((nic) => ({ ...nic, ...changes })),
});

const addRule: Mend = (answers, { component }, { source, protocol, port }) => ({
  ...answers,
  securityGroups: answers.securityGroups.map((group) => {
    const rules = group['IpPermissions'] as Json[];
    const rule = permission(protocol, port, port, width(source));
    return group['GroupId'] === component ? { ...group, IpPermissions: [...rules, rule] } : group;
  }),
});

const addRoute: Mend = (answers, _blocker, { source }) => ({
  ...answers,
  routeTables: answers.routeTables.map((table) => {
    const others = (table['Routes'] as Json[]).filter(
      (each) => (each['DestinationCidrBlock'] ?? each['DestinationIpv6CidrBlock']) !== width(source),
    );
    return { ...table, Routes: [...others, route(width(source), 'igw-1')] };
  }),
});

const MENDS: Readonly<Record<string, Mend>> = {
  X_IGW_NOT_ATTACHED: (answers) => ({
    ...answers,
    internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
  }),
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: (answers) =>
    changeNic(answers, {
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '52.0.0.10' } }],
    }),
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: (answers) => ({
    ...answers,
    blockPublicAccess: { InternetGatewayBlockMode: 'off' },
  }),
  BAD_STATE: (answers, { component }) =>
    component.startsWith('i-')
      ? { ...answers, instances: answers.instances.map((each) => ({ ...each, State: { Name: 'running' } })) }
      : changeNic(answers, { Status: 'in-use' }),
  X_NGW_UNSOLICITED_INGRESS: (answers) => changeNic(answers, { InterfaceType: 'interface' }),
  X_PRIVATE_IPV6: (answers) => ({
    ...answers,
    subnets: answers.subnets.map((each) => ({
      ...each,
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2600:1f18:1::/64', Ipv6AddressAttribute: 'public' }],
    })),
  }),
  ENI_SG_RULES_MISMATCH: addRule,
  SG_HAS_NO_RULES: addRule,
  SUBNET_ACL_RESTRICTION: (answers, { leg }, { source, protocol, port }) => {
    const ports = leg === 'forward' ? ([port, port] as const) : ([1024, 65535] as const);
    const entry = aclEntry(0, leg === 'return', 'allow', protocol, width(source), ports);
    return {
      ...answers,
      networkAcls: answers.networkAcls.map((acl) => ({ ...acl, Entries: [...(acl['Entries'] as Json[]), entry] })),
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
