import check from '#checks/alicloud/ecs/security-group-closes-data-ports.ts';
import { known, unknown } from '#inventory/known.ts';
import { accept, anAliGroup, deniedByRam, drop } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'no rule at all': anAliGroup({ rules: known([]) }),
    'ICMP from the world': anAliGroup({ rules: known([accept('icmp', '0.0.0.0/0')]) }),
    'dropped for the world before it is accepted': anAliGroup({
      rules: known([accept('all', '0.0.0.0/0', undefined, 2), drop('all', '0.0.0.0/0', undefined, 1)]),
    }),
  },
  fails: {
    'MySQL from the world': [
      anAliGroup({ rules: known([accept('tcp', '0.0.0.0/0', 3306)]) }),
      'Opens MySQL (tcp 3306 over IPv4) to the world: Accept tcp 3306 from 0.0.0.0/0, priority 1.',
    ],
  },
  unknown: {
    'the rules could not be read': [
      anAliGroup({ rules: unknown(deniedByRam('ecs:DescribeSecurityGroupAttribute')) }),
      'ecs:DescribeSecurityGroupAttribute: Forbidden.RAM',
    ],
  },
});
