import { STSClient } from '@aws-sdk/client-sts';
import { parseConfig } from '#platform/config.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import type { Message } from '#platform/topic.ts';
import { noDossier } from '#reports/alert-dossier.ts';
import { pollAttacks } from '#scan/poll-attacks.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { sandboxKey } from '../../sandbox/alicloud/keys.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { ALI_ACCOUNT, aliScope, answered, refused } from '../support/ali-calls.ts';
import { memoryStore } from '../support/memory-store.ts';
import { withSandbox } from '../support/sandboxed.ts';

const REGION = 'cn-hangzhou';
const IP = '47.96.0.10';
const BEGAN_MS = Date.parse('2026-11-20T01:00:00Z');
const config = parseConfig(
  `alicloud: { accounts: [{ account: "${ALI_ACCOUNT}", secret: s, regions: [${REGION}] }] }\n`,
  'c.yaml',
);
const TYPES = ['ecs', 'slb', 'eip', 'ipv6', 'swas', 'waf', 'ga_basic'];

/** What the region answers: nobody is in trouble, or one machine's address is in a blackhole until `releaseMs`. */
function region(releaseMs?: number): readonly RecordedCall[] {
  const trouble = {
    InstanceId: 'i-bp1',
    InstanceName: 'web',
    InstanceType: 'ecs',
    InstanceStatus: 'abnormal',
    IpAddressConfig: [{ InstanceIp: IP, IpStatus: 'blackholed', RegionId: REGION }],
  };
  const lists = TYPES.flatMap((InstanceType) =>
    ['blackhole', 'defense'].map((DdosStatus) => {
      const isHit = releaseMs !== undefined && InstanceType === 'ecs' && DdosStatus === 'blackhole';
      return answered(
        'yundun-ddos:DescribeInstanceIpAddress',
        { DdosRegionId: REGION, InstanceType, DdosStatus },
        { InstanceList: isHit ? [trouble] : [], Total: isHit ? 1 : 0 },
      );
    }),
  );
  const event = { DdosType: 'blackhole', DdosStatus: 'blackholed', StartTime: BEGAN_MS, UnBlackholeTime: releaseMs };
  return [
    ...lists,
    answered(
      'yundun-ddos:DescribeDdosEventList',
      { DdosRegionId: REGION, InstanceType: 'ecs', InstanceId: 'i-bp1', InternetIp: IP },
      { DdosEventList: { DdosEvent: releaseMs === undefined ? [] : [event] }, Total: releaseMs === undefined ? 0 : 1 },
    ),
  ];
}

const global = [
  answered('ecs:DescribeRegions', {}, { Regions: { Region: [{ RegionId: REGION }] } }),
  refused('yundun-antiddosbag:DescribeInstanceList', {}, 'Forbidden.RAM'),
  refused('yundun-ddoscoo:DescribeInstances', {}, 'InvalidInstanceId.NotFound'),
];

/** Polls one after the other, each against what the cloud says then. */
async function polls(
  ...nights: readonly {
    readonly calls: readonly RecordedCall[];
    readonly faults?: readonly Fault[];
    readonly loses?: boolean;
  }[]
) {
  const store = memoryStore();
  const mails: Message[] = [];
  const answers: unknown[] = [];
  for (const [index, { calls, faults = [], loses }] of nights.entries()) {
    if (loses) store.files.set('alerts/alicloud-attacks.json', '{');
    const now = new Date(Date.now());
    await withSandbox(
      { snapshot: [aliScope('global', ...global), aliScope(REGION, ...calls)], faults },
      async (sandbox) => {
        const { accessKeyId, accessKeySecret } = sandboxKey(ALI_ACCOUNT);
        const answer = await pollAttacks({
          config,
          access: {},
          homeRegion: 'eu-west-1',
          readSecret: async () => JSON.stringify({ accessKeyId, accessKeySecret }),
          sts: new STSClient({}),
          alicloudEndpoint: sandbox.url,
          clock: () => now,
          onProgress: () => undefined,
          limitMs: 60_000,
          notice: {
            store,
            clock: () => now,
            alertTopic: { publish: async (message) => void mails.push(message) },
            policy: DEFAULT_POLICY.notices,
            language: 'en',
            claimant: `poll-${index}`,
            lookUp: async (notice) => ({ dossier: noDossier(notice, '-') }),
            onLookUpFailed: () => undefined,
          },
        }).catch((error: unknown) => String(error));
        answers.push(answer);
      },
    );
  }
  const kept = [...store.files.keys()].filter((key) => key.startsWith('notices/'));
  return { answers, subjects: mails.map(({ subject }) => subject), bodies: mails.map(({ body }) => body), kept, store };
}

const RELEASE = Date.parse('2026-11-20T03:30:00Z');
const LATER = Date.parse('2026-11-20T06:30:00Z');
const quiet = { calls: region() };
const hit = { calls: region(RELEASE) };

test('a blackhole begins, goes on, is extended and released: three notices, three mails', async () => {
  const { subjects, bodies, kept } = await polls(quiet, hit, hit, { calls: region(LATER) }, quiet, quiet);
  expect(subjects).toEqual([
    `[posture] CRITICAL ${ALI_ACCOUNT} ${IP} +1: blackhole begin basic:blackhole`,
    `[posture] CRITICAL ${ALI_ACCOUNT} ${IP} +1: blackhole extended basic:blackhole`,
    `[posture] INFO ${ALI_ACCOUNT} ${IP} +1: blackhole released basic:blackhole`,
  ]);
  expect(kept).toHaveLength(3);
  expect(bodies[0]).toContain('Since: 2026-11-20T01:00:00.000Z');
  expect(bodies[0]).toContain('as announced at 2026-11-20T03:30:00.000Z');
  expect(bodies[1]).toContain('as announced at 2026-11-20T06:30:00.000Z');
});

test('the state is lost: what goes on is not told again', async () => {
  const { subjects, answers } = await polls(hit, { ...hit, loses: true });
  expect(subjects).toHaveLength(1);
  expect(answers[1]).toEqual({ attacks: 1, told: 0 });
});

test.each<[string, Fault, string]>([
  [
    'the calls are denied',
    { calls: 'yundun-ddos:*', kind: 'deny' },
    `${ALI_ACCOUNT} ${REGION} (yundun-ddos:DescribeInstanceIpAddress: Forbidden.RAM)`,
  ],
  ['the account refuses the key', { calls: 'sts:*', kind: 'deny' }, ALI_ACCOUNT],
])('%s: no release is told, and the poll fails for the alarm', async (_, fault, blind) => {
  const { answers, subjects } = await polls(hit, { calls: region(RELEASE), faults: [fault] }, hit);
  expect(subjects).toHaveLength(1);
  expect(answers).toEqual([
    { attacks: 1, told: 1 },
    `Error: could not be asked: ${blind}; nobody is watching there`,
    { attacks: 1, told: 0 },
  ]);
});
