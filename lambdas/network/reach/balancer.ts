import type { Family } from '#inventory/addresses.ts';
import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { ClassicLoadBalancer } from '#inventory/aws/elb.ts';
import type { Attributes, Listener, LoadBalancer } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, mapKnown, seenOf, unknown } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { say, type Text } from '#platform/text.ts';
import { type MissingCall, NOT_READ } from '#snapshot/recorded-call.ts';
import { AddressSet } from '../address-set.ts';
import { certain } from '../certainty.ts';
import { type Hop, undecidedHop } from '../hop.ts';
import { type FilterEntry, Openness } from '../openness.ts';
import type { Target } from './targets.ts';

/** A load balancer of any kind, as far as traffic is concerned. */
export interface Balancer {
  readonly type: 'alb' | 'nlb' | 'clb';
  /** ARN; a classic one its name. */
  readonly id: string;
  readonly scheme: string;
  readonly state: string;
  readonly vpcId?: string;
  readonly securityGroupIds: readonly string[];
  readonly subnetIds: readonly string[];
  /** Families in which it has public addresses, where it faces the Internet. */
  readonly families: readonly Family[];
  readonly attributes: Known<Attributes>;
  readonly listeners: Known<readonly BalancerListener[]>;
  readonly source: LoadBalancer | ClassicLoadBalancer;
}

/** A port that a balancer listens on, with what it was made from. */
export interface BalancerListener {
  readonly protocols: readonly number[];
  readonly port: number;
  readonly source: Listener | { readonly instancePort: number } | { readonly unread: readonly MissingCall[] };
}

const PROTOCOLS: Readonly<Record<string, readonly number[]>> = {
  HTTP: [TCP],
  HTTPS: [TCP],
  TCP: [TCP],
  TLS: [TCP],
  SSL: [TCP],
  UDP: [UDP],
  TCP_UDP: [TCP, UDP],
  QUIC: [UDP],
  TCP_QUIC: [TCP, UDP],
};

const FAMILIES: Readonly<Record<string, readonly Family[]>> = {
  dualstack: ['ipv4', 'ipv6'],
  'dualstack-without-public-ipv4': ['ipv6'],
};

const TYPES: Readonly<Record<string, Balancer['type']>> = { application: 'alb', network: 'nlb' };

/** The balancers of a region that terminate or pass on client traffic; gateway balancers are appliances of routes. */
export function balancersOf(region: AwsRegion): readonly Balancer[] {
  const newer = seenOf(region.loadBalancers).flatMap((balancer): readonly Balancer[] => {
    const type = TYPES[balancer.type];
    if (!type) return [];
    return [
      {
        type,
        id: balancer.arn,
        scheme: balancer.scheme,
        state: balancer.state,
        vpcId: balancer.vpcId,
        securityGroupIds: balancer.securityGroupIds,
        subnetIds: balancer.zones.flatMap(({ subnetId }) => subnetId ?? []),
        families: FAMILIES[balancer.ipAddressType] ?? ['ipv4'],
        attributes: balancer.attributes,
        listeners: mapKnown(balancer.listeners, (all) =>
          all.flatMap((source): readonly BalancerListener[] =>
            source.port === undefined
              ? []
              : [{ protocols: PROTOCOLS[source.protocol] ?? [TCP, UDP], port: source.port, source }],
          ),
        ),
        source: balancer,
      },
    ];
  });
  const classic = seenOf(region.classicLoadBalancers).map(
    (balancer): Balancer => ({
      type: 'clb',
      id: balancer.name,
      scheme: balancer.scheme,
      state: 'active',
      vpcId: balancer.vpcId,
      securityGroupIds: balancer.securityGroupIds,
      subnetIds: balancer.subnetIds,
      families: ['ipv4'],
      attributes: known({}),
      listeners: mapKnown(balancer.listeners, (all) =>
        all.map(({ protocol, port, instancePort }) => ({
          protocols: PROTOCOLS[protocol] ?? [TCP],
          port,
          source: { instancePort },
        })),
      ),
      source: balancer,
    }),
  );
  return [...newer, ...classic];
}

/** What balancers call their interfaces: `ELB app/<name>/<id>`, `ELB net/<name>/<id>`, `ELB <name>`. */
export const nodeDescriptionOf = ({ type, id }: Balancer): string =>
  type === 'clb' ? `ELB ${id}` : `ELB ${id.slice(id.indexOf('loadbalancer/') + 'loadbalancer/'.length)}`;

/** The list that balancers of a type stand in. */
const listOf = (type: Balancer['type'], region: AwsRegion) =>
  type === 'clb' ? region.classicLoadBalancers : region.loadBalancers;

/** A balancer that an interface says it belongs to although no such balancer was read. */
export function unseenBalancer(nic: NetworkInterface, region: AwsRegion): Balancer | undefined {
  const name = /^ELB (?:(app|net)\/)?/.exec(nic.description ?? '');
  if (!name) return undefined;
  const type = name[1] === 'app' ? 'alb' : name[1] === 'net' ? 'nlb' : 'clb';
  const list = listOf(type, region);
  const call = type === 'clb' ? 'elb:DescribeLoadBalancers' : 'elbv2:DescribeLoadBalancers';
  const missing = list.known
    ? { call, code: NOT_READ, message: `${nic.id} belongs to a balancer that was not read` }
    : list.missing;
  return {
    type,
    id: (nic.description ?? '').slice('ELB '.length),
    scheme: 'unknown',
    state: 'active',
    vpcId: nic.vpcId,
    securityGroupIds: nic.groupIds,
    subnetIds: [],
    families: ['ipv4', 'ipv6'],
    attributes: unknown(missing),
    listeners: unknown(missing),
    source: { id: '', name: '', tags: {} } as unknown as ClassicLoadBalancer,
  };
}

