import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';
import { stateText } from '../state-text.ts';

export default defineCheck({
  id: 'alicloud-vpc-address-not-locked',
  title: 'The platform has cut off no elastic IP address',
  severity: 'critical',
  concern: 'availability',
  examines: 'alicloud.vpc.Address',
  why: 'A locked address carries no traffic until the reason is gone: payment, or abuse that the security team has seen.',
  fix: 'Open the console’s message about the lock, remove its reason, and ask for the release.',
  sources: [
    'https://www.alibabacloud.com/help/en/eip/developer-reference/api-vpc-2016-04-28-describeeipaddresses-eips',
  ],

  examine({ id, locks, businessStatus, instanceId, allocationId: AllocationId }, { region }) {
    const reasons = [
      ...locks.map(({ reason }) => reason),
      ...(businessStatus !== undefined && /lock/i.test(businessStatus) ? [businessStatus] : []),
    ];
    if (reasons.length === 0) return pass();
    return fail(
      say`${id} is locked by the platform: ${sayAll(reasons.map((each) => stateText(each)))}.`,
      { reasons, instance: instanceId ?? null },
      { commands: [aliyunCommand(region, 'vpc', 'DescribeEipAddresses', { AllocationId })] },
    );
  },
});
