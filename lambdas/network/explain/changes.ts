import type { SecurityGroup } from '#inventory/aws/ec2.ts';
import { seenOf } from '#inventory/known.ts';
import { protocolName } from '#inventory/protocols.ts';
import { AddressSet } from '../address-set.ts';
import type { Estate } from '../estate.ts';
import { type Flow, nameOfFlow } from '../flow.ts';
import type { Hop } from '../hop.ts';
import { isWorld } from '../internet.ts';
import { addressesOfPrefixList, selectorsOf } from '../openness.ts';
import type { Target } from '../reach/targets.ts';
import { ruleText } from '../rule-text.ts';

/** A rule that almost lets the flow pass, and what it lacks. */
export interface NearMiss {
  readonly component: string;
  readonly rule: string;
  readonly change: 'widen the source' | 'widen the ports' | 'change the protocol' | 'allow it before this entry';
}

/** Rules that admit the same source on another port, or the same port from another source; and ACL entries that refuse. */
export function nearMisses(
  estate: Estate,
  { nic }: Target,
  flow: Flow,
  source: string,
  hops: readonly Hop[],
): readonly NearMiss[] {
  const misses: NearMiss[] = [];
  for (const { hop, verdict, component, rule } of hops) {
    if (verdict !== 'fail') continue;
    if (hop === 'security-group-in')
      misses.push(
        ...nic.groupIds.toSorted().flatMap((id) => groupMisses(estate, estate.groupOrUnread(id), flow, source)),
      );
    if ((hop === 'network-acl-in' || hop === 'network-acl-out') && rule !== null && rule !== '*')
      misses.push({ component, rule, change: 'allow it before this entry' });
  }
  return misses;
}

function groupMisses(estate: Estate, group: SecurityGroup, flow: Flow, source: string): readonly NearMiss[] {
  const family = source.includes(':') ? 'ipv6' : 'ipv4';
  return seenOf(group.rules).flatMap((rule): readonly NearMiss[] => {
    if (rule.direction !== 'ingress') return [];
    const interval = selectorsOf(rule);
    if (!interval) return [];
    const { peer } = rule;
    const addresses =
      peer.kind === 'cidr'
        ? AddressSet.of(family, [peer.cidr])
        : peer.kind === 'prefix-list'
          ? addressesOfPrefixList(peer.id, family, estate.region.prefixLists).addresses.must
          : AddressSet.none(family);
    const hasSource = addresses.contains(source);
    const hasProtocol = rule.protocol === -1 || rule.protocol === flow.protocol;
    const hasPort = interval[0] <= flow.selector && flow.selector <= interval[1];
    const miss = (change: NearMiss['change']): readonly NearMiss[] => [
      { component: group.id, rule: ruleText(rule), change },
    ];
    if (hasProtocol && hasPort && !hasSource) return miss('widen the source');
    if (hasProtocol && !hasPort && hasSource) return miss('widen the ports');
    return !hasProtocol && hasPort && hasSource ? miss('change the protocol') : [];
  });
}

/** The smallest edit that takes one blocker away, as an imperative. */
export function changeFor(hop: Hop, { nic, address }: Target, flow: Flow, source: string): string {
  const what = nameOfFlow(flow).replace('/', ' ');
  const { component, rule } = hop;
  switch (hop.code) {
    case 'ENI_SG_RULES_MISMATCH':
    case 'SG_HAS_NO_RULES':
      return hop.hop === 'security-group-out'
        ? `Add to ${component} an outbound rule: ${what} to ${address}.`
        : `Add to ${component}: ${what} from ${source}.`;
    case 'SUBNET_ACL_RESTRICTION': {
      const before = rule === null || rule === '*' ? '' : ` with a number below ${rule}`;
      const ports = hop.leg === 'forward' ? what : `${protocolName(flow.protocol)} to the client ports (1024-65535)`;
      return `Add to ${component} an allow entry for ${ports} ${hop.leg === 'forward' ? 'from' : 'to'} ${source}${before}.`;
    }
    case 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS':
      return `Associate an Elastic IP address with ${address} of ${nic.id}.`;
    case 'X_IGW_NOT_ATTACHED':
      return `Attach an Internet gateway to ${component}.`;
    case 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED':
      return `Exclude ${nic.subnetId ?? component} from VPC Block Public Access in both directions.`;
    case 'BAD_STATE':
      return component.startsWith('i-') ? `Start ${component}.` : `Attach ${component}, or use another interface.`;
    case 'BAD_STATE_ATTACHMENT':
      return `Attach ${component}.`;
    case 'X_RETURN_ROUTE_NOT_IGW':
    case 'X_EIGW_NO_INGRESS':
      return `Route ${source} from ${component} to the Internet gateway.`;
    case 'NO_ROUTE_TO_DESTINATION':
    case 'BAD_STATE_ROUTE':
      return `Mend the route of ${component}${rule === null ? '' : ` (${rule})`}.`;
    default:
      return `Change ${component}: ${hop.message}`;
  }
}

/** A set of sources as one would write it into a rule. */
export function sourceText(sources: AddressSet): string {
  const [first = '', ...others] = sources.cidrs();
  if (others.length === 0) return first;
  if (isWorld(sources)) return sources.family === 'ipv4' ? '0.0.0.0/0' : '::/0';
  return `${first} and ${others.length} more`;
}
