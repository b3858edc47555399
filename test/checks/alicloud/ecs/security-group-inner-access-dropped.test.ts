import check from '#checks/alicloud/ecs/security-group-inner-access-dropped.ts';
import { known, unknown } from '#inventory/known.ts';
import { anAliGroup, anAliInterface, anEmptyAliRegion, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'the policy is Drop': anAliGroup(),
    'one machine has no strangers around it': [
      anAliGroup({ innerAccess: known('accept') }),
      anEmptyAliRegion({ interfaces: known([anAliInterface()]) }),
    ],
  },
  fails: {
    'two machines reach one another': [
      anAliGroup({ innerAccess: known('accept') }),
      'The internal access policy is Accept: its 2 machines reach one another on every port.',
      anEmptyAliRegion({ interfaces: known([anAliInterface(), anAliInterface({ id: 'eni-2', instanceId: 'i-2' })]) }),
    ],
  },
  unknown: {
    'the policy could not be read': [
      anAliGroup({ innerAccess: unknown(deniedByRam('ecs:DescribeSecurityGroupAttribute')) }),
      'ecs:DescribeSecurityGroupAttribute: Forbidden.RAM',
    ],
  },
});
