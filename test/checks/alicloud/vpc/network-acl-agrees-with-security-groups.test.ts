import check from '#checks/alicloud/vpc/network-acl-agrees-with-security-groups.ts';
import { known, unknown } from '#inventory/known.ts';
import {
  accept,
  anAliAcl,
  anAliGroup,
  anAliInterface,
  anEmptyAliRegion,
  deniedByRam,
  entry,
} from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'both admit HTTPS': [
      anAliAcl(),
      anEmptyAliRegion({ interfaces: known([anAliInterface()]), securityGroups: known([anAliGroup()]) }),
    ],
    'the group is used elsewhere': [
      anAliAcl(),
      anEmptyAliRegion({
        interfaces: known([anAliInterface({ vSwitchId: 'vsw-9' })]),
        securityGroups: known([anAliGroup({ rules: known([accept('tcp', '0.0.0.0/0', 22)]) })]),
      }),
    ],
  },
  fails: {
    'the ACL refuses what the group accepts': [
      anAliAcl(),
      'Refuses what sg-1 accepts: Accept tcp 8080 from 0.0.0.0/0, priority 1.',
      anEmptyAliRegion({
        interfaces: known([anAliInterface()]),
        securityGroups: known([anAliGroup({ rules: known([accept('tcp', '0.0.0.0/0', 8080)]) })]),
      }),
    ],
    'both rules': [
      anAliAcl({ entries: known([entry('accept', 'udp', '0.0.0.0/0')]) }),
      'Refuses what sg-1 accepts: Accept tcp 80 from 0.0.0.0/0, priority 1. 1 more rules are refused too.',
      anEmptyAliRegion({
        interfaces: known([anAliInterface()]),
        securityGroups: known([
          anAliGroup({ rules: known([accept('tcp', '0.0.0.0/0', 80), accept('tcp', '0.0.0.0/0', 443)]) }),
        ]),
      }),
    ],
  },
  unknown: {
    'groups could not be read': [
      anAliAcl(),
      'ecs:DescribeSecurityGroups: Forbidden.RAM',
      anEmptyAliRegion({ securityGroups: unknown(deniedByRam('ecs:DescribeSecurityGroups')) }),
    ],
  },
});
