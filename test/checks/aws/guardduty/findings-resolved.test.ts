import check from '#checks/aws/guardduty/findings-resolved.ts';
import { examineRegion } from '#checks/examine.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { known, unknown } from '#inventory/known.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { aGuardDutyFinding } from '../../../support/a-detector.ts';
import { anAwsRegion, anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const ofSeverity = (severity: number) => aGuardDutyFinding({ severity, count: 1, title: 'Something happened' });
const saying = (severity: number) =>
  `UnauthorizedAccess:EC2/SSHBruteForce, severity ${severity}, seen once: Something happened.`;

testCheck(check, {
  passes: { 'a finding that was put aside': aGuardDutyFinding({ archived: true }) },
  fails: {
    'a finding of medium severity': [
      aGuardDutyFinding(),
      'UnauthorizedAccess:EC2/SSHBruteForce, severity 5, seen 3 times: 198.51.100.7 is performing SSH brute force attacks against i-1.',
      { severity: 'medium' },
    ],
    'severity 10 is critical': [ofSeverity(10), saying(10), { severity: 'critical' }],
    'severity 9 is critical': [ofSeverity(9), saying(9), { severity: 'critical' }],
    'severity 8.9 is high': [ofSeverity(8.9), saying(8.9), { severity: 'high' }],
    'severity 7 is high': [ofSeverity(7), saying(7), { severity: 'high' }],
    'severity 4 is medium': [ofSeverity(4), saying(4), { severity: 'medium' }],
    'severity 3.9 is low': [ofSeverity(3.9), saying(3.9), { severity: 'low' }],
    'a sample finding is marked': [
      aGuardDutyFinding({ sample: true, type: 'Trojan:EC2/DropPoint', title: '[SAMPLE] i-1 talks to a drop point.' }),
      'Sample finding: Trojan:EC2/DropPoint, severity 5, seen 3 times: [SAMPLE] i-1 talks to a drop point.',
    ],
  },
});

const resultsIn = (region: AwsRegion) =>
  [...examineRegion([check], region, DEFAULT_POLICY)].map(({ resource, outcome }) => [resource.type, outcome.verdict]);

test.each<[string, AwsRegion, unknown]>([
  ['no finding: the region passes', anAwsRegion(), [['region', 'pass']]],
  ['no detector: no finding proves nothing', anEmptyAwsRegion(), [['region', 'not-applicable']]],
  [
    'findings could not be listed: unknown, beside what was seen',
    anAwsRegion({ guardDutyFindings: unknown(denied('guardduty:ListFindings'), [aGuardDutyFinding()]) }),
    [
      ['region', 'unknown'],
      ['guardduty-finding', 'fail'],
    ],
  ],
  [
    'one result for each finding',
    anAwsRegion({ guardDutyFindings: known([aGuardDutyFinding(), aGuardDutyFinding({ id: 'arn:2', arn: 'arn:2' })]) }),
    [
      ['guardduty-finding', 'fail'],
      ['guardduty-finding', 'fail'],
    ],
  ],
])('%s', (_, region, results) => expect(resultsIn(region)).toEqual(results));
