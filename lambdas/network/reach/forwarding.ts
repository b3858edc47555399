import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { ClassicLoadBalancer } from '#inventory/aws/elb.ts';
import type { Listener, ListenerAction, Target as RegisteredTarget, TargetGroup } from '#inventory/aws/elbv2.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { type MissingCall, NOT_READ } from '#snapshot/recorded-call.ts';
import { AddressSet } from '../address-set.ts';
import type { Certainty } from '../certainty.ts';
import type { Estate } from '../estate.ts';
import { incomplete, type Reason } from '../hop.ts';
import type { Balancer, BalancerListener } from './balancer.ts';
import { placeOf, possibleTargets, UNREAD_GROUP, unreadGroup } from './registered-targets.ts';

/** A machine that a listener passes traffic on to. */
export interface Forwarding {
  readonly nic: NetworkInterface;
  readonly address: string;
  readonly targetPort: number;
  /** The last of the ports that it may be registered on instead, where that was not read. */
  readonly lastPort?: number;
  /** Which clients are passed on, whatever was asked for in content. */
  readonly clients: Certainty<ClientSet>;
  /** Whether targets of other zones are used, and whether targets see the client's own address. */
  readonly crossZone: Known<boolean>;
  readonly preservesClient: Known<boolean>;
  /** The zone it is registered for, or `all`. */
  readonly zone?: string;
  /** What keeps `must` and `may` apart. */
  readonly reasons: readonly Reason[];
  /** For people: the target group, or the classic balancer's instance. */
  readonly group: string;
}

/** Sources of both families. */
export interface ClientSet {
  readonly ipv4: AddressSet;
  readonly ipv6: AddressSet;
}

const EVERYONE: ClientSet = { ipv4: AddressSet.all('ipv4'), ipv6: AddressSet.all('ipv6') };
const NOBODY: ClientSet = { ipv4: AddressSet.none('ipv4'), ipv6: AddressSet.none('ipv6') };

const union = (a: ClientSet, b: ClientSet): ClientSet => ({ ipv4: a.ipv4.union(b.ipv4), ipv6: a.ipv6.union(b.ipv6) });
const intersect = (a: ClientSet, b: ClientSet): ClientSet => ({
  ipv4: a.ipv4.intersect(b.ipv4),
  ipv6: a.ipv6.intersect(b.ipv6),
});
const subtract = (a: ClientSet, b: ClientSet): ClientSet => ({
  ipv4: a.ipv4.subtract(b.ipv4),
  ipv6: a.ipv6.subtract(b.ipv6),
});

/** The machines of the estate behind a listener. */
export function forwardingsOf(
  estate: Estate,
  balancer: Balancer,
  listener: BalancerListener,
  protocol: number,
): readonly Forwarding[] {
  const { source } = listener;
  if ('instancePort' in source)
    return classicForwardings(estate, balancer.source as ClassicLoadBalancer, source.instancePort);
  const behind =
    'unread' in source ? anyGroup(estate, balancer, source.unread) : groupsBehind(estate, balancer, source);
  return [...behind].flatMap(([arn, { clients, reasons }]) => {
    const { targetGroups } = estate.region;
    const group =
      seenOf(targetGroups).find((each) => each.arn === arn) ??
      (targetGroups.known ? undefined : unreadGroup(arn, balancer, targetGroups.missing));
    if (!group) return [];
    const known = seenOf(group.targets).flatMap((target) =>
      registered(estate, balancer, group, target, protocol, clients, reasons),
    );
    if (group.targets.known) return known;
    const unread = [...reasons, ...group.targets.missing.map(incomplete)];
    const seen = new Set(known.map(({ nic }) => nic.id));
    const possible = possibleTargets(estate, balancer, group, (id) => seen.has(id)).flatMap(({ target, lastPort }) =>
      registered(estate, balancer, group, target, protocol, { must: NOBODY, may: clients.may }, unread).map((each) => ({
        ...each,
        ...(lastPort === each.targetPort ? {} : { lastPort }),
      })),
    );
    return [...known, ...possible];
  });
}

/** Where listeners were not read, every target group that names the balancer may be behind one. */
function anyGroup({ region: { targetGroups } }: Estate, balancer: Balancer, missing: readonly MissingCall[]) {
  const attached = seenOf(targetGroups).filter(({ loadBalancerArns }) => loadBalancerArns.includes(balancer.id));
  const arns = [...attached.map(({ arn }) => arn), ...(targetGroups.known ? [] : [UNREAD_GROUP])];
  const each = { clients: { must: NOBODY, may: EVERYONE }, reasons: missing.map(incomplete) };
  return new Map(arns.map((arn) => [arn, each]));
}

