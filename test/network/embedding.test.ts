import fc from 'fast-check';
import { ICMP, ICMPV6, TCP, UDP } from '../../lambdas/inventory/protocols.ts';
import { AddressSet } from '../../lambdas/network/address-set.ts';
import { AwsReach } from '../../lambdas/network/aws-reach.ts';
import { INTERNET } from '../../lambdas/network/internet.ts';
import { PortSet } from '../../lambdas/network/port-set.ts';
import type { Exposure, Reach } from '../../lambdas/network/reach/exposure.ts';
import { trafficOf } from '../../lambdas/network/reached.ts';
import { TrafficSet } from '../../lambdas/network/traffic-set.ts';
import { aSubnet, type Json, type NetworkAnswers, regionOf } from '../support/network-estate.ts';
import { FULL_WIDTH, networks, TINY } from '../support/network-random.ts';

/*
 * The whole of IPv4 as one block of public IPv6 space, so that every estate has a twin in the other family:
 *
 *     8.8.8.0/24   →   2600:0:808:800::/56
 *
 * A private address with a public one mapped to it becomes an address of a public range, one without becomes an address
 * of a private range, and ICMP becomes ICMPv6. The twin must be reached in the same way.
 */

function embedded(cidr: string): string {
  const [address = '', bits] = cidr.split('/');
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const group = (high: number, low: number): string => (high * 256 + low).toString(16);
  const ipv6 = `2600:0:${group(a, b)}:${group(c, d)}::`;
  return bits === undefined ? ipv6 : `${ipv6}/${32 + Number(bits)}`;
}

const embeddedSet = (set: AddressSet): AddressSet => AddressSet.of('ipv6', set.cidrs().map(embedded));

/** What both families call the Internet: private space of IPv4 has no counterpart in IPv6. */
const WORLD = embeddedSet(INTERNET.ipv4);

/** Each family's own echo request and reply change places, so that no message is lost. */
const MESSAGES: Readonly<Record<number, number>> = { 0: 129, 8: 128, 128: 8, 129: 0 };
const messageOf = (type: number): number => MESSAGES[type] ?? type;

const PROTOCOLS: Readonly<Record<string, string>> = { '1': '58', '58': '1', icmp: 'icmpv6', icmpv6: 'icmp' };
const protocolOf = (protocol: unknown): string => PROTOCOLS[protocol as string] ?? (protocol as string);
const isIcmp = (protocol: unknown): boolean => (protocol as string) in PROTOCOLS;

const isIpv4 = (cidr: string): boolean => !cidr.includes(':');

function ruleOf({ IpProtocol, FromPort, IpRanges, ...rest }: Json): Json {
  const first = isIcmp(IpProtocol) ? messageOf(FromPort as number) : FromPort;
  const Ipv6Ranges = (IpRanges as Json[]).map(({ CidrIp }) => ({ CidrIpv6: embedded(CidrIp as string) }));
  return { ...rest, IpProtocol: protocolOf(IpProtocol), FromPort: first, Ipv6Ranges };
}

function entryOf({ CidrBlock, Protocol, IcmpTypeCode, ...rest }: Json): readonly Json[] {
  if (CidrBlock === undefined) return [];
  const message = IcmpTypeCode as { readonly Type: number } | undefined;
  const IcmpMessage = message ? { IcmpTypeCode: { ...message, Type: messageOf(message.Type) } } : {};
  return [{ ...rest, ...IcmpMessage, Protocol: protocolOf(Protocol), Ipv6CidrBlock: embedded(CidrBlock as string) }];
}

function routeOf({ DestinationCidrBlock, DestinationIpv6CidrBlock, ...rest }: Json): readonly Json[] {
  if (DestinationIpv6CidrBlock !== undefined) return [];
  if (DestinationCidrBlock === undefined) return [rest];
  return [{ ...rest, DestinationIpv6CidrBlock: embedded(DestinationCidrBlock as string) }];
}

const inEach = (items: readonly Json[], list: string, change: (item: Json) => readonly Json[]): readonly Json[] =>
  items.map((item) => ({ ...item, [list]: (item[list] as Json[]).flatMap(change) }));

