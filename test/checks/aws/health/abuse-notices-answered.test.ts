import check from '#checks/aws/health/abuse-notices-answered.ts';
import { contextOf } from '#checks/examine.ts';
import type { OpenNotice } from '#checks/open-notice.ts';
import type { HealthEvent } from '#inventory/aws/account.ts';
import { type Known, known, unknown } from '#inventory/known.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { anAwsGlobal, anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const ARN = 'arn:aws:health:global::event/ABUSE/AWS_ABUSE_DOS_REPORT/1';
const ACCOUNT = { id: '111122223333' };

const anEvent = (change: Partial<HealthEvent> = {}): HealthEvent => ({
  id: ARN,
  arn: ARN,
  tags: {},
  service: 'ABUSE',
  typeCode: 'AWS_ABUSE_DOS_REPORT',
  status: 'open',
  startedAt: '2026-11-18T22:57:57.000Z',
  affected: known(['i-1']),
  ...change,
});

const aNotice = (change: Partial<OpenNotice> = {}): OpenNotice => ({
  caseId: 'c-1',
  provider: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
  kind: 'abuse',
  code: 'AWS_ABUSE_DOS_REPORT',
  arn: ARN,
  resourceIds: ['i-1'],
  startedAt: '2026-11-18T22:57:57.000Z',
  ...change,
});

const around = (events: readonly HealthEvent[] | 'not on this plan', notices?: Known<readonly OpenNotice[]>) => ({
  region: anEmptyAwsRegion({
    region: 'global',
    global: anAwsGlobal({
      healthNotices: known(
        events === 'not on this plan' ? { onThisPlan: false, events: [] } : { onThisPlan: true, events },
      ),
    }),
  }),
  ...(notices ? { notices } : {}),
});

const OPEN = 'AWS_ABUSE_DOS_REPORT of 2026-11-18T22:57:57.000Z is open, about i-1.';

testCheck(check, {
  passes: {
    'the API has none, and nothing is kept': [ACCOUNT, around([], known([]))],
    'the API has none, no store at hand': [ACCOUNT, around([])],
    'not on this plan, and nothing was kept': [ACCOUNT, around('not on this plan', known([]))],
    'closed in the API': [ACCOUNT, around([anEvent({ status: 'closed' })])],
    'kept as open, closed in the API since': [ACCOUNT, around([anEvent({ status: 'closed' })], known([aNotice()]))],
    'trouble of another kind': [
      ACCOUNT,
      around(
        [anEvent({ service: 'EC2', typeCode: 'AWS_EC2_OPERATIONAL_ISSUE' })],
        known([aNotice({ kind: 'service-issue' })]),
      ),
    ],
    'about another account': [ACCOUNT, around('not on this plan', known([aNotice({ account: '444455556666' })]))],
  },
  fails: {
    'open in the API': [ACCOUNT, OPEN, around([anEvent()])],
    'kept, and the plan has no API': [ACCOUNT, OPEN, around('not on this plan', known([aNotice()]))],
    'kept, and the API has forgotten it': [ACCOUNT, OPEN, around([], known([aNotice()]))],
    'told by both: one finding': [ACCOUNT, OPEN, around([anEvent()], known([aNotice()]))],
    'each names a part': [
      ACCOUNT,
      'AWS_ABUSE_DOS_REPORT of 2026-11-18T22:57:57.000Z is open, about i-1, i-2.',
      around([anEvent()], known([aNotice({ resourceIds: ['i-2'] })])),
    ],
    'two matters': [
      ACCOUNT,
      [OPEN, 'AWS_ABUSE_SPAM is open and names no resource.'],
      around(
        [anEvent()],
        known([
          aNotice({ arn: undefined, caseId: 'c-2', code: 'AWS_ABUSE_SPAM', resourceIds: [], startedAt: undefined }),
        ]),
      ),
    ],
  },
  unknown: {
    'the API is denied, and nothing is kept': [
      ACCOUNT,
      'health:DescribeEvents: UnauthorizedOperation',
      {
        region: anEmptyAwsRegion({
          region: 'global',
          global: anAwsGlobal({ healthNotices: unknown(denied('health:DescribeEvents')) }),
        }),
        notices: known([]),
      },
    ],
  },
  notApplicable: { 'not on this plan, no store at hand': [ACCOUNT, around('not on this plan')] },
});

test('the API is denied: what is kept fails, and the rest is unknown', () => {
  const region = anEmptyAwsRegion({
    region: 'global',
    global: anAwsGlobal({ healthNotices: unknown(denied('health:DescribeEvents')) }),
  });
  const outcomes = check.examine(ACCOUNT, contextOf(region, DEFAULT_POLICY, known([aNotice()])) as never);
  expect([outcomes].flat().map(({ verdict }) => verdict)).toEqual(['fail', 'unknown']);
});

test('told by an event today and by the API tomorrow, it is the same finding', () => {
  const discriminators = [around('not on this plan', known([aNotice()])), around([anEvent()])].map(
    ({ region, ...more }) =>
      [
        check.examine(
          ACCOUNT,
          contextOf(region, DEFAULT_POLICY, 'notices' in more ? more.notices : undefined) as never,
        ),
      ].flat()[0]?.discriminator,
  );
  expect(discriminators).toEqual([ARN, ARN]);
});
