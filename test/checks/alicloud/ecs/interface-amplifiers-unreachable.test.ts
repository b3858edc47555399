import check from '#checks/alicloud/ecs/interface-amplifiers-unreachable.ts';
import type { AliRule } from '#inventory/alicloud/ecs.ts';
import { known, unknown } from '#inventory/known.ts';
import { accept, anAliGroup, anAliInterface, anAliRegion, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

/** The web server's region with these rules in its group. */
const at = (...rules: readonly AliRule[]) =>
  anAliRegion({ securityGroups: known([anAliGroup({ rules: known(rules) })]) });

testCheck(check, {
  passes: {
    'the same port over TCP': [anAliInterface(), at(accept('tcp', '0.0.0.0/0', 53))],
    'open to one network': [anAliInterface(), at(accept('udp', '198.51.100.0/24', 53))],
  },
  fails: {
    'DNS over UDP': [
      anAliInterface(),
      'The Internet reaches DNS (udp 53 over IPv4) at 47.1.2.3.',
      at(accept('udp', '0.0.0.0/0', 53)),
    ],
    'every UDP port': [
      anAliInterface(),
      'The Internet reaches QOTD, chargen, DNS and 17 more (udp 17, 19, 53 and 17 more ranges over IPv4) at 47.1.2.3.',
      at(accept('udp', '0.0.0.0/0')),
    ],
  },
  unknown: {
    'groups could not be read': [
      anAliInterface(),
      'ecs:DescribeSecurityGroups: Forbidden.RAM',
      anAliRegion({ securityGroups: unknown(deniedByRam('ecs:DescribeSecurityGroups')) }),
    ],
  },
});
