import { type Family, familyOf } from '#inventory/addresses.ts';
import type { AliListener, AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import type { AliInterface, AliRule } from '#inventory/alicloud/ecs.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { AddressSet } from './address-set.ts';
import { AliEstate, type AliTarget } from './alicloud-estate.ts';
import { aliUnfiltered, opennessOfAliAcl, opennessOfAliGroups } from './alicloud-filters.ts';
import { describeAliRule } from './alicloud-rule-text.ts';
import { type Certainty, certain } from './certainty.ts';
import { type Hop, incomplete, type Reason } from './hop.ts';
import { INTERNET } from './internet.ts';
import { type FilterEntry, Openness, unreadOpenness } from './openness.ts';
import type { Blocked, Blocker, Exposure, Reach } from './reach/exposure.ts';
import { type ClassEntry, TrafficClass } from './reach/traffic-class.ts';

const NOTHING: Reach = { exposures: [], blocked: [] };

/** A filter and the resource that it is. */
interface Placed {
  readonly openness: Openness;
  readonly component: string;
}

/**
 * What the Internet reaches in one region of one Alibaba Cloud account: machines at their public, elastic and forwarded
 * addresses, through security groups and network ACLs both ways; and balancers at their listeners.
 */
export class AliReach {
  readonly estate: AliEstate;
  readonly #byInterface = new Map<string, Reach>();

  constructor(region: AliRegion) {
    this.estate = new AliEstate(region);
  }

  /** Calls without which there may be interfaces or balancers that nobody sees. */
  get missing(): readonly MissingCall[] {
    const { interfaces, loadBalancers } = this.estate.region;
    return [interfaces, loadBalancers].flatMap((list) => (list.known ? [] : list.missing));
  }

  /** What reaches an interface. An interface that is not there has none. */
  ofInterface(id: string): Reach {
    let reach = this.#byInterface.get(id);
    if (!reach) {
      const nic = seenOf(this.estate.region.interfaces).find((each) => each.id === id);
      reach = nic ? this.#ofNic(nic) : NOTHING;
      this.#byInterface.set(id, reach);
    }
    return reach;
  }

  /** What reaches a balancer's listeners. */
  ofBalancer(balancer: AliLoadBalancer, only?: AliListener): Reach {
    const addresses = this.estate.addressesOf(balancer);
    const listeners = only ? [only] : seenOf(this.estate.listenersOf(balancer));
    const resource = { type: balancer.kind, id: balancer.id };
    const parts = seenOf(addresses).map((address): Reach => {
      const family = familyOf(address);
      const running = listeners.filter(({ status }) => status === 'running');
      const front = this.#listenerFilter(running, family);
      const groups =
        balancer.groupIds.length === 0 ? aliUnfiltered(family) : this.#groups(balancer.groupIds, family, address);
      const classes = new TrafficClass({
        family,
        sources: INTERNET[family],
        inbound: [front, groups],
        outbound: aliUnfiltered(family),
        routes: { passes: certain(AddressSet.all(family)), reasons: [] },
      });
      const place = { resource, interface: null, address, publicAddress: address, family };
      if (balancer.status === 'active' && !classes.isClosed) {
        return {
          exposures: classes
            .entries()
            .map((traffic) => ({ ...place, traffic, via: null, path: this.#balancerPath(balancer, running) })),
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
              message: 'No running listener admits anybody.',
            }
          : {
              code: 'BAD_STATE',
              leg: 'forward',
              component: balancer.id,
              rule: null,
              message: `The balancer is ${balancer.status}.`,
            };
      return { exposures: [], blocked: [{ ...place, blockers: [blocker] }] };
    });
    return together(parts);
  }

  /** Everything, in a fixed order. */
  all(): Reach {
    const { interfaces, loadBalancers } = this.estate.region;
    return together([
      ...seenOf(interfaces).map(({ id }) => this.ofInterface(id)),
      ...seenOf(loadBalancers).map((each) => this.ofBalancer(each)),
    ]);
  }

  #ofNic(nic: AliInterface): Reach {
    const targets = this.estate.targetsOf(nic);
    const doubts = targets.known ? [] : targets.missing.map(incomplete);
    const reached = together(seenOf(targets).map((target) => this.#ofTarget(nic, target)));
    const resource = resourceOf(nic);
    const covered = new Set(seenOf(targets).map(({ address }) => address));
    const rest = [...nic.addresses.map(({ privateIp }) => privateIp), ...nic.ipv6Addresses].filter(
      (each) => !covered.has(each),
    );
    const others = rest.map((address): Reach => {
      const place = { resource, interface: nic.id, address, family: familyOf(address) };
      // An address that may have a public one is as open as its filters, for all we know.
      if (doubts.length > 0)
        return this.#doubted(nic, { address, publicAddress: address, by: 'unread address' }, doubts);
      const message = `${address} has no public address, no elastic IP address and no DNAT entry.`;
      const blocker: Blocker = {
        code: 'X_ALI_NO_PUBLIC_ADDRESS',
        leg: 'forward',
        component: nic.id,
        rule: null,
        message,
      };
      return { exposures: [], blocked: [{ ...place, blockers: [blocker] }] };
    });
    return together([reached, ...others]);
  }

  #ofTarget(nic: AliInterface, target: AliTarget): Reach {
    const place = placeOf(nic, target);
    const state = this.#stateHop(nic);
    const { classes, filters, routes } = this.#classOf(nic, target);
    const blockers: Blocker[] = [];
    if (state.verdict === 'fail')
      blockers.push({
        code: 'BAD_STATE',
        leg: 'forward',
        component: state.component,
        rule: null,
        message: state.message,
      });
    if (classes.isClosed) blockers.push(...this.#closers(filters, routes, place.family));
    if (blockers.length > 0) return { exposures: [], blocked: [{ ...place, blockers } satisfies Blocked] };
    const entries = state.reasons ? classes.entriesInDoubt(state.reasons) : classes.entries();
    const path = (traffic: ClassEntry): readonly Hop[] => this.#path(nic, target, state, traffic, filters);
    return {
      exposures: entries.map((traffic): Exposure => ({ ...place, traffic, via: null, path: path(traffic) })),
      blocked: [],
    };
  }

  #doubted(nic: AliInterface, target: AliTarget, doubts: readonly Reason[]): Reach {
    const { classes } = this.#classOf(nic, target);
    const { publicAddress: _, ...place } = placeOf(nic, target);
    return {
      exposures: classes
        .entriesInDoubt(doubts)
        .map((traffic): Exposure => ({ ...place, traffic, via: null, path: [] })),
      blocked: [],
    };
  }

  #classOf(nic: AliInterface, target: AliTarget) {
    const family = familyOf(target.address);
    const groups: Placed = {
      openness: this.#groups(nic.groupIds, family, target.address),
      component: nic.groupIds.join(', ') || 'no security group',
    };
    const aclIn = this.#acl(nic, 'ingress', family);
    const aclOut = this.#acl(nic, 'egress', family);
    const routes = this.#routes(nic, family);
    const inbound = [groups.openness, aclIn.openness, ...forwardFilter(target, family)];
    const classes = new TrafficClass({ family, sources: INTERNET[family], inbound, outbound: aclOut.openness, routes });
    return { classes, filters: { groups, aclIn, aclOut }, routes };
  }

  #groups(ids: readonly string[], family: Family, localAddress: string): Openness {
    const groups = ids.map((id) => this.estate.group(id));
    const missing = groups.flatMap((group) => (group.known ? [] : group.missing));
    if (missing.length > 0) return unreadOpenness(family, missing);
    const read = groups.flatMap((group) => (group.known ? [group.value] : []));
    return opennessOfAliGroups(read, this.estate.region, { direction: 'ingress', family, localAddress });
  }

  #acl({ vSwitchId }: AliInterface, direction: AliRule['direction'], family: Family): Placed {
    const acl = this.estate.aclOf(vSwitchId);
    if (!acl.known) return { openness: unreadOpenness(family, acl.missing), component: 'network ACL' };
    if (!acl.value) return { openness: aliUnfiltered(family), component: 'no network ACL' };
    return { openness: opennessOfAliAcl(acl.value, direction, family), component: acl.value.id };
  }

  /** Only a VPC with an IPv4 gateway needs a route back to it; elsewhere a public address answers by itself. */
  #routes(
    { vpcId, vSwitchId }: AliInterface,
    family: Family,
  ): { passes: Certainty<AddressSet>; reasons: readonly Reason[] } {
    const all = { passes: certain(AddressSet.all(family)), reasons: [] };
    if (family === 'ipv6' || vpcId === undefined) return all;
    const vpc = this.estate.vpc(vpcId);
    const doubt = (missing: readonly MissingCall[]) => ({
      passes: { must: AddressSet.none(family), may: AddressSet.all(family) },
      reasons: missing.map(incomplete),
    });
    if (!vpc.known) return doubt(vpc.missing);
    const gatewayId = vpc.value.ipv4GatewayId;
    if (gatewayId === undefined) return all;
    const table = this.estate.routeTableOf(vSwitchId);
    if (!table.known) return doubt(table.missing);
    const { routes } = table.value;
    if (!routes.known) return doubt(routes.missing);
    const sorted = routes.value
      .filter(({ destination }) => familyOf(destination) === family)
      .sort((a, b) => lengthOf(b.destination) - lengthOf(a.destination));
    let claimed = AddressSet.none(family);
    let passes = AddressSet.none(family);
    for (const route of sorted) {
      const mine = AddressSet.of(family, [route.destination]).subtract(claimed);
      claimed = claimed.union(mine);
      if (
        route.nextHops.some(
          ({ type, id, enabled }) => (type === 'ipv4gateway' || id === gatewayId) && enabled !== false,
        )
      )
        passes = passes.union(mine);
    }
    return { passes: certain(passes), reasons: [] };
  }

  #stateHop(nic: AliInterface): Hop {
    const at = { leg: 'forward', hop: 'interface', component: nic.instanceId ?? nic.id, rule: null } as const;
    if (nic.instanceId === undefined) {
      return nic.status === 'inuse' || nic.serviceManaged
        ? { ...at, verdict: 'pass', message: `${nic.id} is in use.` }
        : { ...at, verdict: 'fail', code: 'BAD_STATE_ATTACHMENT', message: `${nic.id} is attached to nothing.` };
    }
    const instance = this.estate.instance(nic.instanceId);
    if (!instance.known)
      return {
        ...at,
        verdict: 'unknown',
        message: 'The machine was not read.',
        reasons: instance.missing.map(incomplete),
      };
    const { status } = instance.value;
    return status === 'running'
      ? { ...at, verdict: 'pass', message: `${nic.instanceId} is running.` }
      : { ...at, verdict: 'fail', code: 'BAD_STATE', message: `${nic.instanceId} is ${status}.` };
  }

  #closers(
    { groups, aclIn, aclOut }: { groups: Placed; aclIn: Placed; aclOut: Placed },
    routes: { passes: Certainty<AddressSet> },
    family: Family,
  ): readonly Blocker[] {
    const admits = ({ openness }: Placed): boolean =>
      [...openness.protocols, TCP, UDP, ALL_PROTOCOLS].some(
        (protocol) => !openness.of(protocol).may.within(INTERNET[family]).isEmpty,
      );
    const blockers: Blocker[] = [];
    if (!admits(groups))
      blockers.push({
        code: 'ENI_SG_RULES_MISMATCH',
        leg: 'forward',
        component: groups.component,
        rule: null,
        message: `No rule of ${groups.component} lets the Internet in.`,
      });
    if (!admits(aclIn))
      blockers.push({
        code: 'SUBNET_ACL_RESTRICTION',
        leg: 'forward',
        component: aclIn.component,
        rule: null,
        message: `${aclIn.component} lets nothing from the Internet in.`,
      });
    if (!admits(aclOut))
      blockers.push({
        code: 'SUBNET_ACL_RESTRICTION',
        leg: 'return',
        component: aclOut.component,
        rule: null,
        message: `${aclOut.component} lets no reply out.`,
      });
    if (routes.passes.may.isEmpty)
      blockers.push({
        code: 'X_ALI_ROUTE_NOT_IPV4_GATEWAY',
        leg: 'return',
        component: 'route table',
        rule: null,
        message: 'No route leads back to the IPv4 gateway.',
      });
    if (blockers.length > 0) return blockers;
    return [
      {
        code: 'SUBNET_ACL_RESTRICTION',
        leg: 'forward',
        component: aclIn.component,
        rule: null,
        message: `What ${groups.component} lets in, ${aclIn.component} or ${aclOut.component} does not.`,
      },
    ];
  }

  #path(
    nic: AliInterface,
    { publicAddress, address, by, forward }: AliTarget,
    state: Hop,
    traffic: ClassEntry,
    { groups, aclIn, aclOut }: { groups: Placed; aclIn: Placed; aclOut: Placed },
  ): readonly Hop[] {
    const pass = (
      leg: Hop['leg'],
      hop: Hop['hop'],
      component: string,
      message: string,
      rule: string | null = null,
    ): Hop => ({ leg, hop, component, rule, verdict: traffic.verdict === 'reachable' ? 'pass' : 'unknown', message });
    const decided = this.#ruleBehind(nic, traffic);
    return [
      forward
        ? pass('forward', 'nat-gateway', forward.id, `${publicAddress} is forwarded to ${address} by ${by}.`)
        : pass('forward', 'address-mapping', nic.id, `${publicAddress} leads to ${address}: ${by}.`),
      pass('forward', 'network-acl-in', aclIn.component, `${aclIn.component} lets it in.`),
      pass(
        'forward',
        'security-group-in',
        groups.component,
        decided ? `${decided.group} admits it: ${describeAliRule(decided.rule)}.` : `${groups.component} admits it.`,
        decided?.rule.id ?? null,
      ),
      state,
      pass('return', 'network-acl-out', aclOut.component, `${aclOut.component} lets the reply out.`),
    ];
  }

  /** The rule that comes first among those that admit the traffic. */
  #ruleBehind(nic: AliInterface, traffic: ClassEntry): { group: string; rule: AliRule } | undefined {
    const port = traffic.ports?.[0]?.[0];
    return nic.groupIds
      .flatMap((id) => {
        const group = this.estate.group(id);
        return group.known ? seenOf(group.value.rules).map((rule) => ({ group: id, rule })) : [];
      })
      .filter(({ rule }) => {
        if (rule.direction !== 'ingress' || rule.action !== 'accept' || rule.peer.kind === 'group') return false;
        if (rule.protocol !== ALL_PROTOCOLS && rule.protocol !== traffic.protocol) return false;
        if (port !== undefined && rule.ports && (port < rule.ports[0] || port > rule.ports[1])) return false;
        return (
          rule.peer.kind !== 'cidr' ||
          (rule.peer.family === traffic.sources.family &&
            AddressSet.of(rule.peer.family, [rule.peer.cidr]).overlaps(traffic.sources))
        );
      })
      .sort((a, b) => a.rule.priority - b.rule.priority)[0];
  }

  #balancerPath(balancer: AliLoadBalancer, listeners: readonly AliListener[]): readonly Hop[] {
    return [
      {
        leg: 'forward',
        hop: 'load-balancer',
        component: balancer.id,
        rule: null,
        verdict: 'pass',
        message: `${balancer.id} is active and faces the Internet.`,
      },
      ...listeners.map(
        ({ id }): Hop => ({
          leg: 'forward',
          hop: 'listener',
          component: id,
          rule: null,
          verdict: 'pass',
          message: `${id} is running.`,
        }),
      ),
    ];
  }

  /** What a balancer's listeners let in, with their access lists. */
  #listenerFilter(listeners: readonly AliListener[], family: Family): Openness {
    const missing: MissingCall[] = [];
    const entries = listeners.map((listener): FilterEntry => {
      const admitted = this.admittedBy(listener, family);
      missing.push(...admitted.missing);
      const protocol = listener.protocol === 'udp' || listener.protocol === 'quic' ? UDP : TCP;
      return { protocol, interval: listener.ports, addresses: admitted.addresses, allow: true };
    });
    return new Openness(family, entries, missing);
  }

  /** The clients that a listener's access list admits. A white list that is on and empty admits everybody. */
  admittedBy(
    { access }: AliListener,
    family: Family,
  ): { readonly addresses: Certainty<AddressSet>; readonly missing: readonly MissingCall[] } {
    const everybody = AddressSet.all(family);
    if (!access.known) return { addresses: { must: AddressSet.none(family), may: everybody }, missing: access.missing };
    const { isOn, type, aclIds } = access.value;
    if (!isOn) return { addresses: certain(everybody), missing: [] };
    const lists = aclIds.map((id) => seenOf(this.estate.region.accessLists).find((list) => list.id === id)?.entries);
    const missing = lists.flatMap((list, index): readonly MissingCall[] => {
      if (list?.known) return [];
      if (list) return list.missing;
      const { accessLists } = this.estate.region;
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
}

/** What a NAT gateway passes on to the address. */
const forwardFilter = ({ forward }: AliTarget, family: Family): readonly Openness[] =>
  forward === undefined
    ? []
    : [
        new Openness(family, [
          {
            protocol: forward.protocol,
            interval: forward.internalPorts ?? [0, 65535],
            addresses: certain(AddressSet.all(family)),
            allow: true,
          },
        ]),
      ];

const lengthOf = (cidr: string): number => Number(cidr.split('/')[1]);

const resourceOf = ({ instanceId, id }: AliInterface) =>
  instanceId === undefined ? { type: 'network-interface', id } : { type: 'instance', id: instanceId };

const placeOf = (nic: AliInterface, { address, publicAddress }: AliTarget) => ({
  resource: resourceOf(nic),
  interface: nic.id,
  address,
  publicAddress,
  family: familyOf(address),
});

const together = (parts: readonly Reach[]): Reach => ({
  exposures: parts.flatMap(({ exposures }) => exposures),
  blocked: parts.flatMap(({ blocked }) => blocked),
});

const MADE = new WeakMap<AliRegion, AliReach>();

/** What the Internet reaches in a region; the same object each time the same region is asked about. */
export function aliReach(region: AliRegion): AliReach {
  const reach = MADE.get(region) ?? new AliReach(region);
  MADE.set(region, reach);
  return reach;
}
