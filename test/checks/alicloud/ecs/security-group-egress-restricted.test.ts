import check from '#checks/alicloud/ecs/security-group-egress-restricted.ts';
import { known, unknown } from '#inventory/known.ts';
import { accept, anAliGroup, deniedByRam, drop, outwards } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'an enterprise group without rules lets nothing out': anAliGroup({ rules: known([]) }),
    'a basic group that drops everything at the end': anAliGroup({
      type: 'normal',
      rules: known([
        outwards(accept('tcp', '10.0.0.0/8', 443)),
        outwards(drop('all', '0.0.0.0/0', undefined, 100)),
        outwards(drop('all', '::/0', undefined, 100)),
      ]),
    }),
  },
  fails: {
    'a basic group without rules': [
      anAliGroup({ type: 'normal', rules: known([]) }),
      'Lets all tcp ports over IPv4 and IPv6, all udp ports over IPv4 and IPv6 out to the world: no egress rule, and a basic group then lets everything out.',
    ],
    'an enterprise group that accepts everything': [
      anAliGroup({ rules: known([outwards(accept('all', '0.0.0.0/0'))]) }),
      'Lets all tcp ports over IPv4, all udp ports over IPv4 out to the world: Accept all traffic to 0.0.0.0/0, priority 1.',
    ],
  },
  unknown: {
    'the rules could not be read': [
      anAliGroup({ rules: unknown(deniedByRam('ecs:DescribeSecurityGroupAttribute')) }),
      'ecs:DescribeSecurityGroupAttribute: Forbidden.RAM',
    ],
  },
});
