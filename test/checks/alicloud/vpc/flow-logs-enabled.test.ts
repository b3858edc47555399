import check from '#checks/alicloud/vpc/flow-logs-enabled.ts';
import { known, unknown } from '#inventory/known.ts';
import { anAliInterface, anAliVpc, anEmptyAliRegion, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const log = (resourceId: string, status = 'active') => ({
  id: 'fl-1',
  tags: {},
  resourceType: 'vpc',
  resourceId,
  status,
});

testCheck(check, {
  passes: {
    'the VPC is watched': [
      anAliVpc(),
      anEmptyAliRegion({ interfaces: known([anAliInterface()]), flowLogs: known([log('vpc-1')]) }),
    ],
    'every vSwitch in use is watched': [
      anAliVpc(),
      anEmptyAliRegion({ interfaces: known([anAliInterface()]), flowLogs: known([log('vsw-1')]) }),
    ],
  },
  fails: {
    'nobody watches': [
      anAliVpc(),
      'No active flow log watches 1 of its 1 interface(s).',
      anEmptyAliRegion({ interfaces: known([anAliInterface()]) }),
    ],
    'the log cannot be delivered': [
      anAliVpc(),
      'No active flow log watches 1 of its 1 interface(s).',
      anEmptyAliRegion({
        interfaces: known([anAliInterface()]),
        flowLogs: known([{ ...log('vpc-1'), delivers: false }]),
      }),
    ],
    'the log is stopped': [
      anAliVpc(),
      'No active flow log watches 1 of its 1 interface(s).',
      anEmptyAliRegion({ interfaces: known([anAliInterface()]), flowLogs: known([log('vpc-1', 'inactive')]) }),
    ],
  },
  unknown: {
    'flow logs could not be read': [
      anAliVpc(),
      'vpc:DescribeFlowLogs: Forbidden.RAM',
      anEmptyAliRegion({ flowLogs: unknown(deniedByRam('vpc:DescribeFlowLogs')) }),
    ],
  },
  notApplicable: { 'nothing stands in the VPC': anAliVpc() },
});
