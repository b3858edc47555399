import { familyOf } from '#inventory/addresses.ts';
import type { AliRule } from '#inventory/alicloud/ecs.ts';
import { seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, protocolName, TCP, UDP } from '#inventory/protocols.ts';
import { type Said, say, type Text, wordsOf } from '#platform/text.ts';
import { AddressSet } from './address-set.ts';
import type { AliEstate } from './alicloud-estate.ts';
import { addressesOfAliPeer, isAbout, type ResolveAliGroup } from './alicloud-filters.ts';
import { coversAliFlow } from './alicloud-group-check.ts';
import { addressesOfNic } from './alicloud-members.ts';
import { describeAliRule } from './alicloud-rule-text.ts';
import { certain } from './certainty.ts';
import type { NearMiss } from './explain/changes.ts';
import { type Flow, nameOfFlow } from './flow.ts';
import type { Hop } from './hop.ts';

/** What a walk that failed was about. */
export interface AliFault {
  readonly estate: AliEstate;
  /** The groups at the end of the way: of the interface, or of the balancer. */
  readonly groupIds: readonly string[];
  /** The address that the flow goes to. */
  readonly address: string;
  /** An address that the flow comes from. */
  readonly source: string;
  readonly flow: Flow;
}

/**
 * Rules that almost let the flow pass: the same source on another port, the same port from another source, another protocol;
 * and the Drops and entries of network ACLs that decide against it.
 */
export const aliNearMisses = (fault: AliFault, hops: readonly Hop[]): readonly NearMiss[] =>
  hops
    .filter(({ verdict }) => verdict === 'fail')
    .flatMap((hop): readonly NearMiss[] => {
      if (hop.hop === 'security-group-in' || hop.hop === 'security-group-out') return groupMisses(fault, hop);
      if (hop.hop !== 'network-acl-in' && hop.hop !== 'network-acl-out') return [];
      return hop.rule === null
        ? []
        : [{ component: hop.component, rule: hop.rule, change: say`allow it before this entry` }];
    });

function groupMisses(fault: AliFault, hop: Hop): readonly NearMiss[] {
  const { estate, address, source, flow, groupIds } = fault;
  const { region } = estate;
  const direction = hop.hop === 'security-group-in' ? 'ingress' : 'egress';
  const [local, peer] = direction === 'ingress' ? [address, source] : [source, address];
  const family = familyOf(peer);
  const ids = direction === 'ingress' ? groupIds : groupIdsAt(estate, source);
  return rulesOf(estate, ids).flatMap(({ id, rule }): readonly NearMiss[] => {
    if (rule.direction !== direction || !isAbout(rule, family, local)) return [];
    const written = wordsOf(describeAliRule(rule));
    const miss = (change: NearMiss['change']): readonly NearMiss[] => [
      { component: id, rule: describeAliRule(rule), change },
    ];
    const decides = id === hop.component && (hop.rule === rule.id || hop.rule === written);
    if (rule.action === 'drop') return decides ? miss(say`allow it before this entry`) : [];
    const hasPeer = addressesOfAliPeer(rule.peer, family, region, memberOf(estate, peer)).addresses.must.contains(peer);
    const hasProtocol = rule.protocol === ALL_PROTOCOLS || rule.protocol === flow.protocol;
    const hasPort = coversAliFlow(
      { ...rule, protocol: hasProtocol ? rule.protocol : flow.protocol },
      flow,
      family,
      region,
    );
    if (hasProtocol && hasPort && !hasPeer) return miss(say`widen the source`);
    if (hasProtocol && !hasPort && hasPeer) return miss(say`widen the ports`);
    return !hasProtocol && hasPort && hasPeer ? miss(say`change the protocol`) : [];
  });
}

const rulesOf = (
  estate: AliEstate,
  ids: readonly string[],
): readonly { readonly id: string; readonly rule: AliRule }[] =>
  ids.toSorted().flatMap((id) => {
    const group = estate.group(id);
    return group.known ? seenOf(group.value.rules).map((rule) => ({ id, rule })) : [];
  });

const memberOf =
  (estate: AliEstate, address: string): ResolveAliGroup =>
  (id, family) =>
    certain(groupIdsAt(estate, address).includes(id) ? AddressSet.all(family) : AddressSet.none(family));

const groupIdsAt = ({ region }: AliEstate, address: string): readonly string[] => [
  ...new Set(
    seenOf(region.interfaces)
      .filter((nic) => addressesOfNic(nic).includes(address))
      .flatMap(({ groupIds }) => groupIds),
  ),
];

type Edit = (fault: AliFault, hop: Hop, from: Text) => Said;

