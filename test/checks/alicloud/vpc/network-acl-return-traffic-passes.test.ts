import check from '#checks/alicloud/vpc/network-acl-return-traffic-passes.ts';
import { known, unknown } from '#inventory/known.ts';
import { anAliAcl, deniedByRam, entry } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'every client gets an answer': anAliAcl(),
    'nothing is admitted': anAliAcl({ entries: known([]) }),
    'replies to clients inside': anAliAcl({
      entries: known([
        entry('accept', 'tcp', '10.0.0.0/8', 3306),
        entry('accept', 'tcp', '10.0.0.0/8', [32768, 65535], 'egress'),
      ]),
    }),
  },
  fails: {
    'replies to what begins inside are let in from nobody': [
      anAliAcl({
        entries: known([
          entry('accept', 'tcp', '10.0.0.0/8', 22),
          entry('accept', 'tcp', '10.0.0.0/8', [1024, 65535], 'egress'),
          entry('accept', 'tcp', '0.0.0.0/0', 443, 'egress'),
        ]),
      }),
      'Lets tcp 443 out to 0.0.0.0/0 but lets no reply in to ports 32768–60999: connections that begin here are never answered.',
    ],
    'replies are let out to nobody': [
      anAliAcl({
        entries: known([
          entry('accept', 'tcp', '10.80.0.0/16', 3306),
          entry('accept', 'tcp', '0.0.0.0/0', 443, 'egress'),
        ]),
      }),
      'Admits tcp 3306 from 10.80.0.0/16 but lets no reply out to their ports 32768–60999: connections are never answered.',
    ],
  },
  unknown: {
    'the entries could not be read': [
      anAliAcl({ entries: unknown(deniedByRam('vpc:DescribeNetworkAcls')) }),
      'vpc:DescribeNetworkAcls: Forbidden.RAM',
    ],
  },
});
