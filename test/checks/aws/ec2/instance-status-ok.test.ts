import check from '#checks/aws/ec2/instance-status-ok.ts';
import { known, unknown } from '#inventory/known.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { anInstance } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const ok = { id: 'i-1', tags: {}, instanceStatus: 'ok', systemStatus: 'ok', events: [] };
const having = (
  change: Partial<typeof ok> & { ebsStatus?: string; impairedSince?: string } = {},
  ...events: object[]
) =>
  anEmptyAwsRegion({
    instanceStatuses: known([{ ...ok, ...change, events: events as [] }]),
  });

testCheck(check, {
  passes: {
    'every check is ok': [anInstance(), having()],
    'still starting': [anInstance(), having({ instanceStatus: 'initializing', systemStatus: 'initializing' })],
  },
  fails: {
    'the instance is impaired': [
      anInstance(),
      'InstanceStatus is impaired since 2026-11-19T20:00:00Z.',
      having({ instanceStatus: 'impaired', impairedSince: '2026-11-19T20:00:00Z' }),
    ],
    'the hardware is impaired, and a volume': [
      anInstance(),
      'SystemStatus is impaired; AttachedEbsStatus is impaired.',
      having({ systemStatus: 'impaired', ebsStatus: 'impaired' }),
    ],
    'an event is scheduled': [
      anInstance(),
      'instance-retirement is scheduled for 2026-12-01T00:00:00Z.',
      having({}, { code: 'instance-retirement', notBefore: '2026-12-01T00:00:00Z' }),
    ],
  },
  unknown: {
    'statuses could not be read': [
      anInstance(),
      'ec2:DescribeInstanceStatus: UnauthorizedOperation',
      anEmptyAwsRegion({ instanceStatuses: unknown(denied('ec2:DescribeInstanceStatus')) }),
    ],
    'no status was told': [anInstance(), 'ec2:DescribeInstanceStatus: NotRead'],
  },
  notApplicable: { 'a stopped instance': anInstance({ state: 'stopped' }) },
});
