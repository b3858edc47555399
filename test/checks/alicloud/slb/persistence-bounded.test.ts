import check from '#checks/alicloud/slb/persistence-bounded.ts';
import { known, unknown } from '#inventory/known.ts';
import { aBalancing, aListener, aTcpListener, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'an hour': aTcpListener({
      balancing: known([aBalancing({ persistence: { kind: 'source-address', seconds: 3600 } })]),
    }),
    'the server’s own cookie': aListener({
      balancing: known([aBalancing({ persistence: { kind: 'cookie', cookie: 'server' } })]),
    }),
  },
  fails: {
    'a day': [
      aListener({
        balancing: known([aBalancing({ persistence: { kind: 'cookie', cookie: 'insert', seconds: 86400 } })]),
      }),
      'The listener has session persistence by cookie for 86400 s, more than 3600 s.',
    ],
  },
  unknown: {
    'rules could not be read': [
      aListener({ balancing: unknown(deniedByRam('slb:DescribeRules')) }),
      'slb:DescribeRules: Forbidden.RAM',
    ],
  },
});
