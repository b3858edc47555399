import { type Family, familyOf } from '#inventory/addresses.ts';
import type { AliListener, AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import { known, seenOf } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { say } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { AddressSet } from './address-set.ts';
import type { AliEstate } from './alicloud-estate.ts';
import { aliUnfiltered } from './alicloud-filters.ts';
import { aliFrontAcl, aliFrontOpenness } from './alicloud-front-acl.ts';
import { aliGroupsIn } from './alicloud-passage.ts';
import { type Certainty, certain } from './certainty.ts';
import { type Hop, incomplete } from './hop.ts';
import { INTERNET } from './internet.ts';
import { type FilterEntry, Openness, unreadOpenness } from './openness.ts';
import { type Blocker, LazyExposure, type Reach } from './reach/exposure.ts';
import { Passage } from './reach/passage.ts';
import { type ClassEntry, TrafficClass } from './reach/traffic-class.ts';

/** What reaches a balancer, at one of its listeners or at all. */
export function reachOfBalancer(estate: AliEstate, balancer: AliLoadBalancer, only?: AliListener): Reach {
  const addresses = estate.addressesOf(balancer);
  const own = only ? known([only]) : estate.listenersOf(balancer);
  const running = seenOf(own).filter(({ status }) => status === 'running');
  const resource = { type: balancer.kind, id: balancer.id };
  // Where its addresses were not read, it has one that nobody knows, and lets in whom it would let in there.
  const doubts = addresses.known ? [] : addresses.missing.map(incomplete);
  const places = addresses.known || seenOf(addresses).length > 0 ? seenOf(addresses) : [null];
  const parts = places.map((address): Reach => {
    const family = address === null ? 'ipv4' : familyOf(address);
    const front = own.known ? listenerFilter(estate, running, family) : unreadOpenness(family, own.missing);
    const groups =
      balancer.groupIds.length === 0
        ? aliUnfiltered(family)
        : aliGroupsIn(estate, balancer.groupIds, family, address ?? '');
    const acl = aliFrontOpenness(aliFrontAcl(estate, balancer, address ?? undefined), balancer, family);
    const passage = new Passage({
      family,
      sources: INTERNET[family],
      inbound: [acl.ingress, front],
      outbound: acl.egress,
      routes: { passes: certain(AddressSet.all(family)), reasons: [] },
    });
    const classes = new TrafficClass(passage, groups);
    const place = {
      resource,
      interface: null,
      address,
      ...(address === null ? {} : { publicAddress: address }),
      family,
    };
    if (balancer.status === 'active' && !classes.isClosed) {
      return {
        exposures: (doubts.length > 0 ? classes.entriesInDoubt(doubts) : classes.entries()).map(
          (traffic) => new LazyExposure(place, traffic, null, () => balancerPath(balancer, running, traffic)),
        ),
        blocked: [],
      };
    }
    const blocker: Blocker =
      balancer.status === 'active'
        ? {
            code: 'ELBV2_LISTENERS_MISMATCH',
            leg: 'forward',
            component: balancer.id,
            rule: null,
            message: say`No running listener admits anybody.`,
          }
        : {
            code: 'BAD_STATE',
            leg: 'forward',
            component: balancer.id,
            rule: null,
            message: say`The balancer is ${balancer.status}.`,
          };
    return { exposures: [], blocked: [{ ...place, blockers: [blocker] }] };
  });
  return {
    exposures: parts.flatMap(({ exposures }) => exposures),
    blocked: parts.flatMap(({ blocked }) => blocked),
  };
}

function balancerPath(
  balancer: AliLoadBalancer,
  listeners: readonly AliListener[],
  { ports = [] }: ClassEntry,
): readonly Hop[] {
  const own = listeners.filter((each) =>
    ports.some(([first, last]) => each.ports[0] <= last && each.ports[1] >= first),
  );
  return [
    {
      leg: 'forward',
      hop: 'load-balancer',
      component: balancer.id,
      rule: null,
      verdict: 'pass',
      message: say`${balancer.id} is active and faces the Internet.`,
    },
    ...own.map(
      ({ id }): Hop => ({
        leg: 'forward',
        hop: 'listener',
        component: id,
        rule: null,
        verdict: 'pass',
        message: say`${id} is running.`,
      }),
    ),
  ];
}

/** What a balancer's listeners let in, with their access lists. */
function listenerFilter(estate: AliEstate, listeners: readonly AliListener[], family: Family): Openness {
  const missing: MissingCall[] = [];
  const entries = listeners.map((listener): FilterEntry => {
    const admitted = admittedBy(estate, listener, family);
    missing.push(...admitted.missing);
    const protocol = listener.protocol === 'udp' || listener.protocol === 'quic' ? UDP : TCP;
    return { protocol, interval: listener.ports, addresses: admitted.addresses, allow: true };
  });
  return new Openness(family, entries, missing);
}

/** The clients that a listener's access list admits. A white list that is on and empty admits everybody. */
export function admittedBy(
  estate: AliEstate,
  { access }: AliListener,
  family: Family,
): { readonly addresses: Certainty<AddressSet>; readonly missing: readonly MissingCall[] } {
  const everybody = AddressSet.all(family);
  if (!access.known) return { addresses: { must: AddressSet.none(family), may: everybody }, missing: access.missing };
  const { isOn, type, aclIds } = access.value;
  if (!isOn) return { addresses: certain(everybody), missing: [] };
  const lists = aclIds.map((id) => seenOf(estate.region.accessLists).find((list) => list.id === id)?.entries);
  const missing = lists.flatMap((list, index): readonly MissingCall[] => {
    if (list?.known) return [];
    if (list) return list.missing;
    const { accessLists } = estate.region;
    const unread = {
      call: 'slb:DescribeAccessControlListAttribute',
      code: 'NotRead',
      message: `access list ${aclIds[index]} was not read`,
    };
    return accessLists.known ? [unread] : accessLists.missing;
  });
  const seen = lists.flatMap((list) => (list ? seenOf(list) : []));
  const listed = AddressSet.of(family, seen);
  if (missing.length > 0) {
    const addresses =
      type === 'black'
        ? { must: AddressSet.none(family), may: everybody.subtract(listed) }
        : { must: listed, may: everybody };
    return { addresses, missing };
  }
  if (type === 'black') return { addresses: certain(everybody.subtract(listed)), missing: [] };
  return { addresses: certain(seen.length === 0 ? everybody : listed), missing: [] };
}
