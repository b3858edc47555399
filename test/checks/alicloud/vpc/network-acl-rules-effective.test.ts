import check from '#checks/alicloud/vpc/network-acl-rules-effective.ts';
import { known, unknown } from '#inventory/known.ts';
import { anAliAcl, deniedByRam, entry } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'each decides something': anAliAcl(),
    'the platform’s own entries are not judged': anAliAcl({
      entries: known([
        entry('accept', 'all', '0.0.0.0/0'),
        { ...entry('drop', 'all', '0.0.0.0/0'), entryType: 'system' },
      ]),
    }),
  },
  fails: {
    'a narrow entry after a wide one': [
      anAliAcl({ entries: known([entry('drop', 'all', '0.0.0.0/0'), entry('accept', 'tcp', '10.0.0.0/8', 22)]) }),
      'Entry 2 accepts tcp 22 from 10.0.0.0/8 never decides: entry 1 comes before it and covers it.',
    ],
    'covered by two halves of the world together': [
      anAliAcl({
        entries: known([
          entry('drop', 'tcp', '0.0.0.0/1', 22),
          entry('drop', 'tcp', '128.0.0.0/1', 22),
          entry('accept', 'tcp', '0.0.0.0/0', 22),
        ]),
      }),
      'Entry 3 accepts tcp 22 from 0.0.0.0/0 never decides: the entries before it cover it together.',
    ],
    'two of them': [
      anAliAcl({
        entries: known([
          entry('drop', 'all', '0.0.0.0/0'),
          entry('accept', 'tcp', '10.0.0.0/8', 22),
          entry('accept', 'udp', '10.0.0.0/8', 53),
        ]),
      }),
      'Entry 2 accepts tcp 22 from 10.0.0.0/8 never decides: entry 1 comes before it and covers it. 1 more entries never decide either.',
    ],
  },
  unknown: {
    'the entries could not be read': [
      anAliAcl({ entries: unknown(deniedByRam('vpc:DescribeNetworkAcls')) }),
      'vpc:DescribeNetworkAcls: Forbidden.RAM',
    ],
  },
});
