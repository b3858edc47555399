import { collectSnapshot } from '#scan/collect.ts';
import type { ProgressEvent } from '#scan/progress.ts';
import { readScopes } from '#snapshot/read.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { demoEstate } from '../../sandbox/estate/demo.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { loadScopes, type ServedScope } from '../../sandbox/recording.ts';
import { memoryStore } from '../support/memory-store.ts';
import { withSandbox } from '../support/sandboxed.ts';

const clock = (): Date => new Date();
const account = '111122223333';
const estate = demoEstate(new Date('2026-11-20T02:30:00Z'));

interface Case {
  readonly snapshot?: readonly ServedScope[];
  readonly regions?: 'all' | readonly string[];
  readonly faults?: readonly Fault[];
  readonly limitMs?: number;
}

/** Collects, and says what was asked of the cloud, what was written, and what was told on the way. */
const collect = ({ snapshot = estate, regions = 'all', faults = [], limitMs = 60_000 }: Case) =>
  withSandbox({ snapshot, faults }, async ({ url, calls }) => {
    const store = memoryStore();
    const events: ProgressEvent[] = [];
    const access = { endpoint: url, credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 };
    const manifest = await collectSnapshot({
      store,
      clock,
      runId: 'run-1',
      startedAt: '2026-11-20T02:30:00Z',
      accounts: [{ provider: 'aws', regions, access, homeRegion: 'eu-central-1' }],
      onProgress: (event) => events.push(event),
      limitMs,
      gzip: true,
    }).catch((failure: unknown) => ({ failure }));
    if ('failure' in manifest) return { failure: manifest.failure, files: [...store.files.keys()], calls, events };
    return {
      manifest,
      scopes: await loadScopes(await readScopes(store)),
      files: [...store.files.keys()],
      calls,
      events,
    };
  });

const errorsOf = (scopes: readonly ServedScope[] = []): readonly string[] =>
  scopes.flatMap(({ region, calls }) =>
    calls.flatMap(({ call, error }) => (error ? [`${region} ${call} ${error.code}`] : [])),
  );

test('every enabled region and what has no region are read, packed, and listed in the manifest', async () => {
  const { manifest, scopes = [], files } = await collect({});
  const places = ['global', 'eu-central-1', 'us-east-1'];
  expect(manifest?.scopes.map(({ region, file }) => [region, file])).toEqual(
    places.map((region) => [region, `aws/${account}/${region}.jsonl.gz`]),
  );
  for (const { region, calls, errors } of manifest?.scopes ?? []) {
    expect(scopes.find((scope) => scope.region === region)?.calls).toHaveLength(calls);
    expect([region, errors]).toEqual([region, region === 'us-east-1' ? 1 : 0]);
  }
  expect(files.sort()).toEqual(
    [...places.map((region) => `aws/${account}/${region}.jsonl.gz`), 'manifest.json'].sort(),
  );
});

test('only the wanted regions are read', async () => {
  const { manifest } = await collect({ regions: ['us-east-1'] });
  expect(manifest?.scopes.map(({ region }) => region)).toEqual(['global', 'us-east-1']);
});

test.each<[string, Case, RegExp]>([
  [
    'a region that is not there',
    { regions: ['nowhere-1'] },
    /^nowhere-1 is not enabled .* enabled are aws 111122223333: eu-central-1, us-east-1$/,
  ],
  [
    'refused credentials',
    { faults: [{ kind: 'deny', calls: 'sts:*' }] },
    /^AWS does not accept the credentials: sts:GetCallerIdentity answered AccessDenied/,
  ],
  [
    'an answer about us that cannot be read',
    { faults: [{ kind: 'malformed', calls: 'sts:*' }] },
    /sts:GetCallerIdentity answered Malformed/,
  ],
  [
    'regions that are not told',
    { faults: [{ kind: 'deny', calls: 'ec2:DescribeRegions' }] },
    /^ec2:DescribeRegions gave no answer, so "all" regions cannot be told/,
  ],
])('%s: a mistake in words, and nothing is written', async (_, given, message) => {
  const { failure, files } = await collect(given);
  expect(failure).toMatchObject({ name: 'UsageError', message: expect.stringMatching(message) });
  expect(files).toEqual([]);
});

test('regions that are named are read even where the list of regions is denied', async () => {
  const { manifest } = await collect({
    regions: ['us-east-1'],
    faults: [{ kind: 'deny', calls: 'ec2:DescribeRegions' }],
  });
  expect(manifest?.scopes.map(({ region }) => region)).toEqual(['global', 'us-east-1']);
});