/** What a balancer listens on, as a filter: a port without a listener is dropped, and so is all that is not TCP or UDP. */
export function listenerFilter({ listeners, type }: Balancer, family: Family): Openness {
  const all = AddressSet.all(family);
  const entries = seenOf(listeners).flatMap(({ protocols, port }) =>
    protocols.map(
      (protocol): FilterEntry => ({ protocol, interval: [port, port], addresses: certain(all), allow: true }),
    ),
  );
  if (listeners.known) return new Openness(family, entries);
  const unread = (type === 'nlb' ? [TCP, UDP] : [TCP]).map(
    (protocol): FilterEntry => ({
      protocol,
      interval: [1, 65535],
      addresses: { must: AddressSet.none(family), may: all },
      allow: true,
    }),
  );
  return new Openness(family, [...entries, ...unread], listeners.missing);
}

/**
 * Whether a balancer takes anything from the Internet at all.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
export function balancerHop(balancer: Balancer, family: Family): Hop {
  const at = { leg: 'forward', hop: 'load-balancer', component: balancer.id } as const;
  const fail = (code: Hop['code'], rule: string, message: Text): Hop => ({
    ...at,
    rule,
    verdict: 'fail',
    code,
    message,
  });
  const { scheme, attributes } = balancer;
  if (scheme === 'unknown' && !balancer.listeners.known) return undecidedHop(at, balancer.listeners.missing);
  if (scheme !== 'internet-facing')
    return fail('X_LB_INTERNAL_SCHEME', scheme, say`${balancer.id} is ${scheme}, not internet-facing.`);
  const inactive = inactiveHop(balancer);
  if (inactive) return inactive;
  if (family === 'ipv6') {
    // Internet-facing balancers let IPv6 in unless told otherwise; unread, they may have been.
    if (!attributes.known) return undecidedHop(at, attributes.missing);
    if (attributes.value['ipv6.deny_all_igw_traffic'] === 'true')
      return fail(
        'X_PRIVATE_IPV6',
        'ipv6.deny_all_igw_traffic',
        say`${balancer.id} refuses IPv6 from the Internet gateway.`,
      );
  }
  return { ...at, rule: null, verdict: 'pass', message: say`${balancer.id} faces the Internet.` };
}

/** That a balancer is not working, whoever asks; `undefined` where it is. */
export function inactiveHop({ id, state }: Balancer): Hop | undefined {
  if (state === 'active' || state === 'active_impaired') return undefined;
  const at = { leg: 'forward', hop: 'load-balancer', component: id, rule: state } as const;
  return { ...at, verdict: 'fail', code: 'BAD_STATE', message: say`${id} is ${state}.` };
}

/** One node of a balancer: an interface, or one that must exist in an enabled subnet although none was read. */
export interface BalancerNode {
  readonly balancer: Balancer;
  readonly target: Target;
  readonly isAssumed: boolean;
}

/** The nodes of a balancer: its interfaces, and one for each enabled subnet that none was read of. */
export function nodesOf(balancer: Balancer, interfaces: readonly NetworkInterface[]): readonly BalancerNode[] {
  const resource = { type: balancer.type, id: balancer.id };
  const seen = interfaces.flatMap((nic): readonly BalancerNode[] => {
    const ipv4 = nic.addresses.map(
      ({ privateIp, publicIp }): Target => ({
        nic,
        resource,
        family: 'ipv4',
        address: privateIp,
        ...(publicIp === undefined ? {} : { publicAddress: publicIp }),
      }),
    );
    const ipv6 = nic.ipv6Addresses.map(
      (address): Target => ({ nic, resource, family: 'ipv6', address, publicAddress: address }),
    );
    return [...ipv4, ...ipv6].map((target) => ({ balancer, target, isAssumed: false }));
  });
  const covered = new Set(interfaces.map(({ subnetId }) => subnetId));
  const assumed = balancer.subnetIds
    .filter((subnetId) => !covered.has(subnetId))
    .flatMap((subnetId) =>
      balancer.families.map((family): BalancerNode => {
        const nic = assumedInterface(balancer, subnetId);
        return { balancer, isAssumed: true, target: { nic, resource, family, address: '' } };
      }),
    );
  return [...seen, ...assumed];
}

const assumedInterface = ({ type, vpcId, securityGroupIds }: Balancer, subnetId: string): NetworkInterface => ({
  id: '',
  tags: {},
  status: 'in-use',
  interfaceType: type === 'nlb' ? 'network_load_balancer' : 'interface',
  vpcId,
  subnetId,
  requesterManaged: true,
  sourceDestCheck: true,
  groupIds: securityGroupIds,
  addresses: [],
  ipv6Addresses: [],
  ipv4Prefixes: [],
  ipv6Prefixes: [],
  trackingSeconds: {},
});
