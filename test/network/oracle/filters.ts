import type { SecurityGroup, SecurityGroupRule } from '../../../lambdas/inventory/aws/ec2.ts';
import type { NetworkAclEntry, PrefixList } from '../../../lambdas/inventory/aws/vpc.ts';
import { isIn } from './addresses.ts';

/** One packet as a filter sees it: `peer` is the other end, `port` the destination port. */
export interface FilteredPacket {
  readonly protocol: number;
  readonly peer: string;
  readonly port?: number;
  readonly type?: number;
  readonly code?: number;
}

/** Whether some rule of the groups lets the packet in (or out). Everything is taken to be read. */
export const groupsAllow = (
  groups: readonly SecurityGroup[],
  direction: 'ingress' | 'egress',
  packet: FilteredPacket,
  prefixLists: readonly PrefixList[] = [],
): boolean =>
  groups.some((group) => {
    if (!group.rules.known) throw new Error('the oracle judges what is known');
    return group.rules.value.some((rule) => rule.direction === direction && ruleMatches(rule, packet, prefixLists));
  });

export function ruleMatches(
  rule: SecurityGroupRule,
  packet: FilteredPacket,
  prefixLists: readonly PrefixList[],
): boolean {
  return protocolMatches(rule, packet) && peerMatches(rule, packet.peer, prefixLists);
}

function protocolMatches({ protocol, from, to }: SecurityGroupRule, packet: FilteredPacket): boolean {
  if (packet.protocol === 1 && packet.peer.includes(':')) return false;
  if (packet.protocol === 58 && !packet.peer.includes(':')) return false;
  if (protocol === -1) return true;
  if (protocol !== packet.protocol) return false;
  if (protocol === 6 || protocol === 17) {
    if (from !== undefined && from !== -1 && (packet.port ?? 0) < from) return false;
    if (to !== undefined && to !== -1 && (packet.port ?? 0) > to) return false;
    return true;
  }
  if (protocol === 1 || protocol === 58) {
    const type = from ?? -1;
    const code = to ?? -1;
    if (type === -1) return code === -1;
    return type === packet.type && (code === -1 || code === packet.code);
  }
  return true;
}

function peerMatches({ peer }: SecurityGroupRule, address: string, prefixLists: readonly PrefixList[]): boolean {
  if (peer.kind === 'cidr') return isIn(address, peer.cidr);
  if (peer.kind === 'group') return false;
  const list = prefixLists.find((each) => each.id === peer.id);
  if (!list?.entries.known) throw new Error('the oracle judges what is known');
  return list.entries.value.some((cidr) => isIn(address, cidr));
}

/** Whether an ACL's entries let the packet through: the lowest number that matches decides. */
export function aclAllows(
  entries: readonly NetworkAclEntry[],
  direction: 'ingress' | 'egress',
  packet: FilteredPacket,
): boolean {
  if (packet.protocol === 1 && packet.peer.includes(':')) return false;
  if (packet.protocol === 58 && !packet.peer.includes(':')) return false;
  let decision: NetworkAclEntry | undefined;
  for (const entry of entries) {
    if (entry.egress !== (direction === 'egress')) continue;
    if (!aclEntryMatches(entry, packet)) continue;
    if (decision === undefined || entry.ruleNumber < decision.ruleNumber) decision = entry;
  }
  return decision?.action === 'allow';
}

export function aclEntryMatches(entry: NetworkAclEntry, packet: FilteredPacket): boolean {
  if (!isIn(packet.peer, entry.cidr)) return false;
  if (entry.protocol === -1) return true;
  if (entry.protocol !== packet.protocol) return false;
  if ((entry.protocol === 6 || entry.protocol === 17) && entry.ports)
    return entry.ports[0] <= (packet.port ?? 0) && (packet.port ?? 0) <= entry.ports[1];
  if ((entry.protocol === 1 || entry.protocol === 58) && entry.icmp) {
    const { type, code } = entry.icmp;
    if (type === -1) return code === -1;
    return type === packet.type && (code === -1 || code === packet.code);
  }
  return true;
}
