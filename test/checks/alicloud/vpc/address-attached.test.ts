import check from '#checks/alicloud/vpc/address-attached.ts';
import { anAliEip } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const address = { ...anAliEip(), allocationId: 'eip-1', id: '47.1.2.3' };

testCheck(check, {
  passes: { 'bound to a machine': address },
  unknown: {
    'the answer does not say': [{ ...address, status: 'unknown' }, 'vpc:DescribeEipAddresses: Malformed'],
  },
  fails: {
    'bound to nothing': [{ ...address, status: 'available', instanceId: undefined }, '47.1.2.3 is bound to nothing.'],
  },
});
