import type { SecurityGroup, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import { ALL_PROTOCOLS, ICMP, ICMPV6, protocolName, TCP, UDP } from '#inventory/protocols.ts';
import { ruleText } from '#network/rule-text.ts';
import { say, type Text } from '#platform/text.ts';
import { awsCommand } from './command.ts';

/** Rules for people: the first, and how many there are besides. */
export function describeRules(rules: readonly SecurityGroupRule[]): Text {
  const [first, ...others] = rules;
  if (!first) return say`no rule`;
  return others.length === 0 ? ruleText(first) : say`${ruleText(first)} and ${others.length} more`;
}

/** Commands that take rules out of a group, one for each direction. */
export function revoke(
  region: { readonly region: string },
  group: Pick<SecurityGroup, 'id'>,
  rules: readonly SecurityGroupRule[],
): readonly string[] {
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const permissions = rules.filter((rule) => rule.direction === direction).map(permissionOf);
    if (permissions.length === 0) return [];
    return awsCommand(region, 'ec2', `revoke-security-group-${direction}`, {
      'group-id': group.id,
      'ip-permissions': JSON.stringify(permissions),
    });
  });
}

/** The rule as the API writes it. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function permissionOf({ protocol, from, to, peer }: SecurityGroupRule): object {
  const named = [ALL_PROTOCOLS, ICMP, ICMPV6, TCP, UDP].includes(protocol) && protocol !== ALL_PROTOCOLS;
  return {
    IpProtocol: named ? protocolName(protocol) : String(protocol),
    ...(from === undefined ? {} : { FromPort: from }),
    ...(to === undefined ? {} : { ToPort: to }),
    ...peerOf(peer),
  };
}

function peerOf(peer: SecurityGroupRule['peer']): object {
  if (peer.kind === 'prefix-list') return { PrefixListIds: [{ PrefixListId: peer.id }] };
  if (peer.kind === 'cidr')
    return peer.family === 'ipv6' ? { Ipv6Ranges: [{ CidrIpv6: peer.cidr }] } : { IpRanges: [{ CidrIp: peer.cidr }] };
  const { id, accountId, vpcId, peeringId } = peer;
  return {
    UserIdGroupPairs: [
      {
        GroupId: id,
        ...(accountId ? { UserId: accountId } : {}),
        ...(peeringId ? { VpcId: vpcId, VpcPeeringConnectionId: peeringId } : {}),
      },
    ],
  };
}