/** The IPv4 half of an estate. */
const ipv4Of = (answers: NetworkAnswers): NetworkAnswers => ({
  ...answers,
  securityGroups: inEach(answers.securityGroups, 'IpPermissions', (rule) =>
    (rule['Ipv6Ranges'] as Json[]).length === 0 ? [rule] : [],
  ),
  networkInterfaces: answers.networkInterfaces.map((nic) => ({ ...nic, Ipv6Addresses: [] })),
});

/** The same half, in IPv6. */
function embeddedOf(answers: NetworkAnswers): NetworkAnswers {
  const [nic = {}] = answers.networkInterfaces;
  const [{ PrivateIpAddress, Association } = {} as Json] = nic['PrivateIpAddresses'] as Json[];
  const Ipv6AddressAttribute = Association === undefined ? 'private' : 'public';
  const range = { Ipv6CidrBlock: embedded('10.0.1.0/24'), Ipv6AddressAttribute, IpSource: 'amazon' };
  return {
    ...answers,
    subnets: [aSubnet({ Ipv6CidrBlockAssociationSet: [{ ...range, Ipv6CidrBlockState: { State: 'associated' } }] })],
    securityGroups: inEach(answers.securityGroups, 'IpPermissions', (rule) => [ruleOf(rule)]),
    networkAcls: inEach(answers.networkAcls, 'Entries', entryOf),
    routeTables: inEach(answers.routeTables, 'Routes', routeOf),
    prefixListEntries: {
      'pl-1': (answers.prefixListEntries['pl-1'] as readonly string[]).filter(isIpv4).map(embedded),
    },
    networkInterfaces: [
      { ...nic, PrivateIpAddresses: [], Ipv6Addresses: [{ Ipv6Address: embedded(PrivateIpAddress as string) }] },
    ],
  };
}

const reachOf = (answers: NetworkAnswers): Reach => new AwsReach(regionOf(answers)).all();

/** Which client ports get an answer: each way of saying so is compared by itself. */
const repliesOf = ({ traffic }: Exposure): string => JSON.stringify([traffic.clientPorts, traffic.clientPortRanges]);

const answeredAs = ({ exposures }: Reach, replies: string): Reach => ({
  exposures: exposures.filter((exposure) => repliesOf(exposure) === replies),
  blocked: [],
});

/** Ports and addresses of IPv4 where their twins stand. */
const twinOf = ({ slices }: TrafficSet): TrafficSet =>
  slices.reduce(
    (all, { first, last, addresses }) =>
      all.union(TrafficSet.onEveryPort(embeddedSet(addresses)).withinPorts(PortSet.of([first, last]))),
    TrafficSet.none('ipv6'),
  );

test.each([
  ['at its full width', FULL_WIDTH, 60],
  ['in a tiny universe', TINY, 40],
])('an estate of IPv4 that is embedded into IPv6 is reached in the same way, %s', (_name, universe, numRuns) => {
  let reached = 0;
  fc.assert(
    fc.property(networks(universe), (answers) => {
      const [ours, theirs] = [reachOf(ipv4Of(answers)), reachOf(embeddedOf(ipv4Of(answers)))];
      for (const replies of new Set([...ours.exposures, ...theirs.exposures].map(repliesOf))) {
        const [four, six] = [answeredAs(ours, replies), answeredAs(theirs, replies)];
        for (const protocol of [TCP, UDP, 47, -1]) {
          const expected = twinOf(trafficOf(four, protocol, 'ipv4').must);
          const found = trafficOf(six, protocol, 'ipv6').must.within(WORLD);
          if (!expected.isEmpty) reached++;
          expect([protocol, found.key]).toEqual([protocol, expected.key]);
        }
        for (const type of [0, 3, 8, 11, 13, 128, 129]) {
          for (const code of [0, 4, 7]) {
            const expected = embeddedSet(trafficOf(four, ICMP, 'ipv4').must.at(type * 256 + code));
            const found = trafficOf(six, ICMPV6, 'ipv6')
              .must.at(messageOf(type) * 256 + code)
              .intersect(WORLD);
            expect([type, code, found.cidrs()]).toEqual([type, code, expected.cidrs()]);
          }
        }
      }
    }),
    { numRuns, seed: 61 },
  );
  expect(reached).toBeGreaterThan(20);
});
