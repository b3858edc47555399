import { type Family, familyOf } from '#inventory/addresses.ts';
import type { AliListener, AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import type { AliInterface, AliRule } from '#inventory/alicloud/ecs.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import { say, type Text } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { AddressSet } from './address-set.ts';
import { reachOfBalancer } from './alicloud-balancer-reach.ts';
import { AliForwardings } from './alicloud-behind-balancer.ts';
import { AliEstate, type AliTarget } from './alicloud-estate.ts';
import { type AliPassage, type AliPlaced, aliPassageTo, NO_ACL } from './alicloud-passage.ts';
import { describeAliRule } from './alicloud-rule-text.ts';
import type { Certainty } from './certainty.ts';
import { type Hop, incomplete, type Reason } from './hop.ts';
import { INTERNET } from './internet.ts';
import { type Blocked, type Blocker, type Exposure, LazyExposure, type Reach } from './reach/exposure.ts';
import type { ClassEntry } from './reach/traffic-class.ts';

const NOTHING: Reach = { exposures: [], blocked: [] };

/**
 * What the Internet reaches in one region of one Alibaba Cloud account: machines at their public, elastic and forwarded
 * addresses, through security groups and network ACLs both ways; and balancers at their listeners.
 */
export class AliReach {
  readonly estate: AliEstate;
  readonly #byInterface = new Map<string, Reach>();
  #forwardings: AliForwardings | undefined;

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
      const nic = this.estate.interface(id);
      reach = nic ? withBalancers(this.#ofNic(nic), this.forwardings.exposuresOf(nic, this.stateOf(nic))) : NOTHING;
      this.#byInterface.set(id, reach);
    }
    return reach;
  }

  /** What reaches a balancer, at one of its listeners or at all. */
  ofBalancer(balancer: AliLoadBalancer, only?: AliListener): Reach {
    return reachOfBalancer(this.estate, balancer, only);
  }

  /** Everything, in a fixed order. */
  all(): Reach {
    const { interfaces, loadBalancers } = this.estate.region;
    return together([
      ...seenOf(interfaces).map(({ id }) => this.ofInterface(id)),
      ...seenOf(loadBalancers).map((each) => this.ofBalancer(each)),
    ]);
  }

  /** The ways through balancers to machines. */
  get forwardings(): AliForwardings {
    this.#forwardings ??= new AliForwardings(this.estate);
    return this.#forwardings;
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
      const message = say`${address} has no public address, no elastic IP address and no DNAT entry.`;
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
    const state = this.stateOf(nic);
    const { classes, filters, routes } = aliPassageTo(this.estate, nic, target);
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
      exposures: entries.map((traffic) => new LazyExposure(place, traffic, null, () => path(traffic))),
      blocked: [],
    };
  }

  #doubted(nic: AliInterface, target: AliTarget, doubts: readonly Reason[]): Reach {
    const { classes } = aliPassageTo(this.estate, nic, target);
    const { publicAddress: _, ...place } = placeOf(nic, target);
    return {
      exposures: classes
        .entriesInDoubt(doubts)
        .map((traffic): Exposure => ({ ...place, traffic, via: null, path: [] })),
      blocked: [],
    };
  }

  /** Whether an interface, and the machine that it belongs to, take part in traffic at all. */
  stateOf(nic: AliInterface): Hop {
    const at = { leg: 'forward', hop: 'interface', component: nic.instanceId ?? nic.id, rule: null } as const;
    if (nic.instanceId === undefined) {
      return nic.status === 'inuse' || nic.serviceManaged
        ? { ...at, verdict: 'pass', message: say`${nic.id} is in use.` }
        : { ...at, verdict: 'fail', code: 'BAD_STATE_ATTACHMENT', message: say`${nic.id} is attached to nothing.` };
    }
    const instance = this.estate.instance(nic.instanceId);
    if (!instance.known)
      return {
        ...at,
        verdict: 'unknown',
        message: say`The machine was not read.`,
        reasons: instance.missing.map(incomplete),
      };
    const { status } = instance.value;
    return status === 'running'
      ? { ...at, verdict: 'pass', message: say`${nic.instanceId} is running.` }
      : { ...at, verdict: 'fail', code: 'BAD_STATE', message: say`${nic.instanceId} is ${status}.` };
  }

  #closers(
    { groups, aclIn, aclOut }: AliPassage['filters'],
    routes: { passes: Certainty<AddressSet> },
    family: Family,
  ): readonly Blocker[] {
    const admits = ({ openness }: AliPlaced): boolean =>
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
        message: say`No rule of ${groups.component} lets the Internet in.`,
      });
    if (!admits(aclIn))
      blockers.push({
        code: 'SUBNET_ACL_RESTRICTION',
        leg: 'forward',
        component: aclIn.component,
        rule: null,
        message: say`${aclIn.component} lets nothing from the Internet in.`,
      });
    if (!admits(aclOut))
      blockers.push({
        code: 'SUBNET_ACL_RESTRICTION',
        leg: 'return',
        component: aclOut.component,
        rule: null,
        message: say`${aclOut.component} lets no reply out.`,
      });
    if (routes.passes.may.isEmpty)
      blockers.push({
        code: 'X_ALI_ROUTE_NOT_IPV4_GATEWAY',
        leg: 'return',
        component: 'route table',
        rule: null,
        message: say`No route leads back to the IPv4 gateway.`,
      });
    if (blockers.length > 0) return blockers;
    return [
      {
        code: 'SUBNET_ACL_RESTRICTION',
        leg: 'forward',
        component: aclIn.component,
        rule: null,
        message: say`What ${groups.component} lets in, ${aclIn.component} or ${aclOut.component} does not.`,
      },
    ];
  }

  #path(
    nic: AliInterface,
    { publicAddress, address, by, forward }: AliTarget,
    state: Hop,
    traffic: ClassEntry,
    { groups, aclIn, aclOut }: AliPassage['filters'],
  ): readonly Hop[] {
    const pass = (
      leg: Hop['leg'],
      hop: Hop['hop'],
      component: string,
      message: Text,
      rule: string | null = null,
    ): Hop => ({ leg, hop, component, rule, verdict: traffic.verdict === 'reachable' ? 'pass' : 'unknown', message });
    const decided = this.#ruleBehind(nic, traffic);
    return [
      forward
        ? pass('forward', 'nat-gateway', forward.id, say`${publicAddress} is forwarded to ${address} by ${by}.`)
        : pass('forward', 'address-mapping', nic.id, say`${publicAddress} leads to ${address}: ${by}.`),
      ...(isAcl(aclIn)
        ? [pass('forward', 'network-acl-in', aclIn.component, say`${aclIn.component} lets it in.`)]
        : []),
      pass(
        'forward',
        'security-group-in',
        groups.component,
        decided
          ? say`${decided.group} admits it: ${describeAliRule(decided.rule)}.`
          : say`${groups.component} admits it.`,
        decided?.rule.id ?? null,
      ),
      state,
      ...(isAcl(aclOut)
        ? [pass('return', 'network-acl-out', aclOut.component, say`${aclOut.component} lets the reply out.`)]
        : []),
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
}

/** Whether an ACL was read; most vSwitches have none. */
const isAcl = ({ component }: AliPlaced): boolean => component !== NO_ACL;

const resourceOf = ({ instanceId, id }: AliInterface) =>
  instanceId === undefined ? { type: 'network-interface', id } : { type: 'instance', id: instanceId };

const placeOf = (nic: AliInterface, { address, publicAddress }: AliTarget) => ({
  resource: resourceOf(nic),
  interface: nic.id,
  address,
  publicAddress,
  family: familyOf(address),
});

/** A reach with what comes through balancers; an address that they lead to is not blocked. */
const withBalancers = (own: Reach, exposures: readonly Exposure[]): Reach => ({
  exposures: [...own.exposures, ...exposures],
  blocked: own.blocked.filter(({ address }) => !exposures.some((each) => each.address === address)),
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