/** Whether traffic is passed on to a port of the machine, for all that was read. */
export const leadsTo = ({ targetPort, lastPort = targetPort }: Forwarding, port: number): boolean =>
  targetPort <= port && port <= lastPort;

/** An application balancer behind a network one: it sees the clients' own addresses. */
export interface ChainedBalancer {
  readonly arn: string;
  readonly targetPort: number;
  readonly clients: Certainty<ClientSet>;
  readonly reasons: readonly Reason[];
}

/** What a network balancer passes on to an application balancer: it shows the clients, whatever their zone. */
export const chainedForwarding = (
  { arn, targetPort, clients, reasons }: ChainedBalancer,
  { nic, address }: Pick<Forwarding, 'nic' | 'address'>,
): Forwarding => ({
  nic,
  address,
  targetPort,
  clients,
  crossZone: known(true),
  preservesClient: known(true),
  zone: 'all',
  reasons,
  group: arn,
});

/** The application balancers that a network balancer's listener passes traffic on to. */
export function chainedBalancers(
  estate: Estate,
  balancer: Balancer,
  { source }: BalancerListener,
): readonly ChainedBalancer[] {
  if ('instancePort' in source) return [];
  const { targetGroups } = estate.region;
  const behind =
    'unread' in source ? anyGroup(estate, balancer, source.unread) : groupsBehind(estate, balancer, source);
  return [...behind].flatMap(([arn, { clients, reasons }]) => {
    const group =
      seenOf(targetGroups).find((each) => each.arn === arn) ??
      (targetGroups.known ? undefined : unreadGroup(arn, balancer, targetGroups.missing));
    if (group?.targetType !== 'alb' && group?.targetType !== 'unread') return [];
    const known = seenOf(group.targets).flatMap((target) => {
      const targetPort = target.port ?? group.port;
      return targetPort === undefined ? [] : [{ arn: target.id, targetPort, clients, reasons }];
    });
    if (group.targets.known) return known;
    const doubt = [...reasons, ...group.targets.missing.map(incomplete)];
    const inDoubt = { clients: { must: NOBODY, may: clients.may }, reasons: doubt };
    return [...known, ...applicationListeners(estate).map((each) => ({ ...each, ...inDoubt }))];
  });
}

/** Every port that an application balancer listens on. */
const applicationListeners = ({ region }: Estate) =>
  seenOf(region.loadBalancers)
    .filter(({ type }) => type === 'application')
    .flatMap(({ arn, listeners }) =>
      seenOf(listeners).flatMap(({ port }) => (port === undefined ? [] : [{ arn, targetPort: port }])),
    );

/** Whether a listener passes anything on to any target group; what redirects or answers by itself does not. */
export const forwardsToAnything = (estate: Estate, balancer: Balancer, { source }: BalancerListener): boolean =>
  'instancePort' in source || 'unread' in source || groupsBehind(estate, balancer, source).size > 0;

/** Calls without which there may be targets that nobody sees. */
export function missingTargets({ region }: Estate): readonly MissingCall[] {
  const { targetGroups, loadBalancers, classicLoadBalancers } = region;
  const missing = [targetGroups, loadBalancers, classicLoadBalancers].flatMap((fact) =>
    fact.known ? [] : fact.missing,
  );
  return [...missing, ...seenOf(targetGroups).flatMap(({ targets }) => (targets.known ? [] : targets.missing))];
}

