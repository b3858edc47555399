import check from '#checks/aws/ec2/exposed-interface-not-under-attack.ts';
import { known, unknown } from '#inventory/known.ts';
import { aGuardDutyFinding } from '../../../support/a-detector.ts';
import { anAwsGlobal, anAwsRegion } from '../../../support/an-aws-region.ts';
import { anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const abuse = {
  id: 'arn:aws:health:eu-west-1::event/ABUSE/AWS_ABUSE_DOS_REPORT/1',
  arn: 'arn:aws:health:eu-west-1::event/ABUSE/AWS_ABUSE_DOS_REPORT/1',
  tags: {},
  service: 'ABUSE',
  typeCode: 'AWS_ABUSE_DOS_REPORT',
  status: 'open',
  affected: known(['52.0.0.10']),
};
const told = (event: typeof abuse) => ({
  global: anAwsGlobal({ healthNotices: known({ onThisPlan: true, events: [event] }) }),
});
const flood = {
  outboundTraffic: known([
    {
      id: 'i-1',
      tags: {},
      days: [1, 2, 3, 4].map((day) => ({
        day: `2026-11-0${day}`,
        packets: day === 4 ? 5_000_000 : 1000,
        isWhole: true,
      })),
    },
  ]),
};
const finding = { guardDutyFindings: known([aGuardDutyFinding()]) };
const brute = 'GuardDuty says UnauthorizedAccess:EC2/SSHBruteForce (severity 5)';

testCheck(check, {
  passes: {
    'no sign of trouble': [anInterface(), anAwsRegion()],
    'trouble of another host': [
      anInterface(),
      anAwsRegion({ guardDutyFindings: known([aGuardDutyFinding({ instanceId: 'i-2', interfaceIds: ['eni-2'] })]) }),
    ],
    'a sample is about nothing real': [
      anInterface(),
      anAwsRegion({ guardDutyFindings: known([aGuardDutyFinding({ sample: true })]) }),
    ],
    'a notice that is closed': [anInterface(), anAwsRegion(told({ ...abuse, status: 'closed' }))],
  },
  fails: {
    'a finding': [anInterface(), `The Internet reaches 52.0.0.10, and ${brute}.`, anAwsRegion(finding)],
    'everything together': [
      anInterface(),
      `The Internet reaches 52.0.0.10, and ${brute}; and AWS Health has AWS_ABUSE_DOS_REPORT open; and NetworkPacketsOut on 2026-11-04 was 5,000,000, 5000 times its median of 1,000.`,
      anAwsRegion({ ...finding, ...told(abuse), ...flood }),
    ],
    'certainly, whatever else could not be read': [
      anInterface(),
      `The Internet reaches 52.0.0.10, and ${brute}.`,
      anAwsRegion({ ...finding, outboundTraffic: unknown(denied('cloudwatch:GetMetricData')) }),
    ],
  },
  unknown: {
    'findings could not be read': [
      anInterface(),
      'guardduty:ListFindings: UnauthorizedOperation',
      anAwsRegion({ guardDutyFindings: unknown(denied('guardduty:ListFindings')) }),
    ],
    'there is a finding, but it is not known whether the Internet gets there': [
      anInterface(),
      'ec2:DescribeRouteTables: UnauthorizedOperation',
      anAwsRegion({ ...finding, routeTables: unknown(denied('ec2:DescribeRouteTables')) }),
    ],
  },
  notApplicable: {
    'nobody reaches it': [anInterface(), anAwsRegion({ ...finding, internetGateways: known([]) })],
  },
});
