import { canonicalAddress } from '#inventory/addresses.ts';
import type { SecurityGroup } from '#inventory/aws/ec2.ts';
import { seenOf } from '#inventory/known.ts';
import { protocolName, TCP, UDP } from '#inventory/protocols.ts';
import { type Said, say, type Text, wordsOf } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import type { Estate } from '../estate.ts';
import { type Flow, nameOfFlow } from '../flow.ts';
import type { Code, Hop } from '../hop.ts';
import { isWorld } from '../internet.ts';
import { addressesOfPrefixList, selectorsOf } from '../openness.ts';
import type { Target } from '../reach/targets.ts';
import { ruleText } from '../rule-text.ts';
import type { Sight } from './hop-check.ts';
import type { WalkedPart } from './partition.ts';

/** A rule that almost lets the flow pass, and what it lacks. */
export interface NearMiss {
  readonly component: string;
  readonly rule: Text;
  readonly change: Text;
}

/** Rules that admit the same source on another port, or the same port from another source; and ACL entries that refuse. */
export function nearMisses(
  estate: Estate,
  asked: Sight,
  client: string,
  { hops, sights }: Pick<WalkedPart, 'hops' | 'sights'>,
): readonly NearMiss[] {
  const misses: NearMiss[] = [];
  for (const [index, { hop, verdict, component, rule }] of hops.entries()) {
    if (verdict !== 'fail') continue;
    const { target, flow, sender } = sights[index] ?? asked;
    const source = sender === undefined ? client : canonicalAddress(wordsOf(sender).split('/')[0] ?? '');
    if (hop === 'security-group-in' && source !== undefined)
      misses.push(
        ...target.nic.groupIds.toSorted().flatMap((id) => groupMisses(estate, estate.groupOrUnread(id), flow, source)),
      );
    if ((hop === 'network-acl-in' || hop === 'network-acl-out') && rule !== null && rule !== '*')
      misses.push({ component, rule, change: say`allow it before this entry` });
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
    if (hasProtocol && hasPort && !hasSource) return miss(say`widen the source`);
    if (hasProtocol && !hasPort && hasSource) return miss(say`widen the ports`);
    return !hasProtocol && hasPort && hasSource ? miss(say`change the protocol`) : [];
  });
}

/** What an edit is about: the hop that fails, where the packet was going, and what was asked. */
interface Fault {
  readonly hop: Hop;
  readonly target: Target;
  /** The protocol and port, as a rule has it. */
  readonly what: string;
  readonly flow: Flow;
  readonly source: Text;
  /** The group that the source is in, where rules may name it. */
  readonly sourceGroup?: string;
}

const EDITS: Partial<Record<Code, (fault: Fault) => Said>> = {
  ENI_SG_RULES_MISMATCH: groupEdit,
  SG_HAS_NO_RULES: groupEdit,
  SUBNET_ACL_RESTRICTION: aclEdit,
  ELB_ACL_RESTRICTION: aclEdit,
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: ({ target: { nic, address } }) =>
    say`Associate an Elastic IP address with ${address} of ${nic.id}.`,
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS: ({ hop: { component } }) =>
    say`Associate an Elastic IP address with ${component}, or send it through a public NAT gateway.`,
  X_IGW_NOT_ATTACHED: ({ hop }) => say`Attach an Internet gateway to ${hop.component}.`,
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: ({ hop, target }) =>
    say`Exclude ${target.nic.subnetId ?? hop.component} from VPC Block Public Access in both directions.`,
  BAD_STATE: ({ hop: { component } }) =>
    component.startsWith('i-') ? say`Start ${component}.` : say`Bring ${component} into use.`,
  BAD_STATE_ATTACHMENT: ({ hop }) => say`Attach ${hop.component}.`,
  X_RETURN_ROUTE_NOT_IGW: routeEdit,
  X_EIGW_NO_INGRESS: routeEdit,
  NO_ROUTE_TO_DESTINATION: ({ hop }) => say`Mend the routes of ${hop.component}.`,
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: ({ hop }) =>
    say`Associate ${hop.component} with a route table of its transit gateway.`,
  TGW_ROUTE_AZ_RESTRICTION: ({ hop }) => say`Add to ${hop.component} a subnet of the zone where the packet comes from.`,
  TGW_RTB_BAD_STATE_ROUTE: ({ hop }) => say`Replace the blackhole route ${hop.rule ?? ''} of ${hop.component}.`,
  TGW_RTB_CANNOT_ROUTE: transitRouteEdit,
  TGW_RTB_MORE_SPECIFIC_ROUTE: transitRouteEdit,
  TGW_RTB_HIGHER_PRIORITY_ROUTE: transitRouteEdit,
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: transitRouteEdit,
  SG_REFERENCING_SUPPORT: ({ hop, source, what }) =>
    say`Enable security group referencing on the transit gateway and its attachments, or add to ${hop.component}: ${what} from ${source}.`,
  SG_REFERENCES_NOT_PRESERVED: groupEdit,
  X_LB_INTERNAL_SCHEME: ({ hop }) =>
    say`Make an internet-facing load balancer in place of ${hop.component}: a scheme cannot be changed.`,
  ELBV2_LISTENERS_MISMATCH: listenerEdit,
  ELB_LISTENERS_MISMATCH: listenerEdit,
  ELBV2_NO_TARGETS_IN_AZ: ({ hop }) => say`Turn cross-zone load balancing on for ${hop.component}.`,
  ELB_NOT_CROSSZONE: ({ hop }) => say`Turn cross-zone load balancing on for ${hop.component}.`,
  BAD_STATE_ROUTE: ({ hop }) => say`Replace the dead route ${hop.rule ?? ''} of ${hop.component}.`,
};

