import check from '#checks/alicloud/ecs/security-group-closes-all-ports.ts';
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
    'protocol ALL': [
      anAliGroup({ rules: known([accept('all', '0.0.0.0/0', undefined, 100)]) }),
      'Opens all tcp ports over IPv4, all udp ports over IPv4 to the world: Accept all traffic from 0.0.0.0/0, priority 100.',
    ],
    'tcp 1/65535': [
      anAliGroup({ rules: known([accept('tcp', '0.0.0.0/0', [1, 65535])]) }),
      'Opens all tcp ports over IPv4 to the world: Accept tcp 1/65535 from 0.0.0.0/0, priority 1.',
    ],
    'a Drop for a few networks is a hole and no more': [
      anAliGroup({ rules: known([drop('all', '198.51.100.0/24'), accept('all', '0.0.0.0/0', undefined, 2)]) }),
      'Opens all tcp ports over IPv4, all udp ports over IPv4 to the world: Accept all traffic from 0.0.0.0/0, priority 2.',
    ],
  },
  unknown: {
    'the rules could not be read': [
      anAliGroup({ rules: unknown(deniedByRam('ecs:DescribeSecurityGroupAttribute')) }),
      'ecs:DescribeSecurityGroupAttribute: Forbidden.RAM',
    ],
  },
});
