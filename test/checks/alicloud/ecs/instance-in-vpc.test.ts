import check from '#checks/alicloud/ecs/instance-in-vpc.ts';
import { anAliInstance } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { 'in a VPC': anAliInstance() },
  fails: {
    'in the classic network': [
      anAliInstance({ vpcId: undefined, networkType: 'classic' }),
      'Stands in the classic network: it has no VPC.',
    ],
  },
});
