import check from '#checks/alicloud/slb/backends-redundant.ts';
import { known, unknown } from '#inventory/known.ts';
import { aBalancing, aListener, anAliInstance, anEmptyAliRegion, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'two servers in two zones': aListener(),
    'zones that nobody knows': aListener({
      balancing: known([aBalancing({ servers: known([{ id: 'i-1' }, { id: 'i-2' }]) })]),
    }),
  },
  fails: {
    'one server': [
      aListener({ balancing: known([aBalancing({ servers: known([{ id: 'i-1' }]) })]) }),
      'The listener has one server, i-1.',
    ],
    'no server': [aListener({ balancing: known([aBalancing({ servers: known([]) })]) }), 'The listener has no server.'],
    'a second one without any weight': [
      aListener({ balancing: known([aBalancing({ servers: known([{ id: 'i-1' }, { id: 'i-2', weight: 0 }]) })]) }),
      'The listener has one server, i-1.',
    ],
    'both in one zone': [
      aListener({ balancing: known([aBalancing({ servers: known([{ id: 'i-1' }, { id: 'i-2' }]) })]) }),
      'The listener has 2 servers, all in cn-hangzhou-h.',
      anEmptyAliRegion({ instances: known([anAliInstance(), anAliInstance({ id: 'i-2' })]) }),
    ],
  },
  unknown: {
    'servers could not be read': [
      aListener({
        balancing: known([aBalancing({ servers: unknown(deniedByRam('slb:DescribeVServerGroupAttribute')) })]),
      }),
      'slb:DescribeVServerGroupAttribute: Forbidden.RAM',
    ],
  },
  notApplicable: { 'it only redirects': aListener({ redirects: true }) },
});
