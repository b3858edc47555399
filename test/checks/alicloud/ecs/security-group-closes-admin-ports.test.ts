import check from '#checks/alicloud/ecs/security-group-closes-admin-ports.ts';
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
    'SSH from the world': [
      anAliGroup({ rules: known([accept('tcp', '0.0.0.0/0', 22)]) }),
      'Opens SSH (tcp 22 over IPv4) to the world: Accept tcp 22 from 0.0.0.0/0, priority 1.',
    ],
    'SSH over IPv6, in a range': [
      anAliGroup({ rules: known([accept('tcp', '::/0', [20, 30])]) }),
      'Opens SSH and telnet (tcp 22–23 over IPv6) to the world: Accept tcp 20/30 from ::/0, priority 1.',
    ],
    'a Drop of SSH leaves RDP': [
      anAliGroup({ rules: known([drop('tcp', '0.0.0.0/0', 22), accept('tcp', '0.0.0.0/0', [1, 3389])]) }),
      'Opens telnet, RDP and Docker (tcp 23, 2375–2376, 3389 over IPv4) to the world: Accept tcp 1/3389 from 0.0.0.0/0, priority 1.',
    ],
  },
  unknown: {
    'the rules could not be read': [
      anAliGroup({ rules: unknown(deniedByRam('ecs:DescribeSecurityGroupAttribute')) }),
      'ecs:DescribeSecurityGroupAttribute: Forbidden.RAM',
    ],
  },
});
