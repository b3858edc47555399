import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { AliRule, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import type { AliAclEntry } from '#inventory/alicloud/network-acl.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import type { AliRoute } from '#inventory/alicloud/vpc.ts';
import { known } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { diagnoseAli } from '#network/alicloud-diagnose.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import {
  accept,
  anAliAcl,
  anAliEip,
  anAliGroup,
  anAliInstance,
  anAliInterface,
  anAliRegion,
  anAliVSwitch,
  drop,
  entry,
} from '../support/an-ali-region.ts';
import { type AliPacket, aliStrangerReaches, neighbourReaches } from './oracle/alicloud.ts';

const MACHINES = [
  { nic: 'eni-1', instance: 'i-1', address: '10.0.1.10', vSwitch: 'vsw-1' },
  { nic: 'eni-2', instance: 'i-2', address: '10.0.1.20', vSwitch: 'vsw-1' },
  { nic: 'eni-3', instance: 'i-3', address: '10.0.2.30', vSwitch: 'vsw-2' },
] as const;
const NOBODYS = '10.0.2.77';
const STRANGERS = ['9.9.9.9', '130.1.1.1', '203.0.113.7'] as const;

const peers = fc.constantFrom(
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.0.1.0/24',
  '10.0.2.0/25',
  '10.0.1.10/32',
  '9.0.0.0/8',
  '128.0.0.0/1',
  'sg-0',
  'sg-1',
  'sg-2',
  'pl-1',
);
const ports = fc.constantFrom<readonly [number, number] | undefined>(
  undefined,
  [22, 22],
  [20, 30],
  [1, 1024],
  [443, 443],
);
const rules = fc
  .record({
    make: fc.constantFrom(accept, accept, drop),
    protocol: fc.constantFrom('tcp', 'tcp', 'udp', 'all'),
    peer: peers,
    interval: ports,
    priority: fc.integer({ min: 1, max: 4 }),
    direction: fc.constantFrom<AliRule['direction']>('ingress', 'ingress', 'egress'),
    local: fc.constantFrom(undefined, undefined, undefined, '10.0.1.0/28', '10.0.2.0/24'),
  })
  .map(
    ({ make, protocol, peer, interval, priority, direction, local }): AliRule => ({
      ...make(protocol, peer, protocol === 'all' ? undefined : interval, priority),
      direction,
      ...(local === undefined ? {} : { localCidr: local }),
    }),
  );
const entries = fc
  .tuple(
    fc.constantFrom<AliAclEntry['action']>('accept', 'accept', 'drop'),
    fc.constantFrom('tcp', 'all', 'udp'),
    fc.constantFrom('0.0.0.0/0', '10.0.1.0/24', '10.0.2.0/25', '9.0.0.0/8'),
    fc.constantFrom<readonly [number, number] | undefined>(undefined, [22, 22], [1024, 65535], [1, 40000]),
    fc.constantFrom<AliAclEntry['direction']>('ingress', 'egress'),
  )
  .map(([action, protocol, cidr, interval, direction]) =>
    entry(action, protocol, cidr, protocol === 'all' ? undefined : interval, direction),
  );
const route = (destination: string, type: string): AliRoute => ({
  destination,
  type: type === 'local' ? 'system' : 'custom',
  status: 'available',
  nextHops: [{ type, ...(type === 'local' ? {} : { id: 'ngw-1' }) }],
});
const routes = fc.subarray([route('0.0.0.0/0', 'natgateway'), route('10.0.2.0/27', 'natgateway')]);

const estates = fc
  .record({
    type: fc.constantFrom<AliSecurityGroup['type']>('normal', 'normal', 'enterprise'),
    inner: fc.array(fc.constantFrom<'accept' | 'drop'>('accept', 'drop', 'drop'), { minLength: 3, maxLength: 3 }),
    rules: fc.array(fc.array(rules, { maxLength: 5 }), { minLength: 3, maxLength: 3 }),
    memberships: fc.array(fc.subarray(['sg-0', 'sg-1', 'sg-2'], { minLength: 1 }), { minLength: 3, maxLength: 3 }),
    states: fc.array(fc.constantFrom('running', 'running', 'running', 'stopped'), { minLength: 3, maxLength: 3 }),
    acls: fc.array(fc.option(fc.array(entries, { maxLength: 5 })), { minLength: 2, maxLength: 2 }),
    routes,
  })
  .map((made): AliRegion => {
    const { type } = made;
    return anAliRegion({
      vSwitches: known([
        anAliVSwitch(),
        anAliVSwitch({ id: 'vsw-2', cidr: '10.0.2.0/24', zoneId: 'cn-hangzhou-i', routeTableId: 'vtb-1' }),
      ]),
      routeTables: known([
        {
          id: 'vtb-1',
          tags: {},
          type: 'system' as const,
          routerType: 'vrouter',
          vpcId: 'vpc-1',
          vSwitchIds: ['vsw-1', 'vsw-2'],
          gatewayIds: [],
          routes: known([route('10.0.1.0/24', 'local'), route('10.0.2.0/24', 'local'), ...made.routes]),
        },
      ]),
      securityGroups: known(
        made.rules.map((own, index) =>
          anAliGroup({
            id: `sg-${index}`,
            type,
            innerAccess: known(type === 'normal' ? (made.inner[index] ?? 'drop') : 'drop'),
            rules: known(own),
          }),
        ),
      ),
      interfaces: known(
        MACHINES.map(({ nic, instance, address, vSwitch }, index) =>
          anAliInterface({
            id: nic,
            instanceId: instance,
            vSwitchId: vSwitch,
            groupIds: made.memberships[index] ?? ['sg-0'],
            addresses: [{ privateIp: address, primary: true }],
          }),
        ),
      ),
      instances: known(
        MACHINES.map(({ nic, instance, address, vSwitch }, index) =>
          anAliInstance({
            id: instance,
            interfaceIds: [nic],
            privateIps: [address],
            vSwitchId: vSwitch,
            status: made.states[index] ?? 'running',
          }),
        ),
      ),
      eips: known([anAliEip()]),
      networkAcls: known(
        made.acls.flatMap((own, index) =>
          own ? [anAliAcl({ id: `nacl-${index}`, vSwitchIds: [`vsw-${index + 1}`], entries: known(own) })] : [],
        ),
      ),
      prefixLists: known([{ id: 'pl-1', cidrs: ['10.0.2.0/24', '203.0.113.0/24'] }]),
    });
  });

