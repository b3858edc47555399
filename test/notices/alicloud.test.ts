import { type Attack, attackChanges, readAttackHint, type WatchedAttack } from '#notices/alicloud.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { blackholePush } from '../support/notice-events.ts';

const anAttack = (change: Partial<Attack> = {}): Attack => ({
  account: '5000000000000001',
  region: 'cn-hangzhou',
  address: '47.96.0.10',
  kind: 'blackhole',
  protection: 'basic',
  resourceId: 'i-bp1',
  startedAt: '2026-11-18T20:00:00.000Z',
  endsAt: '2026-11-18T22:30:00.000Z',
  ...change,
});

const watched = (change: Partial<WatchedAttack> = {}): WatchedAttack => ({
  ...anAttack(),
  seenAt: '2026-11-18T20:04:00.000Z',
  ...change,
});
const AT = '2026-11-18T20:14:00.000Z';
const sees = (attacks: readonly Attack[], couldSee = true, at = AT) => ({ attacks, couldSee: () => couldSee, at });
const told = (before: readonly WatchedAttack[], poll: ReturnType<typeof sees>) =>
  attackChanges(deepFreeze(before), deepFreeze(poll));
const states = (before: readonly WatchedAttack[], poll: ReturnType<typeof sees>) =>
  told(before, poll).notices.map(({ kind, state }) => `${kind} ${state}`);

test.each<[string, readonly WatchedAttack[], ReturnType<typeof sees>, readonly string[]]>([
  ['a blackhole begins', [], sees([anAttack()]), ['blackhole begin']],
  ['it goes on', [watched()], sees([anAttack()]), []],
  [
    'its release moves back',
    [watched()],
    sees([anAttack({ endsAt: '2026-11-19T01:00:00.000Z' })]),
    ['blackhole extended'],
  ],
  ['its release moves forward', [watched()], sees([anAttack({ endsAt: '2026-11-18T21:00:00.000Z' })]), []],
  ['its release becomes known', [watched({ endsAt: undefined })], sees([anAttack()]), []],
  ['it is released', [watched()], sees([]), ['blackhole released']],
  ['the poll is denied: no release', [watched()], sees([], false), []],
  [
    'one ended and another began between two polls',
    [watched()],
    sees([anAttack({ startedAt: '2026-11-18T20:10:00.000Z' })]),
    ['blackhole released', 'blackhole begin'],
  ],
  [
    'cleaning turns into a blackhole',
    [watched({ kind: 'scrubbing' })],
    sees([anAttack()]),
    ['blackhole begin', 'scrubbing released'],
  ],
  [
    'two protections tell of one address',
    [],
    sees([anAttack(), anAttack({ protection: 'native', resourceId: undefined })]),
    ['blackhole begin'],
  ],
  ['nothing at all', [], sees([]), []],
])('%s', (_, before, poll, expected) => {
  expect(states(before, poll)).toEqual(expected);
});

test('what was told is told the same by every poll that sees it', () => {
  const first = told([], sees([anAttack()]));
  const again = told([], sees([anAttack()], true, '2026-11-18T20:24:00.000Z'));
  expect(again.notices).toEqual(first.notices);
});

test('a denied poll keeps watching, and the release is told once it can see again', () => {
  const { watched: still } = told([watched()], sees([], false));
  expect(still).toEqual([watched()]);
  expect(states(still, sees([]))).toEqual(['blackhole released']);
});

test('each extension is one notice', () => {
  const to = (endsAt: string): Attack => anAttack({ endsAt });
  const first = told([watched()], sees([to('2026-11-19T01:00:00.000Z')]));
  const second = told(first.watched, sees([to('2026-11-19T04:00:00.000Z')]));
  const [a, b] = [first.notices[0], second.notices[0]];
  expect(a?.id).not.toBe(b?.id);
  expect(a?.caseId).toBe(b?.caseId);
  expect(b?.endsAt).toBe('2026-11-19T04:00:00.000Z');
});

test('a begin that the platform does not date counts from when it was first seen, poll after poll', () => {
  const first = told([], sees([anAttack({ startedAt: undefined })]));
  expect(first.notices[0]).toMatchObject({
    startedAt: AT,
    severity: 'critical',
    code: 'basic:blackhole',
    resources: [{ id: '47.96.0.10' }, { id: 'i-bp1' }],
  });
  const second = told(first.watched, sees([anAttack({ startedAt: undefined })], true, '2026-11-18T20:24:00.000Z'));
  expect(second.notices).toEqual([]);
  expect(second.watched[0]?.seenAt).toBe(AT);
});

test('a push is a hint and names what to ask about', () => {
  expect(readAttackHint(blackholePush)).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    type: 'ddos:CloudMonitor:DdosbgpEventBlackhole',
    account: '5000000000000001',
    region: 'cn-hangzhou',
    resourceId: 'acs:yundun-ddosbgp:cn-hangzhou:5000000000000001:ddosbgp-cn-1',
    at: '2026-11-18T20:00:00.000Z',
  });
  expect(readAttackHint({ ...blackholePush, aliyunpublishtime: 'later' })?.id).toBe(readAttackHint(blackholePush)?.id);
});

test.each([
  ['another product', { ...blackholePush, type: 'ecs:Instance:StateChange' }],
  ['no type', { ...blackholePush, type: undefined }],
  ['a text', 'ddos:'],
  ['nothing', null],
])('no hint: %s', (_, event) => {
  expect(readAttackHint(event)).toBeUndefined();
});

test('a push without data is still worth a look', () => {
  expect(readAttackHint({ type: 'ddos:X', id: '1', source: 's', data: 'junk' })).toMatchObject({
    account: 'unknown-account',
    region: 'global',
  });
});
