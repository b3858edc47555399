import check from '#checks/alicloud/slb/weights-even.ts';
import { known, unknown } from '#inventory/known.ts';
import { aBalancing, aTcpListener, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const weights = (all: readonly number[]) => all.map((weight, index) => ({ id: `i-${index}`, weight }));
const sticky = (all: readonly number[]) =>
  aTcpListener({
    balancing: known([
      aBalancing({ persistence: { kind: 'source-address', seconds: 1000 }, servers: known(weights(all)) }),
    ]),
  });

testCheck(check, {
  passes: {
    'equal weights': sticky([100, 100]),
    'unequal, but nobody is bound': aTcpListener({
      balancing: known([aBalancing({ servers: known(weights([10, 90])) })]),
    }),
  },
  fails: {
    unequal: [
      sticky([10, 90]),
      'The listener has session persistence by source address for 1000 s over servers of weights 10, 90.',
    ],
    'one gets nothing': [
      sticky([0, 100]),
      'The listener has session persistence by source address for 1000 s over servers of weights 0, 100.',
    ],
  },
  unknown: {
    'servers could not be read': [
      aTcpListener({
        balancing: known([
          aBalancing({
            persistence: { kind: 'source-address', seconds: 1000 },
            servers: unknown(deniedByRam('slb:DescribeVServerGroupAttribute')),
          }),
        ]),
      }),
      'slb:DescribeVServerGroupAttribute: Forbidden.RAM',
    ],
  },
});