const flows = fc.record({
  protocol: fc.constantFrom(TCP, TCP, UDP),
  port: fc.constantFrom(22, 25, 443, 3306),
  clientPort: fc.constantFrom(500, 1024, 39999, 50000),
});

const RUNS = { numRuns: 150 };

const verdict = (region: AliRegion, from: string, to: string, { protocol, port, clientPort }: AliPacket): string =>
  diagnoseAli(aliReach(region), { from, to, flow: { protocol, selector: port }, clientPort }).verdict;

test('between neighbours the diagnosis says what the twin says', () => {
  const ends = fc.constantFrom(...MACHINES);
  fc.assert(
    fc.property(estates, flows, ends, ends, (region, flow, from, to) => {
      fc.pre(from !== to);
      const packet = { ...flow, source: from.address, target: to.address };
      const wanted = neighbourReaches(region, packet) ? 'reachable' : 'blocked';
      expect(verdict(region, from.instance, to.instance, packet)).toBe(wanted);
      expect(verdict(region, from.address, to.address, packet)).toBe(wanted);
      expect(verdict(region, from.nic, to.nic, packet)).toBe(wanted);
    }),
    RUNS,
  );
});

test('from an address of a vSwitch that nobody has, too', () => {
  fc.assert(
    fc.property(estates, flows, fc.constantFrom(...MACHINES), (region, flow, to) => {
      const packet = { ...flow, source: NOBODYS, target: to.address };
      expect(verdict(region, NOBODYS, to.instance, packet)).toBe(
        neighbourReaches(region, packet) ? 'reachable' : 'blocked',
      );
    }),
    RUNS,
  );
});

test('and from a stranger, where the exposure agrees with both', () => {
  fc.assert(
    fc.property(estates, flows, fc.constantFrom(...STRANGERS), (region, flow, source) => {
      const packet = { ...flow, source, target: '10.0.1.10' };
      const wanted = aliStrangerReaches(region, packet);
      expect(verdict(region, source, 'i-1', packet)).toBe(wanted ? 'reachable' : 'blocked');
      const isExposed = aliReach(region)
        .ofInterface('eni-1')
        .exposures.some(
          ({ traffic }) =>
            (traffic.protocol === flow.protocol || traffic.name === 'all') &&
            traffic.sources.contains(source) &&
            (traffic.ports ?? [[1, 65535]]).some(([first, last]) => first <= flow.port && flow.port <= last) &&
            (traffic.clientPortRanges ?? [[1, 65535]]).some(
              ([first, last]) => first <= flow.clientPort && flow.clientPort <= last,
            ),
        );
      // An exposure whose client ports are full says nothing of those below 1024.
      if (flow.clientPort >= 1024) expect(isExposed).toBe(wanted);
    }),
    RUNS,
  );
});

test('a range of sources is parted so that every address fares as it does alone', () => {
  fc.assert(
    fc.property(estates, flows, fc.constantFrom(...MACHINES), (region, { protocol, port, clientPort }, to) => {
      const flow = { protocol, selector: port };
      const { parts } = diagnoseAli(aliReach(region), { from: '10.0.2.64/26', to: to.instance, flow, clientPort });
      for (const { sources, verdict: said } of parts) {
        for (const cidr of sources) {
          const source = cidr.replace(/\/\d+$/, '');
          const packet = { protocol, port, clientPort, source, target: to.address };
          expect(said).toBe(neighbourReaches(region, packet) ? 'reachable' : 'blocked');
        }
      }
    }),
    RUNS,
  );
});

test('the twin shares nothing with the engine but types', () => {
  const source = readFileSync(join(__dirname, 'oracle/alicloud.ts'), 'utf8');
  const imports = source.split('\n').filter((line) => line.startsWith('import '));
  expect(imports.filter((line) => line.includes('lambdas/')).every((line) => line.startsWith('import type '))).toBe(
    true,
  );
});
