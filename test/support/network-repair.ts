import type { DiagnosedBlocker } from '../../lambdas/network/explain/diagnosis.ts';
import { aclEntry, type Json, type NetworkAnswers, permission, route } from './network-estate.ts';

/** One packet as a repair must let it pass. */
export interface RepairedPacket {
  readonly source: string;
  readonly protocol: string;
  readonly port: number;
}

const width = (address: string): string => (address.includes(':') ? `${address}/128` : `${address}/32`);

/** The answers as they would be after somebody mended exactly one blocker. */
export function repaired(
  answers: NetworkAnswers,
  blocker: DiagnosedBlocker,
  { source, protocol, port }: RepairedPacket,
): NetworkAnswers {
  const [nic] = answers.networkInterfaces as [Json];
  const changeNic = (changes: Json): NetworkAnswers => ({ ...answers, networkInterfaces: [{ ...nic, ...changes }] });
  switch (blocker.code) {
    case 'X_IGW_NOT_ATTACHED':
      return {
        ...answers,
        internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
      };
    case 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS':
      return changeNic({
        PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '52.0.0.10' } }],
      });
    case 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED':
      return { ...answers, blockPublicAccess: { InternetGatewayBlockMode: 'off' } };
    case 'BAD_STATE':
      return blocker.component.startsWith('i-')
        ? { ...answers, instances: answers.instances.map((each) => ({ ...each, State: { Name: 'running' } })) }
        : changeNic({ Status: 'in-use' });
    case 'X_NGW_UNSOLICITED_INGRESS':
      return changeNic({ InterfaceType: 'interface' });
    case 'X_PRIVATE_IPV6':
      return {
        ...answers,
        subnets: answers.subnets.map((each) => ({
          ...each,
          Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2600:1f18:1::/64', Ipv6AddressAttribute: 'public' }],
        })),
      };
    case 'ENI_SG_RULES_MISMATCH':
    case 'SG_HAS_NO_RULES':
      return {
        ...answers,
        securityGroups: answers.securityGroups.map((group) =>
          group['GroupId'] === blocker.component
            ? {
                ...group,
                IpPermissions: [...(group['IpPermissions'] as Json[]), permission(protocol, port, port, width(source))],
              }
            : group,
        ),
      };
    case 'SUBNET_ACL_RESTRICTION': {
      const isForward = blocker.leg === 'forward';
      const ports = isForward ? ([port, port] as const) : ([1024, 65535] as const);
      const entry = aclEntry(0, !isForward, 'allow', protocol, width(source), ports);
      return {
        ...answers,
        networkAcls: answers.networkAcls.map((acl) => ({ ...acl, Entries: [...(acl['Entries'] as Json[]), entry] })),
      };
    }
    case 'X_RETURN_ROUTE_NOT_IGW':
    case 'X_EIGW_NO_INGRESS':
      return {
        ...answers,
        routeTables: answers.routeTables.map((table) => {
          const others = (table['Routes'] as Json[]).filter(
            (each) => (each['DestinationCidrBlock'] ?? each['DestinationIpv6CidrBlock']) !== width(source),
          );
          return { ...table, Routes: [...others, route(width(source), 'igw-1')] };
        }),
      };
    default:
      throw new Error(`nobody knows how to mend ${blocker.code}`);
  }
}
