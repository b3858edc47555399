import check from '#checks/alicloud/vpc/network-acl-closes-admin-ports.ts';
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
    'HTTPS alone': anAliAcl(),
    'SSH is dropped above what accepts all': anAliAcl({
      entries: known([entry('drop', 'all', '0.0.0.0/0', undefined), entry('accept', 'all', '0.0.0.0/0')]),
    }),
    'SSH is dropped from both halves of the world': anAliAcl({
      entries: known([
        entry('drop', 'tcp', '0.0.0.0/1', [1, 65535]),
        entry('drop', 'tcp', '128.0.0.0/1', [1, 65535]),
        entry('accept', 'tcp', '0.0.0.0/0', [1, 65535]),
      ]),
    }),
    'replies are let in, and no group behind it accepts anything': anAliAcl({
      entries: known([entry('accept', 'tcp', '0.0.0.0/0', [1024, 65535])]),
    }),
  },
  fails: {
    'SSH from the world': [
      anAliAcl({ entries: known([entry('accept', 'tcp', '0.0.0.0/0', 22), entry('drop', 'all', '0.0.0.0/0')]) }),
      'Admits SSH (tcp 22 over IPv4) from the world: entry 1 accepts tcp 22 from 0.0.0.0/0.',
    ],
    'replies are let in, and a group behind it accepts RDP': [
      anAliAcl({ entries: known([entry('accept', 'tcp', '0.0.0.0/0', [1024, 65535])]) }),
      'Admits RDP (tcp 3389 over IPv4) from the world: entry 1 accepts tcp 1024/65535 from 0.0.0.0/0.',
      anEmptyAliRegion({
        interfaces: known([anAliInterface()]),
        securityGroups: known([anAliGroup({ rules: known([accept('tcp', '0.0.0.0/0', 3389)]) })]),
      }),
    ],
  },
  unknown: {
    'the entries could not be read': [
      anAliAcl({ entries: unknown(deniedByRam('vpc:DescribeNetworkAclAttributes')) }),
      'vpc:DescribeNetworkAclAttributes: Forbidden.RAM',
    ],
    'the groups behind it could not be read': [
      anAliAcl({ entries: known([entry('accept', 'tcp', '0.0.0.0/0', [1024, 65535])]) }),
      'ecs:DescribeNetworkInterfaces: Forbidden.RAM',
      anEmptyAliRegion({ interfaces: unknown(deniedByRam('ecs:DescribeNetworkInterfaces')) }),
    ],
  },
});
