import { ENGLISH } from '#languages/tongue.ts';
import { AddressSet } from '#network/address-set.ts';
import { INTERNET } from '#network/internet.ts';
import { wordsOf } from '#platform/text.ts';
import { reachedNow } from '#reports/reachable.ts';
import { reachedLines, reachedName } from '#reports/reached-lines.ts';
import { aFinding, aReport, aResource, HOSTILE } from '../support/a-report.ts';
import { anExposure, manyExposures } from '../support/an-exposure.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

const ALB = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop-front/4de85c6a1efc9b35';
const OWN = AddressSet.of('ipv6', ['2600:1f18:aa:bb00::/56']);
const { sources: everywhere } = anExposure();
const reasons = [{ code: 'X_SNAPSHOT_INCOMPLETE', call: 'ec2:DescribeNetworkAcls', error: 'AccessDenied' }] as const;
const resource = (id: string) => ({ resource: { type: 'instance', id }, interface: `eni-of-${id}`, name: id });
const about = (id: string, changes: Parameters<typeof aFinding>[0] = {}) =>
  aFinding({ resource: aResource({ id, type: 'network-interface' }), ...changes });

const lines: Readonly<Record<string, readonly [Parameters<typeof anExposure>[0], readonly string[]]>> = {
  'a service that everybody reaches': [{}, ['tcp 22 (SSH) from everywhere at 52.0.0.10']],
  'several ports': [
    {
      ports: [
        [22, 22],
        [80, 90],
        [8080, 8080],
      ],
    },
    ['tcp 22 (SSH), 80–90, 8080 from everywhere at 52.0.0.10'],
  ],
  'every port': [{ ports: [[1, 65_535]] }, ['tcp all ports from everywhere at 52.0.0.10']],
  'everything there is': [{ protocol: 'all', ports: undefined }, ['everything from everywhere at 52.0.0.10']],
  'protocols that have no name': [
    { protocol: 'other', ports: undefined },
    ['other protocols from everywhere at 52.0.0.10'],
  ],
  'a protocol by its number': [{ protocol: '47', ports: undefined }, ['protocol 47 from everywhere at 52.0.0.10']],
  'the Internet but for a hole': [
    { sources: everywhere.filter((cidr) => cidr !== '1.0.0.0/8') },
    ['tcp 22 (SSH) from almost everywhere at 52.0.0.10'],
  ],
  'the Internet but for the own network': [
    { family: 'ipv6', publicAddress: '2600::1', sources: INTERNET.ipv6.subtract(OWN).cidrs() },
    ['tcp 22 (SSH) from everywhere at 2600::1'],
  ],
  'a few networks': [
    { sources: ['203.0.113.0/24', '198.51.100.0/24', '192.0.2.0/24', '8.8.8.8/32'] },
    ['tcp 22 (SSH) from 203.0.113.0/24, 198.51.100.0/24, 192.0.2.0/24 and 1 more at 52.0.0.10'],
  ],
  'ICMP of one type': [
    { protocol: 'icmp', ports: undefined, types: [[8, 8]], codes: [[0, 255]] },
    ['icmp type 8 from everywhere at 52.0.0.10'],
  ],
  'through a balancer': [
    { via: { type: 'alb', id: ALB, listenerPort: 443, targetPort: 8080 }, ports: [[8080, 8080]] },
    ['tcp 8080 from everywhere through shop-front port 443'],
  ],
  'what could not be read': [
    { verdict: 'unknown', reasons },
    ['perhaps tcp 22 (SSH) from everywhere at 52.0.0.10 (not known without ec2:DescribeNetworkAcls (AccessDenied))'],
  ],
  'clients that need luck': [
    { clientPorts: 'partial', clientPortRanges: [[1024, 2000]] },
    ['tcp 22 (SSH) from everywhere at 52.0.0.10 only with some client ports'],
  ],
};

test.each(Object.entries(lines))('says in a line: %s', (_, [changes, wanted]) => {
  const [reached] = reachedNow(aReport([], undefined, { exposures: [anExposure(changes)] }));
  expect(reached && reachedLines(reached, ENGLISH)).toEqual(wanted);
});

