import { STSClient } from '@aws-sdk/client-sts';
import type { Notice } from '#notices/notice.ts';
import { parseConfig } from '#platform/config.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { noDossier } from '#reports/alert-dossier.ts';
import { pollAttacks } from '#scan/poll-attacks.ts';
import { scanItem } from '#scan/scan-item.ts';
import { telemetry } from '#scan/telemetry.ts';
import { aliDemoEstate } from '../../sandbox/alicloud/estate.ts';
import { type SandboxKey, sandboxKey } from '../../sandbox/alicloud/keys.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { ALI_ACCOUNT } from '../support/ali-calls.ts';
import { NOW } from '../support/ali-run.ts';
import { memoryStore } from '../support/memory-store.ts';
import { withSandbox } from '../support/sandboxed.ts';

// What functions write goes to CloudWatch Logs, where more people read than may read the secret.

const config = parseConfig(`alicloud: { accounts: [{ account: "${ALI_ACCOUNT}", secret: s }] }\n`, 'c.yaml');
const run = { runId: 'run-1', startedAt: NOW.toISOString(), part: 0 };

/** Everything that the process writes while `work` runs, and how that ended: Lambda logs what a handler throws. */
async function loggedBy(work: () => Promise<unknown>): Promise<string> {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write.bind(stream));
  for (const stream of streams)
    stream.write = (chunk: unknown) => {
      written.push(String(chunk));
      return true;
    };
  try {
    const answer = await work().catch((error: Error) => `${error.message} ${error.stack} ${JSON.stringify(error)}`);
    written.push(JSON.stringify(answer));
  } finally {
    streams.forEach((stream, index) => {
      stream.write = writes[index] as typeof stream.write;
    });
  }
  return written.join('');
}

/** What the two functions that ask Alibaba Cloud log against a cloud with faults. */
const logsWith = (key: SandboxKey, faults: readonly Fault[]): Promise<string> =>
  loggedBy(() =>
    withSandbox({ snapshot: aliDemoEstate(NOW), faults }, async (sandbox) => {
      const { log, onProgress } = telemetry();
      const { accessKeyId, accessKeySecret } = key;
      const clock = (): Date => new Date();
      const store = memoryStore();
      const deps = {
        config,
        access: {},
        homeRegion: 'eu-west-1',
        readSecret: async () => JSON.stringify({ accessKeyId, accessKeySecret }),
        sts: new STSClient({}),
        alicloudEndpoint: sandbox.url,
        clock,
        onProgress,
      };
      const item = { ...run, provider: 'alicloud' as const, account: ALI_ACCOUNT };
      log.info('Scan ends', { ...(await scanItem(item, { ...deps, store, collectLimitMs: 60_000 })) });
      const notice = {
        store,
        clock,
        alertTopic: { publish: async () => undefined },
        policy: DEFAULT_POLICY.notices,
        language: 'en' as const,
        claimant: 'poll-1',
        lookUp: async (told: Notice) => ({ dossier: noDossier(told, '-') }),
        onLookUpFailed: (error: unknown) => log.error('Look-up failed', { error }),
      };
      log.info('Poll ends', { ...(await pollAttacks({ ...deps, limitMs: 60_000, notice })) });
    }),
  );

const KEY = sandboxKey(ALI_ACCOUNT);
const MISTYPED: SandboxKey = { ...KEY, accessKeySecret: 'NotTheSecret/OfTests+0123456789' };

test.each<[string, SandboxKey, readonly Fault[]]>([
  ['all is well', KEY, []],
  ['calls are denied', KEY, [{ kind: 'deny', calls: 'slb:*' }]],
  ['answers are malformed', KEY, [{ kind: 'malformed', calls: 'vpc:*' }]],
  ['the cloud fails', KEY, [{ kind: 'server-error', calls: 'cdn:*' }]],
  ['the secret holds a wrong key', MISTYPED, []],
])('no key material is in the logs when %s', async (_name, key, faults) => {
  const logs = await logsWith(key, faults);
  expect(logs).toContain('"message":"Scan ends"');
  for (const secret of [key.accessKeyId, key.accessKeySecret]) {
    for (const writing of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
      expect(logs).not.toContain(writing);
  }
  expect(logs).not.toMatch(/Signature(Nonce)?=|SecurityToken=/);
});
