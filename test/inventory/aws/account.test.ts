import { known, seenOf } from '#inventory/known.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { answered, inventoryOf, missingOf, refused } from '../../support/aws-calls.ts';

const read = (...calls: readonly RecordedCall[]) => inventoryOf(calls, { region: 'global' }).global;

test.each([
  ['its own answer', [answered('account:GetAccountInformation', { AccountState: 'ACTIVE' })], 'ACTIVE'],
  ['the organization', [answered('organizations:DescribeAccount', { Account: { State: 'SUSPENDED' } })], 'SUSPENDED'],
  [
    'the older field',
    [answered('organizations:DescribeAccount', { Account: { Status: 'PENDING_CLOSURE' } })],
    'PENDING_CLOSURE',
  ],
  [
    'its own answer where the organization is closed to it',
    [refused('organizations:DescribeAccount'), answered('account:GetAccountInformation', { AccountState: 'active' })],
    'ACTIVE',
  ],
])('the state of an account by %s', (_, calls, state) => {
  expect(read(...calls).accountState).toEqual(known(state));
});

test.each([
  ['not read', [], 'NotRead'],
  ['denied', [refused('account:GetAccountInformation')], 'AccessDenied'],
  ['without a state', [answered('account:GetAccountInformation', { AccountId: '1' })], 'Malformed'],
])('%s: unknown', (_, calls, code) => {
  expect(missingOf(read(...calls).accountState)).toEqual([`account:GetAccountInformation ${code}`]);
});

describe('the security contact', () => {
  const CALL = 'account:GetAlternateContact';
  test.each([
    ['exists', answered(CALL, { AlternateContact: { AlternateContactType: 'SECURITY' } }), true],
    ['is none, which is a fact', refused(CALL, 'ResourceNotFoundException'), false],
  ])('%s', (_, call, exists) => {
    expect(read(call).securityContact).toEqual(known({ exists }));
  });

  test.each([
    ['denied', refused(CALL, 'AccessDeniedException'), 'AccessDeniedException'],
    ['throttled', refused(CALL, 'TooManyRequestsException'), 'TooManyRequestsException'],
    ['an empty answer', answered(CALL, {}), 'Malformed'],
    ['a null contact', answered(CALL, { AlternateContact: null }), 'Malformed'],
  ])('%s is unknown', (_, call, code) => {
    expect(missingOf(read(call).securityContact)).toEqual([`${CALL} ${code}`]);
  });
});

describe('what AWS Health says', () => {
  const CALL = 'health:DescribeEvents';
  const ARN = 'arn:aws:health:global::event/ABUSE/AWS_ABUSE_DOS_REPORT/1';
  const events = answered(CALL, {
    events: [
      {
        arn: ARN,
        service: 'ABUSE',
        eventTypeCode: 'AWS_ABUSE_DOS_REPORT',
        statusCode: 'open',
        region: 'global',
        startTime: '2026-11-19T00:00:00Z',
      },
    ],
  });
  const entities = answered('health:DescribeAffectedEntities', {
    entities: [
      { eventArn: ARN, entityValue: 'i-2' },
      { eventArn: ARN, entityValue: 'i-1' },
      { eventArn: 'arn:other', entityValue: 'i-9' },
    ],
  });

  test('an open notice and what it is about', () => {
    expect(read(entities, events).healthNotices).toMatchObject({
      known: true,
      value: {
        onThisPlan: true,
        events: [{ id: ARN, typeCode: 'AWS_ABUSE_DOS_REPORT', status: 'open', affected: known(['i-1', 'i-2']) }],
      },
    });
  });

  test('no notice', () => {
    expect(read(answered(CALL, { events: [] })).healthNotices).toEqual(known({ onThisPlan: true, events: [] }));
  });

  test('not on this plan: neither a notice nor a gap', () => {
    expect(read(refused(CALL, 'SubscriptionRequiredException')).healthNotices).toEqual(
      known({ onThisPlan: false, events: [] }),
    );
  });

  test.each([
    ['not read', [], 'NotRead'],
    ['denied', [refused(CALL, 'AccessDeniedException')], 'AccessDeniedException'],
    ['broken off', [answered(CALL, { events: [], nextToken: 't' })], 'Truncated'],
    ['an event without a status', [answered(CALL, { events: [{ arn: 'a', eventTypeCode: 'x' }] })], 'Malformed'],
  ])('%s: unknown', (_, calls, code) => {
    expect(missingOf(read(...calls).healthNotices)).toEqual([`${CALL} ${code}`]);
  });

  test('what was seen before a failure stays', () => {
    const broken = answered(CALL, { ...(events.response as object), nextToken: 't' });
    const { healthNotices } = read(broken, refused(CALL, 'ThrottlingException', { nextToken: 't' }));
    expect(healthNotices).toMatchObject({ known: false, seen: { events: [{ id: ARN }] } });
  });

  test('an event of which nobody may say what it is about', () => {
    const { healthNotices } = read(events, refused('health:DescribeAffectedEntities'));
    const affected = healthNotices.known ? healthNotices.value.events[0]?.affected : undefined;
    expect(missingOf(affected ?? known(0))).toEqual(['health:DescribeAffectedEntities AccessDenied']);
    expect(seenOf(affected ?? known([]))).toEqual([]);
  });
});