test('the nodes of a balancer are one way in, and the balancer goes by its name', () => {
  const node = { resource: { type: 'alb', id: ALB }, name: undefined, ports: [[443, 443]] } as const;
  const exposures = [
    anExposure({ ...node, interface: 'eni-1', publicAddress: '52.0.0.1' }),
    anExposure({ ...node, interface: 'eni-2', publicAddress: '52.0.0.2' }),
  ];
  const [reached, ...others] = reachedNow(aReport([], undefined, { exposures }));
  expect(others).toEqual([]);
  expect(reached && reachedName(reached)).toBe('shop-front');
  expect(reached && reachedLines(reached, ENGLISH)).toEqual(['tcp 443 (HTTPS) from everywhere at 52.0.0.1, 52.0.0.2']);
});

test('sensitive ports come before public ones, the world before a few, the certain before the uncertain', () => {
  const exposures = [
    anExposure({ ports: [[443, 443]], verdict: 'unknown', reasons }),
    anExposure({ ports: [[443, 443]] }),
    anExposure({ sources: ['203.0.113.0/24'] }),
    anExposure(),
    anExposure({ protocol: 'all', ports: undefined }),
  ];
  const [reached] = reachedNow(aReport([], undefined, { exposures }));
  expect(
    reached?.ways.map(({ ports, strangers, verdict }) => [ports?.[0]?.[0], wordsOf(strangers.text), verdict]),
  ).toEqual([
    [22, 'everywhere', 'reachable'],
    [undefined, 'everywhere', 'reachable'],
    [22, '203.0.113.0/24', 'reachable'],
    [443, 'everywhere', 'reachable'],
    [443, 'everywhere', 'unknown'],
  ]);
});

test('what has the worst finding comes first; behind a balancer and uncertain comes last', () => {
  const exposures = [
    anExposure({ ...resource('behind'), via: { type: 'alb', id: ALB, listenerPort: 443, targetPort: 80 } }),
    anExposure({ ...resource('uncertain'), verdict: 'unknown', reasons }),
    anExposure(resource('clean')),
    anExposure(resource('low')),
    anExposure(resource('critical')),
  ];
  const findings = [about('eni-of-critical'), about('low', { severity: 'low' })];
  const reached = reachedNow(deepFreeze(aReport(findings, undefined, { exposures })));
  expect(reached.map(({ id, severity }) => [id, severity])).toEqual([
    ['critical', 'critical'],
    ['low', 'low'],
    ['clean', undefined],
    ['behind', undefined],
    ['uncertain', undefined],
  ]);
});

test('findings are those about the machine, its interface and its address, in its place, that are not resolved', () => {
  const exposures = [anExposure(resource('i-1'))];
  const mine = [about('i-1'), about('eni-of-i-1', { severity: 'low' }), about('52.0.0.10', { severity: 'high' })];
  const others = [
    about('i-2'),
    about('i-1', { status: 'resolved', checkId: 'aws-x' }),
    aFinding({ resource: aResource({ id: 'i-1', region: 'us-east-1' }) }),
    aFinding({ resource: aResource({ id: 'i-1', account: '999999999999' }) }),
  ];
  const [reached] = reachedNow(aReport([...mine, ...others], undefined, { exposures }));
  expect(reached?.findings.map(({ resource: { id }, severity }) => [id, severity])).toEqual([
    ['i-1', 'critical'],
    ['52.0.0.10', 'high'],
    ['eni-of-i-1', 'low'],
  ]);
});

test('the order of the input changes nothing', () => {
  const exposures = manyExposures(40);
  const one = reachedNow(aReport([], undefined, { exposures })).map(({ id }) => id);
  expect(reachedNow(aReport([], undefined, { exposures: [...exposures].reverse() })).map(({ id }) => id)).toEqual(one);
});

test('hostile names stay in their line', () => {
  const exposures = [anExposure({ name: HOSTILE, via: { type: 'clb', id: HOSTILE, listenerPort: 1, targetPort: 1 } })];
  for (const reached of reachedNow(aReport([], undefined, { exposures })))
    expect([reachedName(reached), ...reachedLines(reached, ENGLISH)].join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