test('each denied call is a line of the region, and costs nothing else', async () => {
  const faults: Fault[] = [
    { kind: 'deny', calls: 'ec2:DescribeNetworkAcls', region: 'eu-central-1' },
    { kind: 'deny-by-organization', calls: 'guardduty:*', region: 'eu-central-1' },
  ];
  const { scopes } = await collect({ faults });
  expect([...errorsOf(scopes)].sort()).toEqual([
    'eu-central-1 ec2:DescribeNetworkAcls UnauthorizedOperation',
    'eu-central-1 guardduty:ListDetectors AccessDeniedException',
    'global account:GetAlternateContact ResourceNotFoundException',
    'us-east-1 ec2:DescribeVpcPeeringConnections UnauthorizedOperation',
  ]);
});

describe('a region with little in it', () => {
  const quiet = (vpcs: readonly object[], interfaces: readonly object[] = []): readonly ServedScope[] => {
    const answer = (call: string, key: string, list: readonly object[]): RecordedCall => ({
      call,
      request: {},
      response: { [key]: list },
    });
    const rest = estate
      .find(({ region }) => region === 'us-east-1')
      ?.calls.filter(({ call }) => !/Describe(Vpcs|NetworkInterfaces)$/.test(call));
    return [
      ...estate.filter(({ region }) => region === 'global'),
      {
        provider: 'aws',
        account,
        region: 'us-east-1',
        calls: [
          answer('ec2:DescribeVpcs', 'Vpcs', vpcs),
          answer('ec2:DescribeNetworkInterfaces', 'NetworkInterfaces', interfaces),
          ...(rest ?? []),
        ],
      },
    ];
  };
  const askedIn = async (given: Case): Promise<readonly string[]> => {
    const { scopes = [] } = await collect({ regions: ['us-east-1'], ...given });
    const calls = scopes.filter(({ region }) => region !== 'global').flatMap((scope) => scope.calls);
    return [...new Set(calls.map(({ call }) => call))].sort();
  };
  const vpc = { VpcId: 'vpc-1', IsDefault: true };

  test('without a VPC only what needs none is asked', async () => {
    expect(await askedIn({ snapshot: quiet([]) })).toEqual([
      'ec2:DescribeAddresses',
      'ec2:DescribeVpcs',
      'guardduty:ListDetectors',
    ]);
  });

  test('with a VPC and no interface, nothing that stands on one', async () => {
    const asked = await askedIn({ snapshot: quiet([vpc]) });
    expect(asked).toContain('ec2:DescribeSecurityGroups');
    expect(asked.filter((call) => /DescribeInstances|^elb|^cloudwatch/.test(call))).toEqual([]);
  });

  test.each([
    ['the list of VPCs', 'ec2:DescribeVpcs', 'ec2:DescribeSecurityGroups'],
    ['the list of interfaces', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeInstances'],
  ])('%s that is denied is not an empty one', async (_, calls, expected) => {
    const asked = await askedIn({ snapshot: quiet([vpc]), faults: [{ kind: 'deny', calls }] });
    expect(asked).toContain(expected);
  });
});

test('what the deadline cuts off is written down as such, and the snapshot is whole all the same', async () => {
  const faults: Fault[] = [{ kind: 'slow', calls: 'ec2:DescribeVpcs', region: 'eu-central-1' }];
  const { scopes, files } = await collect({ faults, limitMs: 4000 });
  const errors = errorsOf(scopes).filter((line) => line.startsWith('eu-central-1'));
  expect(errors).toContain('eu-central-1 ec2:DescribeVpcs DeadlineExceeded');
  expect(errors).toContain('eu-central-1 ec2:DescribeSecurityGroups DeadlineExceeded');
  expect(errorsOf(scopes).filter((line) => line.startsWith('us-east-1'))).toHaveLength(1);
  expect(files).toContain('manifest.json');
});

test('who watches is told of each scope and each call', async () => {
  const { events, manifest } = await collect({ regions: ['us-east-1'] });
  expect(events[0]).toEqual({ event: 'collecting', scopes: 2 });
  const told = events.filter(({ event }) => event === 'call').length;
  const counted = manifest?.scopes.reduce((sum, { calls }) => sum + calls, 0);
  expect(told).toBe(counted);
  expect(events.filter(({ event }) => event === 'scope-collected')).toHaveLength(2);
});
