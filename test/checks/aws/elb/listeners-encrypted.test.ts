import check from '#checks/aws/elb/listeners-encrypted.ts';
import { known, unknown } from '#inventory/known.ts';
import { forward, onAlb, onClassic, redirectToHttps } from '../../../support/a-load-balancer.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const http = { protocol: 'HTTP', port: 80 };
const onRule = (priority: number, action = forward()) => ({
  arn: `arn:rule/${priority}`,
  priority,
  conditions: known([]),
  actions: known([action]),
});

testCheck(check, {
  passes: {
    HTTPS: onAlb(),
    'TLS and QUIC': onAlb({ protocol: 'TLS' }),
    'HTTP that redirects everything': onAlb({
      ...http,
      defaultActions: known([redirectToHttps]),
      rules: known([onRule(10, redirectToHttps)]),
    }),
    'SSL on a classic balancer': onClassic({ protocol: 'SSL' }),
  },
  fails: {
    HTTP: [onAlb(http), 'Listens to HTTP on port 80, and the default action does not redirect to HTTPS.'],
    'one rule does not redirect': [
      onAlb({ ...http, defaultActions: known([redirectToHttps]), rules: known([onRule(10)]) }),
      'Listens to HTTP on port 80, and rule 10 does not redirect to HTTPS.',
    ],
    'a redirect to HTTP': [
      onAlb({
        ...http,
        defaultActions: known([
          { type: 'redirect', targetGroups: [], redirect: { protocol: '#{protocol}', port: '8080', host: '#{host}' } },
        ]),
      }),
      'Listens to HTTP on port 80, and the default action does not redirect to HTTPS.',
    ],
    'certainly in clear, whatever the rules say': [
      onAlb({ ...http, rules: unknown(denied('elbv2:DescribeRules')) }),
      'Listens to HTTP on port 80, and the default action does not redirect to HTTPS.',
    ],
    'HTTP on a classic balancer': [onClassic({ protocol: 'HTTP', port: 8080 }), 'Listens to HTTP on port 8080.'],
  },
  unknown: {
    'rules could not be read': [
      onAlb({ ...http, defaultActions: known([redirectToHttps]), rules: unknown(denied('elbv2:DescribeRules')) }),
      'elbv2:DescribeRules: UnauthorizedOperation',
    ],
  },
  notApplicable: {
    TCP: onAlb({ protocol: 'TCP' }),
    UDP: onAlb({ protocol: 'UDP', port: 53 }),
    'classic TCP': onClassic({ protocol: 'TCP' }),
  },
});
