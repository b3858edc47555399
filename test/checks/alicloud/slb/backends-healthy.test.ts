import check from '#checks/alicloud/slb/backends-healthy.ts';
import { known, unknown } from '#inventory/known.ts';
import { aListener, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'nobody fails': aListener(),
    'the health check is off, which another check tells': aListener({
      badServers: known([{ id: 'i-1', status: 'unavailable' }]),
    }),
  },
  fails: {
    'one of two': [
      aListener({ badServers: known([{ id: 'i-1', port: 80, status: 'abnormal' }]) }),
      '1 of 2 server(s) fail the health check: i-1:80.',
    ],
    'all of them': [
      aListener({
        badServers: known([
          { id: 'i-1', port: 80, status: 'abnormal' },
          { id: 'i-2', port: 80, status: 'unhealthy', reason: 'CONNECT_TIMEOUT' },
        ]),
      }),
      'All 2 server(s) fail the health check: i-1:80, i-2:80 (CONNECT_TIMEOUT).',
      { severity: 'critical' },
    ],
  },
  unknown: {
    'health could not be read': [
      aListener({ badServers: unknown(deniedByRam('slb:DescribeHealthStatus')) }),
      'slb:DescribeHealthStatus: Forbidden.RAM',
    ],
  },
  notApplicable: {
    'it only redirects': aListener({ redirects: true }),
    'it is stopped': aListener({ status: 'stopped' }),
  },
});
