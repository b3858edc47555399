import check from '#checks/alicloud/ecs/interface-only-public-ports-reachable.ts';
import type { AliRule } from '#inventory/alicloud/ecs.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { known, unknown } from '#inventory/known.ts';
import { accept, anAliGroup, anAliInterface, anAliRegion, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

/** The web server's region, changed. */
const plus = (region: AliRegion): AliRegion => region;
/** The web server's region with these rules in its group. */
const at = (...rules: readonly AliRule[]) =>
  anAliRegion({ securityGroups: known([anAliGroup({ rules: known(rules) })]) });

testCheck(check, {
  passes: {
    'HTTPS alone': [anAliInterface(), at(accept('tcp', '0.0.0.0/0', 443))],
    'a port that the policy declares': [
      anAliInterface(),
      { region: at(accept('tcp', '0.0.0.0/0', 8443)), policy: { publicPorts: ['tcp/8443'] } },
    ],
  },
  fails: {
    'a port for tests': [
      anAliInterface(),
      'The Internet reaches tcp 8080 over IPv4 at 47.1.2.3.',
      at(accept('tcp', '0.0.0.0/0', 8080)),
    ],
  },
  unknown: {
    'a port list could not be read': [
      anAliInterface(),
      'ecs:DescribePortRangeListEntries: Forbidden.RAM',
      plus({
        ...at({ ...accept('tcp', '0.0.0.0/0'), portListId: 'prl-1' }),
        portLists: unknown(deniedByRam('ecs:DescribePortRangeListEntries')),
      }),
    ],
  },
});
