import check from '#checks/aws/vpc/flow-logs-enabled.ts';
import { known, unknown } from '#inventory/known.ts';
import { aFlowLog, aVpc } from '../../../support/a-vpc.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const withLogs = (...logs: readonly ReturnType<typeof aFlowLog>[]) => anEmptyAwsRegion({ flowLogs: known(logs) });

testCheck(check, {
  passes: {
    'a log of the VPC that is delivered': [aVpc(), withLogs(aFlowLog())],
    'a log that has not delivered anything yet': [aVpc(), withLogs(aFlowLog({ deliverStatus: undefined }))],
    'a second log works where the first does not': [
      aVpc(),
      withLogs(aFlowLog({ deliverStatus: 'FAILED' }), aFlowLog({ id: 'fl-2' })),
    ],
    'a working log on a page before the one that was denied': [
      aVpc(),
      anEmptyAwsRegion({ flowLogs: unknown(denied('ec2:DescribeFlowLogs'), [aFlowLog()]) }),
    ],
  },
  fails: {
    'no log at all': [aVpc(), 'No flow log records its traffic.', withLogs()],
    'a log of another VPC': [aVpc(), 'No flow log records its traffic.', withLogs(aFlowLog({ resourceId: 'vpc-2' }))],
    'a log of one subnet only': [
      aVpc(),
      'No flow log records its traffic.',
      withLogs(aFlowLog({ resourceId: 'subnet-1' })),
    ],
    'a log whose delivery fails': [
      aVpc(),
      'Flow log fl-1 delivers nothing (Access error).',
      withLogs(aFlowLog({ deliverStatus: 'FAILED', deliverError: 'Access error' })),
    ],
    'a log that is not active': [
      aVpc(),
      'Flow log fl-1 is not active (FlowLogStatus is DELETING).',
      withLogs(aFlowLog({ status: 'DELETING' })),
    ],
  },
  unknown: {
    'flow logs could not be read': [
      aVpc(),
      'ec2:DescribeFlowLogs: UnauthorizedOperation',
      anEmptyAwsRegion({ flowLogs: unknown(denied('ec2:DescribeFlowLogs')) }),
    ],
  },
});
