import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { type Fields, Recorder } from '#collectors/record.ts';
import { deadlineIn } from '#platform/deadline.ts';
import { Gate } from '#platform/pool.ts';
import { classifyError } from '#snapshot/call-error.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import type { Fault } from '../../sandbox/faults.ts';
import type { ServedScope } from '../../sandbox/recording.ts';
import { withSandbox } from '../support/sandboxed.ts';

const clock = (): Date => new Date();
const at = '2026-11-20T00:00:00Z';
const VPC = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' };
const snapshot: readonly ServedScope[] = [
  {
    provider: 'aws',
    account: '111122223333',
    region: 'eu-central-1',
    calls: [
      { call: 'ec2:DescribeVpcs', request: {}, at, response: { Vpcs: [VPC] } },
      { call: 'guardduty:ListDetectors', request: {}, at, response: { DetectorIds: ['0123456789abcdef'] } },
      { call: 'elbv2:DescribeLoadBalancers', request: {}, at, response: { LoadBalancers: [] } },
    ],
  },
];

/** Pauses that a test can wait for; everything else about retrying is the SDK's own. */
const impatient = { computeNextBackoffDelay: () => 1, setDelayBase: () => undefined };

interface Case {
  readonly faults: readonly Fault[];
  readonly maxAttempts?: number;
  readonly limitMs?: number;
}

const CALLS = {
  'ec2:DescribeVpcs': (config: object) => {
    const client = new EC2Client(config);
    return { client, send: (input: Fields, options: object) => client.send(new DescribeVpcsCommand(input), options) };
  },
  'guardduty:ListDetectors': (config: object) => {
    const client = new GuardDutyClient(config);
    return { client, send: (input: Fields, options: object) => client.send(new ListDetectorsCommand(input), options) };
  },
  'elbv2:DescribeLoadBalancers': (config: object) => {
    const client = new ElasticLoadBalancingV2Client(config);
    return {
      client,
      send: (input: Fields, options: object) => client.send(new DescribeLoadBalancersCommand(input), options),
    };
  },
} as const;

/** What our recorder writes down when the real client makes the call against a sandbox with these faults. */
function recorded(call: keyof typeof CALLS, { faults, maxAttempts = 3, limitMs = 60_000 }: Case) {
  return withSandbox({ snapshot, faults }, async ({ url, calls }) => {
    const { client, send } = CALLS[call]({
      region: 'eu-central-1',
      endpoint: url,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts,
      retryStrategy: new StandardRetryStrategy({ maxAttempts, baseDelay: 1, backoff: impatient }),
      requestHandler: { requestTimeout: 250, throwOnRequestTimeout: true },
    });
    const lines: RecordedCall[] = [];
    const record = new Recorder({
      write: async (line) => void lines.push(line),
      gate: new Gate(1),
      clock,
      deadline: deadlineIn(limitMs, clock),
      throttledPausesMs: [],
    });
    try {
      await record.pages(call, {}, send);
    } finally {
      client.destroy();
    }
    const { error, response } = lines[0] ?? {};
    return { error, response, kind: error && classifyError(error), attempts: calls.get(call) };
  });
}

test.each([
  ['throttle', 'ec2:DescribeVpcs', { code: 'RequestLimitExceeded', kind: 'throttled', attempts: 3 }],
  ['throttle', 'guardduty:ListDetectors', { code: 'TooManyRequestsException', kind: 'throttled', attempts: 3 }],
  ['throttle', 'elbv2:DescribeLoadBalancers', { code: 'Throttling', kind: 'throttled', attempts: 3 }],
  ['deny', 'ec2:DescribeVpcs', { code: 'UnauthorizedOperation', kind: 'denied-by-iam', attempts: 1 }],
  ['deny', 'guardduty:ListDetectors', { code: 'AccessDeniedException', kind: 'denied-by-iam', attempts: 1 }],
  ['deny', 'elbv2:DescribeLoadBalancers', { code: 'AccessDenied', kind: 'denied-by-iam', attempts: 1 }],
  [
    'deny-by-organization',
    'ec2:DescribeVpcs',
    { code: 'UnauthorizedOperation', kind: 'denied-by-organization', attempts: 1 },
  ],
  [
    'deny-by-organization',
    'guardduty:ListDetectors',
    { code: 'AccessDeniedException', kind: 'denied-by-organization', attempts: 1 },
  ],
  ['server-error', 'ec2:DescribeVpcs', { code: 'InternalError', kind: 'failed', attempts: 3 }],
  ['server-error', 'guardduty:ListDetectors', { code: 'InternalServerErrorException', kind: 'failed', attempts: 3 }],
  ['server-error', 'elbv2:DescribeLoadBalancers', { code: 'InternalFailure', kind: 'failed', attempts: 3 }],
  ['malformed', 'ec2:DescribeVpcs', { code: 'Malformed', kind: 'unusable', attempts: 1 }],
  ['malformed', 'guardduty:ListDetectors', { code: 'Malformed', kind: 'unusable', attempts: 1 }],
  ['malformed', 'elbv2:DescribeLoadBalancers', { code: 'Malformed', kind: 'unusable', attempts: 1 }],
  ['slow', 'ec2:DescribeVpcs', { code: 'TimeoutError', kind: 'timed-out', attempts: 3 }],
  ['slow', 'guardduty:ListDetectors', { code: 'TimeoutError', kind: 'timed-out', attempts: 3 }],
] as const)('%s for good on %s is written down as such', async (kind, call, expected) => {
  const { error, ...rest } = await recorded(call, { faults: [{ kind }] });
  expect({ code: error?.code, ...rest }).toEqual({ ...expected, response: undefined });
});

