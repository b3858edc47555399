import fc from 'fast-check';
import { AddressSet } from '../../lambdas/network/address-set.ts';
import { AwsReach } from '../../lambdas/network/aws-reach.ts';
import type { Exposure } from '../../lambdas/network/reach/exposure.ts';
import { regionOf } from '../support/network-estate.ts';
import { FULL_WIDTH, networks, TINY } from '../support/network-random.ts';
import { addressOf } from './oracle/addresses.ts';
import { type StrangerPacket, strangerReaches } from './oracle/internet.ts';

/** Whether an answer holds a packet: read from what is printed, not from the sets inside. */
function answerHolds(exposures: readonly Exposure[], packet: StrangerPacket): boolean {
  const name = { 6: 'tcp', 17: 'udp', 1: 'icmp', 58: 'icmpv6' }[packet.protocol] ?? String(packet.protocol);
  const within = (value: number | undefined, ranges: readonly (readonly [number, number])[] | undefined): boolean =>
    ranges === undefined || (value !== undefined && ranges.some(([first, last]) => first <= value && value <= last));
  return exposures.some(({ address, traffic }) => {
    if (address !== packet.address) return false;
    const isOther =
      traffic.name === 'other' &&
      !['tcp', 'udp', 'icmp', 'icmpv6'].includes(name) &&
      !traffic.except?.includes(packet.protocol);
    if (traffic.name !== 'all' && traffic.name !== name && !isOther) return false;
    return (
      within(packet.port, traffic.ports) &&
      within(packet.type, traffic.types) &&
      within(packet.code, traffic.codes) &&
      within(packet.clientPort, traffic.clientPortRanges) &&
      traffic.sources.contains(packet.source)
    );
  });
}

/** `full` promises the ordinary client ports and says nothing of the others. */
const isJudged = (packet: StrangerPacket): boolean => packet.clientPort === undefined || packet.clientPort >= 1024;

describe('what the Internet reaches agrees with the naive twin', () => {
  it('on every packet of a tiny world', () => {
    const addresses = Array.from({ length: 18 }, (_, index) =>
      addressOf(8n * 2n ** 24n + 8n * 2n ** 16n + 8n * 2n ** 8n + BigInt(index), 'ipv4'),
    );
    let reached = 0;
    fc.assert(
      fc.property(networks(TINY), (answers) => {
        const region = regionOf(answers);
        const { exposures } = new AwsReach(region).ofInterface('eni-1');
        for (const source of addresses) {
          for (const protocol of [6, 17]) {
            for (let port = 1; port <= 16; port++) {
              for (const clientPort of [7, 1024]) {
                const packet = { protocol, source, address: '10.0.1.10', port, clientPort };
                const expected = strangerReaches(region, 'eni-1', packet);
                // Where ordinary ports get an answer, an answer says nothing of port 7 alone.
                const held = answerHolds(exposures, packet);
                if (expected) reached++;
                if (held !== expected && !(clientPort === 7 && held))
                  expect([packet, held]).toEqual([packet, expected]);
              }
            }
          }
        }
      }),
      { numRuns: 80, seed: 21 },
    );
    expect(reached).toBeGreaterThan(500);
  });

  it('on packets at every edge, both families and all kinds of protocols', () => {
    const sources = [
      '8.8.8.8',
      '8.8.8.9',
      '8.8.9.0',
      '9.9.9.9',
      '7.255.255.255',
      '10.0.0.1',
      '127.255.255.255',
      '128.0.0.0',
      '203.0.113.7',
      '223.255.255.255',
      '224.0.0.1',
    ];
    const sourcesV6 = [
      '2001:db8::8',
      '2001:db8::9',
      '2001:db9::',
      '2600:1f18:1::77',
      '2600:1f18:ffff::',
      '2fff::1',
      '3000::',
      '3fff::',
      'fe80::1',
    ];
    const ports = [1, 21, 22, 23, 24, 79, 80, 443, 1023, 1024, 3389, 32768, 60999, 65535];
    const messages = [
      [8, 0],
      [0, 0],
      [3, 4],
      [13, 0],
      [128, 0],
      [129, 0],
      [8, 7],
    ] as const;
    const packets = [...sources, ...sourcesV6].flatMap((source): readonly StrangerPacket[] => {
      const address = source.includes(':') ? '2600:1f18:1::10' : '10.0.1.10';
      return [
        ...[6, 17].flatMap((protocol) =>
          ports.flatMap((port) =>
            [1024, 33000, 65535, 22].map((clientPort) => ({ protocol, source, address, port, clientPort })),
          ),
        ),
        ...[address.includes(':') ? 58 : 1].flatMap((protocol) =>
          messages.map(([type, code]) => ({ protocol, source, address, type, code })),
        ),
        { protocol: 47, source, address },
        { protocol: 200, source, address },
      ];
    });
    let reached = 0;
    fc.assert(
      fc.property(networks(FULL_WIDTH), (answers) => {
        const region = regionOf(answers);
        const { exposures } = new AwsReach(region).ofInterface('eni-1');
        for (const { traffic } of exposures) expect(traffic.verdict).toBe('reachable');
        for (const packet of packets) {
          const expected = strangerReaches(region, 'eni-1', packet);
          const held = answerHolds(exposures, packet);
          if (expected) reached++;
          if (held !== expected && (isJudged(packet) || !held)) expect([packet, held]).toEqual([packet, expected]);
        }
      }),
      { numRuns: 80, seed: 22 },
    );
    expect(reached).toBeGreaterThan(500);
  });
});

it('every box is canonical: no two of a protocol and client ports have the same sources or share a packet', () => {
  fc.assert(
    fc.property(networks(FULL_WIDTH), (answers) => {
      const { exposures, blocked } = new AwsReach(regionOf(answers)).ofInterface('eni-1');
      const seen = new Set<string>();
      for (const { address, traffic } of exposures) {
        const { name, sources, clientPorts, clientPortRanges, codes } = traffic;
        const key = JSON.stringify([address, name, sources.cidrs(), clientPorts, clientPortRanges, codes]);
        expect(seen.has(key)).toBe(false);
        seen.add(key);
        // What is printed reads back as the same set.
        expect(AddressSet.of(sources.family, sources.cidrs()).equals(sources)).toBe(true);
      }
      for (const { address, blockers } of blocked) {
        expect(blockers.length).toBeGreaterThan(0);
        expect(exposures.some((each) => each.address === address)).toBe(false);
      }
    }),
    { numRuns: 150, seed: 23 },
  );
});
