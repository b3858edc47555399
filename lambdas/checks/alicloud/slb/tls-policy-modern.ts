import type { BalancerKind } from '#inventory/alicloud/balancing.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { setListener, unreadSetting } from '../balancer-of.ts';

/** The calls that list the TLS policies of an account's own. */
const OWN_POLICIES: Readonly<Record<BalancerKind, string>> = {
  clb: 'slb:ListTLSCipherPolicies',
  alb: 'alb:ListSecurityPolicies',
  nlb: 'nlb:ListSecurityPolicy',
};

export default defineCheck({
  id: 'alicloud-slb-tls-policy-modern',
  title: 'TLS listeners accept TLS 1.2 and later only',
  severity: 'medium',
  concern: 'exposure',
  examines: 'alicloud.slb.Listener',
  why: 'Older versions are broken; clients that can be made to use them can be read.',
  fix: 'Choose a TLS security policy that starts at 1.2.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listlisteners',
    'https://www.alibabacloud.com/help/en/slb/network-load-balancer/developer-reference/api-nlb-2022-04-30-listlisteners',
  ],

  examine(listener, { region }) {
    const { protocol, tlsPolicy } = listener;
    if (protocol !== 'https' && protocol !== 'tcpssl' && protocol !== 'quic')
      return notApplicable('Is no TLS listener.');
    if (tlsPolicy === undefined) return undecided([unreadSetting(listener, 'TLSCipherPolicy')]);
    const version = /^tls_cipher_policy_1_(\d)/.exec(tlsPolicy)?.[1];
    if (version === undefined)
      // Which versions it accepts stands in a list of its own, which no collector reads yet.
      return undecided([
        {
          call: OWN_POLICIES[listener.kind],
          code: 'NotRead',
          message: `which versions ${tlsPolicy} accepts, a policy of the account's own, was not read`,
        },
      ]);
    if (Number(version) >= 2) return pass(say`The policy is ${tlsPolicy}.`);
    const setting = listener.kind === 'clb' ? 'TLSCipherPolicy' : 'SecurityPolicyId';
    return fail(
      say`The TLS policy is ${tlsPolicy}, which accepts TLS 1.${version}.`,
      { tlsPolicy },
      { commands: [setListener(region, listener, { [setting]: 'tls_cipher_policy_1_2' })] },
    );
  },
});