/** The smallest edit that takes one blocker away, as an imperative. */
export function changeFor(hop: Hop, { target, flow, sender, senderGroup }: Sight, client: Text): Said {
  const source = sender ?? client;
  const what = nameOfFlow(flow).replace('/', ' ');
  const edit = hop.code && EDITS[hop.code];
  return edit
    ? edit({ hop, target, what, flow, source, ...(senderGroup ? { sourceGroup: senderGroup } : {}) })
    : say`Change ${hop.component}: ${hop.message}`;
}

function groupEdit({ hop, target, what, source, sourceGroup }: Fault): Said {
  const from = sourceGroup ? say`${sourceGroup}, the group of ${addressOf(source)}` : (hop.peer ?? source);
  const to = (target.isAskedInPublic ? target.publicAddress : target.address) ?? target.address;
  return hop.hop === 'security-group-out'
    ? say`Add to ${hop.component} an outbound rule: ${what} to ${to}.`
    : say`Add to ${hop.component}: ${what} from ${from}.`;
}

/** A single source without its prefix length. */
export const addressOf = (source: Text): Text =>
  typeof source === 'string' ? source.replace(/\/(?:32|128)$/, '') : source;

function listenerEdit({ hop, what }: Fault): Said {
  return say`Add to ${hop.component} a listener on ${what}.`;
}

function transitRouteEdit({ hop, target, source }: Fault): Said {
  const to = hop.leg === 'forward' ? target.address : source;
  return say`Add to ${hop.component} a route to ${to} over the attachment of its VPC.`;
}

/** An entry for the packet where it goes in, for the client's ports where the reply goes out. */
function aclEdit({ hop: { component, rule, leg, hop, peer }, what, flow, source }: Fault): Said {
  const hasPorts = flow.protocol === TCP || flow.protocol === UDP;
  const subject =
    leg === 'return' && hasPorts ? say`${protocolName(flow.protocol)} to the client ports 1024-65535` : what;
  const other = peer ?? source;
  const isIn = hop === 'network-acl-in';
  if (rule === null || rule === '*')
    return isIn
      ? say`Add to ${component} an inbound allow entry: ${subject} from ${other}.`
      : say`Add to ${component} an outbound allow entry: ${subject} to ${other}.`;
  return isIn
    ? say`Add to ${component} an inbound allow entry with a number below ${rule}: ${subject} from ${other}.`
    : say`Add to ${component} an outbound allow entry with a number below ${rule}: ${subject} to ${other}.`;
}

function routeEdit({ hop, source }: Fault): Said {
  return say`Route ${hop.peer ?? source} from ${hop.component} to the Internet gateway.`;
}

/** A set of sources as one would write it into a rule. */
export function sourceText(sources: AddressSet): Text {
  const [first = '', ...others] = sources.cidrs();
  if (others.length === 0) return first;
  if (isWorld(sources)) return sources.family === 'ipv4' ? '0.0.0.0/0' : '::/0';
  return say`${first} and ${others.length} more`;
}
