import type { SecurityGroup, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import { ALL_PROTOCOLS, ICMP, ICMPV6, protocolName, TCP, UDP } from '#inventory/protocols.ts';
import { awsCommand } from './command.ts';

/** A security group's rule for people: `tcp 22 from 0.0.0.0/0`, `all traffic to sg-1`. */
export function describeRule({ direction, protocol, from, to, peer }: SecurityGroupRule): string {
  const name = protocol === ALL_PROTOCOLS ? 'all traffic' : protocolName(protocol);
  const end = peer.kind === 'cidr' ? peer.cidr : peer.id;
  return `${name}${selectorText(protocol, from, to)} ${direction === 'ingress' ? 'from' : 'to'} ${end}`;
}

function selectorText(protocol: number, from: number | undefined, to: number | undefined): string {
  if (protocol === TCP || protocol === UDP) return ` ${rangeText(from ?? 0, to ?? 65_535)}`;
  if (protocol !== ICMP && protocol !== ICMPV6) return '';
  if (from === undefined || from < 0) return '';
  return to === undefined || to < 0 ? ` type ${from}` : ` type ${from} code ${to}`;
}

const rangeText = (first: number, last: number): string => (first === last ? `${first}` : `${first}–${last}`);

/** Rules for people: the first, and how many there are besides. */
export function describeRules(rules: readonly SecurityGroupRule[]): string {
  const [first, ...others] = rules;
  if (!first) return 'no rule';
  return others.length === 0 ? describeRule(first) : `${describeRule(first)} and ${others.length} more`;
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
