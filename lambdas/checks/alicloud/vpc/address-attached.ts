import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass, undecided } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-vpc-address-attached',
  title: 'Every elastic IP address is in use',
  severity: 'low',
  concern: 'hygiene',
  examines: 'alicloud.vpc.Address',
  why: 'It costs money, and it can be bound to a machine without anybody noticing.',
  fix: 'Release the address, or bind it to what it was bought for.',
  sources: [
    'https://www.alibabacloud.com/help/en/eip/developer-reference/api-vpc-2016-04-28-describeeipaddresses-eips',
  ],

  examine({ id, status, allocationId: AllocationId, instanceId }, { region }) {
    if (status === 'unknown') {
      const message = `the answer about ${id} has no Status`;
      return undecided([{ call: 'vpc:DescribeEipAddresses', code: 'Malformed', message }]);
    }
    if (status !== 'available') return pass(instanceId ? say`Is bound to ${instanceId}.` : '');
    return fail(
      say`${id} is bound to nothing.`,
      { allocationId: AllocationId, status },
      { commands: [aliyunCommand(region, 'vpc', 'ReleaseEipAddress', { AllocationId })] },
    );
  },
});