test.each([['ec2:DescribeVpcs'], ['guardduty:ListDetectors']] as const)(
  'a connection that is always cut on %s is no answer, however often it is tried',
  async (call) => {
    const { error, kind, response, attempts } = await recorded(call, { faults: [{ kind: 'cut' }] });
    // Jest's own realm hides ECONNRESET from the SDK, which then repeats the message alone.
    expect(error?.message).toMatch(/aborted$/);
    expect({ kind, response, attempts }).toEqual({ kind: 'failed', response: undefined, attempts: 3 });
  },
);

test.each([['throttle'], ['server-error'], ['cut']] as const)('%s on half of all calls is survived', async (kind) => {
  for (const call of Object.keys(CALLS) as (keyof typeof CALLS)[]) {
    const { error, response } = await recorded(call, { faults: [{ kind, probability: 0.5 }], maxAttempts: 12 });
    expect({ call, error }).toEqual({ call, error: undefined });
    expect(response).toBeDefined();
  }
});

test('a call that outlasts the deadline is written down as such, and the rest is not begun', async () => {
  const { error, kind } = await recorded('ec2:DescribeVpcs', { faults: [{ kind: 'slow' }], limitMs: 50 });
  expect(error).toEqual({ code: 'DeadlineExceeded', message: 'the time for this region was up during the call' });
  expect(kind).toBe('timed-out');
});

test.each<[string, Fault, number]>([
  ['its calls', { kind: 'deny', calls: 'ec2:*' }, 0],
  ['other calls', { kind: 'deny', calls: 'guardduty:*' }, 1],
  ['its region', { kind: 'deny', region: 'eu-central-1' }, 0],
  ['another region', { kind: 'deny', region: 'us-east-1' }, 1],
  ['no chance', { kind: 'deny', probability: 0 }, 1],
])('a fault with %s named strikes those alone', async (_, fault, vpcs) => {
  const { response } = await recorded('ec2:DescribeVpcs', { faults: [fault] });
  expect(((response as { Vpcs?: unknown[] } | undefined)?.Vpcs ?? []).length).toBe(vpcs);
});

test('faults change while the sandbox runs, and chance is the same in every run', async () => {
  const strikes = (seed: number) =>
    withSandbox({ snapshot, seed, faults: [{ kind: 'deny', probability: 0.5 }] }, async (sandbox) => {
      const client = new EC2Client({ region: 'eu-central-1', endpoint: sandbox.url, maxAttempts: 1 });
      const outcomes: boolean[] = [];
      for (let turn = 0; turn < 12; turn++) {
        outcomes.push(
          await client.send(new DescribeVpcsCommand({})).then(
            () => true,
            () => false,
          ),
        );
      }
      sandbox.setFaults([]);
      const after = await client.send(new DescribeVpcsCommand({}));
      client.destroy();
      return { outcomes, after: after.Vpcs?.length };
    });
  const [first, again, other] = [await strikes(1), await strikes(1), await strikes(2)];
  expect(first).toEqual(again);
  expect(first.outcomes).not.toEqual(other.outcomes);
  expect(new Set(first.outcomes)).toEqual(new Set([true, false]));
  expect(first.after).toBe(1);
});

test('latency is waited for, and an answer that nobody waits for ends with the sandbox', async () => {
  const started = performance.now();
  await withSandbox({ snapshot, latencyMs: 30 }, async ({ url }) => {
    const client = new EC2Client({ region: 'eu-central-1', endpoint: url, maxAttempts: 1 });
    await client.send(new DescribeVpcsCommand({}));
    client.destroy();
  });
  expect(performance.now() - started).toBeGreaterThanOrEqual(29);
});
