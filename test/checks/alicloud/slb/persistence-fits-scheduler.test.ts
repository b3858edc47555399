import check from '#checks/alicloud/slb/persistence-fits-scheduler.ts';
import { known, unknown } from '#inventory/known.ts';
import { aBalancing, aListener, aTcpListener, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'weighted round robin with persistence': aTcpListener({
      balancing: known([aBalancing({ persistence: { kind: 'source-address', seconds: 1000 } })]),
    }),
    'least connections without persistence': aTcpListener({ balancing: known([aBalancing({ scheduler: 'wlc' })]) }),
  },
  fails: {
    'CLB over TCP': [
      aTcpListener({
        balancing: known([aBalancing({ scheduler: 'wlc', persistence: { kind: 'source-address', seconds: 1000 } })]),
      }),
      'The listener has session persistence by source address for 1000 s together with the scheduler wlc: persistence overrides the least-connections choice, and the load stays uneven. Use wrr.',
    ],
    'ALB with a cookie': [
      aListener({
        kind: 'alb',
        listenerId: 'lsn-1',
        balancing: known([
          aBalancing({
            id: 'sgp-1',
            place: 'server-group',
            scheduler: 'wlc',
            persistence: { kind: 'cookie', cookie: 'insert', seconds: 600 },
          }),
        ]),
      }),
      'Server group sgp-1 has session persistence by cookie for 600 s together with the scheduler wlc: persistence overrides the least-connections choice, and the load stays uneven. Use wrr.',
    ],
    'a rule of its own': [
      aListener({
        balancing: known([
          aBalancing(),
          aBalancing({
            id: 'rule-1',
            place: 'rule',
            scheduler: 'wlc',
            persistence: { kind: 'cookie', cookie: 'server' },
          }),
        ]),
      }),
      'Rule rule-1 has session persistence by the server’s own cookie together with the scheduler wlc: persistence overrides the least-connections choice, and the load stays uneven. Use wrr.',
    ],
  },
  unknown: {
    'server groups could not be read': [
      aListener({ balancing: unknown(deniedByRam('alb:ListServerGroups')) }),
      'alb:ListServerGroups: Forbidden.RAM',
    ],
  },
});
