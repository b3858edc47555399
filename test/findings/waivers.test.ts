import { withHistory } from '#findings/changes.ts';
import { applyWaivers } from '#findings/waivers.ts';
import { parseConfig } from '#platform/config.ts';
import type { Waiver } from '#platform/waiver.ts';
import { aFinding, aResource, aScope } from '../support/a-report.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

const AT = '2026-11-20T03:00:00.000Z';
const LOOKED = { scopes: [aScope()], everyCheck: true };
const finding = aFinding();

const aWaiver = (change: Partial<Waiver> = {}): Waiver => ({
  check: 'aws-ec2-security-group-closes-*',
  resource: finding.resource.id,
  account: '111122223333',
  region: 'eu-*',
  reason: 'Bastion until the VPN is there.',
  owner: 'network@example.com',
  expires: '2026-12-31',
  ...change,
});

const apply = (waivers: readonly Waiver[], findings = [finding], looked: Parameters<typeof applyWaivers>[3] = LOOKED) =>
  applyWaivers(deepFreeze(findings), deepFreeze(waivers), AT, looked);

test.each<[string, Partial<Waiver>, string, string]>([
  ['it matches', {}, 'waived', 'applied'],
  ['the last day counts', { expires: '2026-11-20' }, 'waived', 'applied'],
  ['any account and region', { account: '*', region: '*', check: '*' }, 'waived', 'applied'],
  ['it ran out yesterday', { expires: '2026-11-19' }, 'new', 'expired'],
  ['another check', { check: 'aws-ec2-security-group-opens-*' }, 'new', 'unused'],
  ['a part of the check id', { check: 'security-group' }, 'new', 'unused'],
  ['a part of the resource id', { resource: 'sg-0a1b' }, 'new', 'unused'],
  ['another account', { account: '444455556666' }, 'new', 'not-looked-at'],
  ['another region', { region: 'us-*' }, 'new', 'not-looked-at'],
  ['a dot is a dot', { resource: finding.resource.id.replace('-', '.') }, 'new', 'unused'],
  ['expired and about nothing', { resource: 'sg-other', expires: '2026-01-01' }, 'new', 'expired'],
])('%s: the finding is %3$s', (_, change, status, use) => {
  const { findings, waivers } = apply([aWaiver(change)]);
  expect([findings[0]?.status, waivers[0]?.status]).toEqual([status, use]);
});

test('a waived finding says why, by whose leave and until when', () => {
  expect(apply([aWaiver()]).findings[0]?.waiver).toEqual({
    reason: 'Bastion until the VPN is there.',
    owner: 'network@example.com',
    expires: '2026-12-31',
    expired: false,
  });
});

test('an expired waiver stands on the finding that is back', () => {
  const back = apply(
    [aWaiver({ expires: '2026-11-19' })],
    [aFinding({ status: 'waived', waiver: { reason: 'r', owner: 'o', expires: '2026-11-19', expired: false } })],
  );
  expect(back.findings[0]).toMatchObject({ status: 'open', waiver: { expired: true, expires: '2026-11-19' } });
});

test('of several, one that still holds wins; each counts', () => {
  const { findings, waivers } = apply([
    aWaiver({ expires: '2026-01-01' }),
    aWaiver({ owner: 'second' }),
    aWaiver({ owner: 'third' }),
  ]);
  expect(findings[0]?.waiver?.owner).toBe('second');
  expect(waivers.map((each) => [each.status, each.findings])).toEqual([
    ['expired', 1],
    ['applied', 1],
    ['applied', 1],
  ]);
});

test('a waiver that was taken out of the configuration leaves nothing behind', () => {
  const before = aFinding({
    status: 'waived',
    waiver: { reason: 'r', owner: 'o', expires: '2027-01-01', expired: false },
  });
  const { findings } = apply([], [before]);
  expect(findings[0]?.status).toBe('open');
  expect(findings[0]).not.toHaveProperty('waiver');
});

test('what is resolved is resolved, waiver or not', () => {
  expect(apply([aWaiver()], [aFinding({ status: 'resolved' })])).toMatchObject({
    findings: [{ status: 'resolved' }],
    waivers: [{ status: 'unused', findings: 0 }],
  });
});

test('a run of some checks, or of elsewhere, calls no waiver unused', () => {
  expect(apply([aWaiver()], [], { ...LOOKED, everyCheck: false }).waivers[0]?.status).toBe('not-looked-at');
  expect(apply([aWaiver()], [], { ...LOOKED, scopes: [aScope({ region: 'ap-south-1' })] }).waivers[0]?.status).toBe(
    'not-looked-at',
  );
});

test('its history survives: waived, then back as open with the day it was first seen', () => {
  const looked = { covers: () => true, isUndecided: () => false };
  const first = apply([aWaiver()]).findings;
  const second = withHistory([aFinding({ firstSeenAt: AT })], first, AT, looked);
  expect(apply([], [...second]).findings[0]).toMatchObject({ status: 'open', firstSeenAt: finding.firstSeenAt });
});

test('what cannot be looked at stays waived', () => {
  const before = apply([aWaiver()]).findings;
  const kept = withHistory([], before, AT, { covers: () => true, isUndecided: () => true });
  expect(apply([aWaiver()], [...kept]).findings[0]?.status).toBe('waived');
});

test.each([
  ['logs', 'access-logs', false],
  ['logs', 'logs', true],
  ['*logs*', 'access-logs-1', true],
])('anchored: %s and %s', (resource, id, isWaived) => {
  const { findings } = apply([aWaiver({ resource })], [aFinding({ resource: aResource({ id }) })]);
  expect(findings[0]?.status === 'waived').toBe(isWaived);
});

const yaml = (lines: readonly string[]): string => `waivers:\n  - ${lines.join('\n    ')}\n`;
const COMPLETE = [
  'check: aws-ec2-*',
  'resource: sg-1',
  'account: "111122223333"',
  'region: "*"',
  'reason: r',
  'owner: o',
  'expires: 2027-03-31',
];

test('a complete waiver is read', () => {
  expect(parseConfig(yaml(COMPLETE), 'c.yaml').waivers).toEqual([
    {
      check: 'aws-ec2-*',
      resource: 'sg-1',
      account: '111122223333',
      region: '*',
      reason: 'r',
      owner: 'o',
      expires: '2027-03-31',
    },
  ]);
});

test.each(COMPLETE.map((line) => [line.split(':')[0] ?? '', line] as const))(
  'a waiver without its %s is refused',
  (key, line) => {
    expect(() => parseConfig(yaml(COMPLETE.filter((each) => each !== line)), 'c.yaml')).toThrow(
      `waivers.0.${key} is missing, but must be`,
    );
  },
);

test.each([
  ['an empty reason', 'reason: r', 'reason: " "', 'waivers.0.reason is " ", but must be at least 1'],
  [
    'a day that is none',
    'expires: 2027-03-31',
    'expires: 2027-02-30',
    'waivers.0.expires is "2027-02-30", but must be a day such as "2027-03-31"',
  ],
  [
    'an account without quotes',
    'account: "111122223333"',
    'account: 111122223333',
    'waivers.0.account is 111122223333, but must be a string',
  ],
  [
    'a key of its own',
    'owner: o',
    'owner: o\n    until: never',
    'waivers.0.until is not a setting; allowed here: check, resource, account, region, reason, owner, expires',
  ],
])('%s is refused by name', (_, line, instead, message) => {
  expect(() => parseConfig(yaml(COMPLETE.map((each) => (each === line ? instead : each))), 'c.yaml')).toThrow(message);
});
