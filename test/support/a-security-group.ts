import { familyOf } from '#inventory/addresses.ts';
import type { RulePeer, SecurityGroup, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import { known } from '#inventory/known.ts';
import { protocolNumber } from '#inventory/protocols.ts';

/** A group that lets the world reach its web server and the web server reach one database network. */
export const aSecurityGroup = (change: Partial<SecurityGroup> = {}): SecurityGroup => ({
  id: 'sg-1',
  tags: {},
  name: 'web',
  groupName: 'web',
  description: 'Web servers',
  vpcId: 'vpc-1',
  ownerId: '111122223333',
  rules: known([from('0.0.0.0/0', 'tcp', 443), to('10.0.2.0/24', 'tcp', 5432)]),
  ...change,
});

/** A CIDR, a prefix list (`pl-…`), a group (`sg-…`) or a peer in full. */
type PeerText = string | RulePeer;

function peerOf(peer: PeerText): RulePeer {
  if (typeof peer !== 'string') return peer;
  if (peer.startsWith('pl-')) return { kind: 'prefix-list', id: peer };
  if (peer.startsWith('sg-')) return { kind: 'group', id: peer, accountId: '111122223333', vpcId: 'vpc-1' };
  return { kind: 'cidr', cidr: peer, family: familyOf(peer) };
}

const rule =
  (direction: SecurityGroupRule['direction']) =>
  (peer: PeerText, protocol: string, first?: number, last = first): SecurityGroupRule => ({
    direction,
    protocol: protocolNumber(protocol) ?? Number.NaN,
    ...(first === undefined ? {} : { from: first }),
    ...(last === undefined ? {} : { to: last }),
    peer: peerOf(peer),
  });

/** An ingress rule: `from('0.0.0.0/0', 'tcp', 22)`, `from('sg-2', 'all')`, `from('::/0', 'icmpv6', -1, -1)`. */
export const from = rule('ingress');

/** An egress rule. */
export const to = rule('egress');

/** What AWS puts into a new default group. */
export const fromItself: SecurityGroupRule = from('sg-1', 'all');
