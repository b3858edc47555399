import check from '#checks/alicloud/slb/tls-policy-modern.ts';
import { aListener } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const https = (tlsPolicy: string | undefined) => aListener({ protocol: 'https', tlsPolicy });

testCheck(check, {
  passes: {
    '1.2': https('tls_cipher_policy_1_2'),
    '1.2 strict with 1.3': https('tls_cipher_policy_1_2_strict_with_1_3'),
  },
  fails: {
    '1.0': [https('tls_cipher_policy_1_0'), 'The TLS policy is tls_cipher_policy_1_0, which accepts TLS 1.0.'],
    '1.1': [https('tls_cipher_policy_1_1'), 'The TLS policy is tls_cipher_policy_1_1, which accepts TLS 1.1.'],
  },
  unknown: {
    'the answer names no policy': [https(undefined), 'slb:DescribeLoadBalancerListeners: Malformed'],
    'a policy of their own': [https('tls-bp1own'), 'slb:ListTLSCipherPolicies: NotRead'],
    'one of their own on ALB': [
      aListener({ kind: 'alb', protocol: 'https', tlsPolicy: 'tls-bp1own' }),
      'alb:ListSecurityPolicies: NotRead',
    ],
    'one of their own on NLB': [
      aListener({ kind: 'nlb', protocol: 'tcpssl', tlsPolicy: 'tls-bp1own' }),
      'nlb:ListSecurityPolicy: NotRead',
    ],
  },
  notApplicable: { 'an HTTP listener': aListener() },
});
