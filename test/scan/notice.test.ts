import { DEFAULT_POLICY } from '#platform/policy.ts';
import type { Message, Topic } from '#platform/topic.ts';
import { noDossier } from '#reports/alert-dossier.ts';
import { type NoticeDeps, takeEvent } from '#scan/notice.ts';
import { readNotices } from '#scan/notice-store.ts';
import { memoryStore } from '../support/memory-store.ts';
import { abuseEvent, threatEvent, withDetail } from '../support/notice-events.ts';

type Json = Readonly<Record<string, unknown>>;

/** A scene with a clock that can be moved, and a topic that can be broken. */
function aScene(change: Partial<NoticeDeps> = {}) {
  const store = memoryStore();
  const sent: Message[] = [];
  const scene = { nowMs: Date.parse('2026-11-18T23:00:00Z'), broken: false, deliveries: 0, lookUps: 0 };
  const alertTopic: Topic = {
    async publish(message) {
      if (scene.broken) throw new Error('SNS is away');
      sent.push(message);
    },
  };
  const depsFor = (claimant: string): NoticeDeps => ({
    store,
    alertTopic,
    clock: () => new Date(scene.nowMs),
    policy: DEFAULT_POLICY.notices,
    language: 'en',
    claimant,
    lookUp: async (notice) => {
      scene.lookUps++;
      return { dossier: noDossier(notice, 'there is no report yet') };
    },
    onLookUpFailed: () => undefined,
    ...change,
  });
  const take = (event: Json, claimant = `delivery-${++scene.deliveries}`) => takeEvent(event, depsFor(claimant));
  const kept = () => [...store.files.keys()].filter((key) => key.startsWith('notices/'));
  return { ...scene, scene, store, sent, take, kept };
}

const backup = withDetail(abuseEvent, { backupEvent: 'true' }, { id: 'copy', region: 'us-east-1' });
const page = (number: number): Json =>
  withDetail(abuseEvent, {
    communicationId: `abcd-${number}`,
    page: String(number),
    totalPages: '3',
    affectedEntities: [{ entityValue: `i-${number}` }],
  });

test.each<[string, readonly Json[], number, number]>([
  ['once', [abuseEvent], 1, 1],
  ['twice, and its backup copy once', [abuseEvent, abuseEvent, backup], 1, 1],
  ['the backup copy first', [backup, abuseEvent], 1, 1],
  ['in pages, out of order, one of them twice', [page(3), page(1), page(3), page(2)], 3, 1],
  ['an update after it', [abuseEvent, withDetail(abuseEvent, { communicationId: 'ffff-1' })], 2, 2],
  ['the update before it', [withDetail(abuseEvent, { communicationId: 'ffff-1' }), abuseEvent], 2, 2],
  [
    'a finding of severity 8.5 and one of 4.0',
    [threatEvent, withDetail(threatEvent, { severity: 4, id: 'x', arn: 'arn:x' })],
    1,
    1,
  ],
  [
    'a finding and its repeat an hour later',
    [threatEvent, withDetail(threatEvent, { updatedAt: '2026-11-18T22:04:00.000Z' })],
    2,
    1,
  ],
  ['nothing of ours', [{ source: 'aws.ec2' }], 0, 0],
])('%s: kept and told as often as it is worth it', async (_, events, objects, alerts) => {
  const { take, kept, sent } = aScene();
  for (const event of events) await take(event);
  expect([kept().length, sent.length]).toEqual([objects, alerts]);
});

test('all at the same time: one object, one alert', async () => {
  const { take, kept, sent } = aScene();
  await Promise.all([abuseEvent, backup, abuseEvent, backup, abuseEvent].map((event) => take(event)));
  expect([kept().length, sent.length]).toEqual([1, 1]);
});

test('what is kept is the notice and the event as it came', async () => {
  const { take, store } = aScene();
  const answer = await take(abuseEvent);
  if ('ignored' in answer) throw new Error(answer.ignored);
  expect(answer).toEqual({
    key: expect.stringMatching(/^notices\/aws-health\/2026\/11\/[0-9a-f]{24}\.json$/),
    isNew: true,
    alerted: true,
  });
  expect(JSON.parse(String(store.files.get(answer.key)))).toEqual({
    schemaVersion: 1,
    notice: expect.objectContaining({ kind: 'abuse' }),
    event: abuseEvent,
  });
});

test('telling fails: the event is kept, and the next attempt of the same delivery tells', async () => {
  const { scene, take, kept, sent } = aScene();
  scene.broken = true;
  await expect(take(abuseEvent, 'request-1')).rejects.toThrow('SNS is away');
  expect([kept().length, sent.length]).toEqual([1, 0]);
  scene.broken = false;
  expect(await take(abuseEvent, 'request-1')).toMatchObject({ isNew: false, alerted: true });
  expect(await take(backup)).toMatchObject({ alerted: false });
  expect(sent).toHaveLength(1);
});

test('whoever claimed the alert never comes back: another delivery tells once the lease is over', async () => {
  const { scene, take, sent } = aScene();
  scene.broken = true;
  await expect(take(abuseEvent, 'request-1')).rejects.toThrow();
  scene.broken = false;
  scene.nowMs += 60_000;
  expect(await take(backup, 'request-2')).toMatchObject({ alerted: false });
  scene.nowMs += 61_000;
  expect(await take(backup, 'request-3')).toMatchObject({ alerted: true });
  expect(sent).toHaveLength(1);
});

test('nothing can be looked up: a person is told all the same, and why', async () => {
  const failures: unknown[] = [];
  const { take, sent } = aScene({
    lookUp: () => Promise.reject(new Error('the snapshot cannot be read')),
    onLookUpFailed: (_, error) => failures.push(error),
  });
  await take(abuseEvent);
  expect(sent[0]?.body).toContain('Nothing could be looked up: the snapshot cannot be read');
  expect(failures).toHaveLength(1);
});

test('what is looked up is looked up once', async () => {
  const { scene, take } = aScene();
  for (const event of [abuseEvent, backup, abuseEvent]) await take(event);
  expect(scene.lookUps).toBe(1);
});

test('kept notices are read back, oldest first; what is none of them is told', async () => {
  const { take, store } = aScene();
  for (const event of [
    abuseEvent,
    threatEvent,
    { source: 'aws.health', 'detail-type': 'AWS Health Abuse Event', account: '1', id: 'undated' },
  ])
    await take(event);
  store.files.set('notices/guardduty/2026/11/broken.json', '{');
  store.files.set('notices/guardduty/2025/01/old.json', '{');
  const { notices, missing } = await readNotices(store, '2026-10-20T00:00:00Z');
  expect(notices.map(({ kind, updatedAt }) => `${kind} ${updatedAt}`)).toEqual([
    'abuse undefined',
    'threat 2026-11-18T21:04:00.000Z',
    'abuse 2026-11-18T22:57:57.000Z',
  ]);
  expect(missing).toEqual([
    { call: 'notices/guardduty/2026/11/broken.json', code: 'Malformed', message: 'the object is no notice' },
  ]);
});
