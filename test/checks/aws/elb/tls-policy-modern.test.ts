import check from '#checks/aws/elb/tls-policy-modern.ts';
import { known, unknown } from '#inventory/known.ts';
import { aClassicBalancer, onAlb, onClassic } from '../../../support/a-load-balancer.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const speaking = (sslPolicy: string) => onAlb({ sslPolicy });
const classic = (attributes: Record<string, string>) =>
  onClassic(
    {},
    aClassicBalancer({
      policies: known([
        {
          name: 'tls',
          type: 'SSLNegotiationPolicyType',
          attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
        },
      ]),
    }),
  );

testCheck(check, {
  passes: {
    'TLS 1.2 and 1.3': speaking('ELBSecurityPolicy-TLS13-1-2-Res-2021-06'),
    'TLS 1.3 only': speaking('ELBSecurityPolicy-TLS13-1-3-2021-06'),
    'TLS 1.2': speaking('ELBSecurityPolicy-TLS-1-2-Ext-2018-06'),
    'forward secrecy': speaking('ELBSecurityPolicy-FS-1-2-Res-2020-10'),
    'FIPS and post-quantum': speaking('ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09'),
    'a classic policy': onClassic(),
    'a classic policy of one’s own': classic({ 'Protocol-TLSv1': 'false', 'Protocol-TLSv1.2': 'true' }),
  },
  fails: {
    'the old default': [speaking('ELBSecurityPolicy-2016-08'), 'ELBSecurityPolicy-2016-08 accepts TLS 1.0.'],
    'TLS 1.3 and all before': [
      speaking('ELBSecurityPolicy-TLS13-1-0-2021-06'),
      'ELBSecurityPolicy-TLS13-1-0-2021-06 accepts TLS 1.0.',
    ],
    'TLS 1.1': [speaking('ELBSecurityPolicy-TLS-1-1-2017-01'), 'ELBSecurityPolicy-TLS-1-1-2017-01 accepts TLS 1.1.'],
    'a classic reference': [
      classic({ 'Reference-Security-Policy': 'ELBSecurityPolicy-2015-05' }),
      'ELBSecurityPolicy-2015-05 accepts TLS 1.0.',
    ],
    'a classic policy of one’s own': [
      classic({ 'Protocol-TLSv1.1': 'true', 'Protocol-TLSv1.2': 'true' }),
      'tls accepts TLS 1.1.',
    ],
    'SSL 3': [classic({ 'Protocol-SSLv3': 'true' }), 'tls accepts TLS 1.0.'],
  },
  unknown: {
    'a policy that nobody knows yet': [
      speaking('ELBSecurityPolicy-Quantum-2031'),
      'elbv2:DescribeSSLPolicies: NotRead',
    ],
    'policies could not be read': [
      onClassic({}, aClassicBalancer({ policies: unknown(denied('elb:DescribeLoadBalancerPolicies')) })),
      'elb:DescribeLoadBalancerPolicies: UnauthorizedOperation',
    ],
    'the listener does not tell': [onAlb({ sslPolicy: undefined }), 'elbv2:DescribeListeners: NotRead'],
  },
  notApplicable: { HTTP: onAlb({ protocol: 'HTTP' }) },
});