/**
 * Target groups by the clients that a listener's rules can lead there. Rules are tried in order; one that asks for nothing
 * but the source takes all of those sources, so that later rules never see them.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
function groupsBehind(estate: Estate, balancer: Balancer, listener: Listener) {
  const behind = new Map<string, { clients: Certainty<ClientSet>; reasons: readonly Reason[] }>();
  const add = (arns: readonly string[], clients: Certainty<ClientSet>, reasons: readonly Reason[] = []): void => {
    for (const arn of arns) {
      const before = behind.get(arn);
      behind.set(arn, {
        clients: before
          ? { must: union(before.clients.must, clients.must), may: union(before.clients.may, clients.may) }
          : clients,
        reasons: [...(before?.reasons ?? []), ...reasons],
      });
    }
  };
  const { targetGroups } = estate.region;
  const attached = (): readonly string[] => [
    ...seenOf(targetGroups)
      .filter(({ loadBalancerArns }) => loadBalancerArns.includes(balancer.id))
      .map(({ arn }) => arn),
    ...(targetGroups.known ? [] : [UNREAD_GROUP]),
  ];
  let rest: Certainty<ClientSet> = { must: EVERYONE, may: EVERYONE };
  const { rules } = listener;
  for (const { conditions, actions } of seenOf(rules)) {
    const sources = seenOf(conditions).flatMap((each) => (each.field === 'source-ip' ? [setOf(each.cidrs)] : []));
    const named = sources.reduce(intersect, EVERYONE);
    const isBySourceAlone = conditions.known && conditions.value.every(({ field }) => field === 'source-ip');
    const taken = { must: intersect(rest.must, named), may: intersect(rest.may, named) };
    if (actions.known && conditions.known) add(forwardedTo(actions.value), taken);
    else
      add(
        attached(),
        { must: NOBODY, may: taken.may },
        [actions, conditions].flatMap((fact) => (fact.known ? [] : fact.missing.map(incomplete))),
      );
    if (isBySourceAlone) rest = { must: subtract(rest.must, named), may: subtract(rest.may, named) };
    else if (!conditions.known) rest = { must: NOBODY, may: rest.may };
  }
  if (!rules.known) {
    const reasons = rules.missing.map(incomplete);
    add(attached(), { must: NOBODY, may: rest.may }, reasons);
    // Where nobody asked for the rules, requests that none of them takes are still the default action's.
    if (rules.missing.some(({ code }) => code !== NOT_READ)) rest = { must: NOBODY, may: rest.may };
  }
  const { defaultActions } = listener;
  const doubt = rules.known ? [] : rules.missing.map(incomplete);
  if (defaultActions.known) add(forwardedTo(defaultActions.value), rest, doubt);
  else add(attached(), { must: NOBODY, may: rest.may }, defaultActions.missing.map(incomplete));
  return behind;
}

/** Where actions forward strangers to: nowhere, where they must log in first. */
function forwardedTo(actions: readonly ListenerAction[]): readonly string[] {
  if (actions.some(({ type }) => type.startsWith('authenticate') || type === 'jwt-validation')) return [];
  return actions.flatMap(({ type, targetGroups }) =>
    type === 'forward' ? targetGroups.filter(({ weight }) => weight > 0).map(({ arn }) => arn) : [],
  );
}

function registered(
  estate: Estate,
  balancer: Balancer,
  group: TargetGroup,
  target: RegisteredTarget,
  protocol: number,
  clients: Certainty<ClientSet>,
  reasons: readonly Reason[],
): readonly Forwarding[] {
  const targetPort = target.port ?? group.port;
  if (targetPort === undefined) return [];
  const family = group.ipAddressType === 'ipv6' ? 'ipv6' : 'ipv4';
  const place = placeOf(estate, group.targetType, target.id, family, group.vpcId);
  if (!place) return [];
  return [
    {
      ...place,
      targetPort,
      clients,
      crossZone: crossZoneOf(balancer, group),
      preservesClient: preservesClient(balancer, group, protocol),
      zone: target.availabilityZone === 'all' ? 'all' : undefined,
      reasons,
      group: group.arn,
    },
  ];
}

function classicForwardings(estate: Estate, balancer: ClassicLoadBalancer, targetPort: number): readonly Forwarding[] {
  return balancer.instanceIds.flatMap((id) => {
    const place = placeOf(estate, 'instance', id, 'ipv4');
    if (!place) return [];
    return [
      {
        ...place,
        targetPort,
        clients: { must: EVERYONE, may: EVERYONE },
        crossZone: balancer.attributes.known
          ? known(balancer.attributes.value.crossZone)
          : unknown<boolean>(balancer.attributes.missing),
        preservesClient: known(false),
        reasons: [],
        group: balancer.name,
      },
    ];
  });
}

/** The group's own setting, else the balancer's: on for application balancers, off for network ones unless set. */
function crossZoneOf({ type, attributes }: Balancer, group: TargetGroup): Known<boolean> {
  const key = 'load_balancing.cross_zone.enabled';
  if (!group.attributes.known) return unknown(group.attributes.missing);
  const own = group.attributes.value[key];
  if (own === 'true' || own === 'false') return known(own === 'true');
  if (type === 'alb') return known(true);
  return attributes.known ? known(attributes.value[key] === 'true') : unknown(attributes.missing);
}

/**
 * Network balancers show targets the client's own address: always for UDP, by default for instances.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
export function preservesClient(
  { type, vpcId }: Pick<Balancer, 'type' | 'vpcId'>,
  group: TargetGroup,
  protocol: number,
): Known<boolean> {
  if (type !== 'nlb') return known(false);
  if (group.vpcId !== undefined && vpcId !== undefined && group.vpcId !== vpcId) return known(false);
  if (protocol === 17 || group.protocol === 'UDP' || group.protocol === 'TCP_UDP') return known(true);
  if (!group.attributes.known) return unknown(group.attributes.missing);
  const set = group.attributes.value['preserve_client_ip.enabled'];
  return known(set === undefined ? group.targetType === 'instance' : set === 'true');
}

const setOf = (cidrs: readonly string[]): ClientSet => ({
  ipv4: AddressSet.of('ipv4', cidrs),
  ipv6: AddressSet.of('ipv6', cidrs),
});