const EDITS: Partial<Record<Hop['hop'], Edit>> = {
  'security-group-in': (fault, hop, from) => groupEdit(fault, hop, say`${trafficOf(fault)} from ${from}`),
  'security-group-out': (fault, hop) => groupEdit(fault, hop, say`${trafficOf(fault)} to ${fault.address}`),
  'network-acl-in': aclEdit,
  'network-acl-out': aclEdit,
  interface: (_, { code, component }) =>
    code === 'BAD_STATE_ATTACHMENT' ? say`Attach ${component}.` : say`Start ${component}.`,
  'load-balancer': (_, { component }) => say`Bring ${component} back into service.`,
  listener: listenerEdit,
  'route-table': routeEdit,
  'nat-gateway': ({ address, flow }) =>
    say`Give ${address} a DNAT entry for ${nameOfFlow(flow)}, or an elastic IP address.`,
  'address-mapping': ({ address }, { code, component }) =>
    code === 'X_LB_INTERNAL_SCHEME'
      ? say`Bind an elastic IP address to ${component}.`
      : say`Bind an elastic IP address to ${address} of ${component}.`,
};

/** The smallest edit that takes a failing hop away, as an imperative. `from` is the sources as one would write them. */
export const aliChangeFor: Edit = (fault, hop, from) =>
  EDITS[hop.hop]?.(fault, hop, from) ?? say`Change ${hop.component}: ${hop.message}`;

/** The protocol and port, as a rule has it. */
const trafficOf = ({ flow }: AliFault): string => nameOfFlow(flow).replace('/', ' ');

function listenerEdit({ flow }: AliFault, { code, component }: Hop, from: Text): Said {
  if (code === 'X_ALI_LISTENER_STOPPED') return say`Start ${component}.`;
  return code === 'ELB_ACL_RESTRICTION'
    ? say`Admit ${from} in the access list of ${component}.`
    : say`Let a listener of ${component} serve ${nameOfFlow(flow)}.`;
}

function routeEdit({ address }: AliFault, { code, component, rule, leg }: Hop, from: Text): Said {
  if (code === 'X_ALI_ROUTE_NOT_IPV4_GATEWAY') return say`Route ${from} from ${component} to the IPv4 gateway.`;
  if (code === 'BAD_STATE_ROUTE') return say`Replace the dead route ${rule ?? ''} of ${component}.`;
  return code === 'NO_POSSIBLE_DESTINATION'
    ? say`Ask from an address that a vSwitch of ${component} has.`
    : say`Give ${component} a route to ${leg === 'forward' ? address : from}.`;
}

/** A Drop decides until an Accept stands before it; before priority 1, and beside a Drop of the same number, none can. */
function groupEdit({ estate, groupIds, source }: AliFault, hop: Hop, what: Said): Said {
  const { component, rule } = hop;
  const ids = hop.hop === 'security-group-in' ? groupIds : groupIdsAt(estate, source);
  const [first = component] = ids.toSorted();
  const drop = rulesOf(estate, ids).find(
    (each) =>
      each.id === component && rule !== null && [each.rule.id, wordsOf(describeAliRule(each.rule))].includes(rule),
  )?.rule;
  if (drop && drop.priority <= 1)
    return say`Delete or narrow ${describeAliRule(drop)}, of ${component}: no rule comes before a Drop of priority 1.`;
  if (hop.hop === 'security-group-in')
    return drop
      ? say`Add to ${component}: Accept ${what}, with a priority number below ${drop.priority}.`
      : say`Add to ${first}: Accept ${what}.`;
  return drop
    ? say`Add to ${component} an egress rule: Accept ${what}, with a priority number below ${drop.priority}.`
    : say`Add to ${first} an egress rule: Accept ${what}.`;
}

/** An entry for the packet where it goes in, for the client's ports where the reply goes out. */
function aclEdit({ address, flow }: AliFault, { component, rule, leg, hop }: Hop, from: Text): Said {
  const hasPorts = flow.protocol === TCP || flow.protocol === UDP;
  const isReply = leg === 'return';
  const what = isReply && hasPorts ? `${protocolName(flow.protocol)} 1024/65535` : nameOfFlow(flow).replace('/', ' ');
  const isIn = hop === 'network-acl-in';
  const peer = isReply === isIn ? address : from;
  if (rule === null)
    return isIn
      ? say`Add to ${component} an inbound entry: accept ${what} from ${peer}.`
      : say`Add to ${component} an outbound entry: accept ${what} to ${peer}.`;
  return isIn
    ? say`Add to ${component} an inbound entry above entry ${rule}: accept ${what} from ${peer}.`
    : say`Add to ${component} an outbound entry above entry ${rule}: accept ${what} to ${peer}.`;
}
