import { say } from '#platform/text.ts';
import { NOT_READ, unanswered } from '#snapshot/recorded-call.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass, undecided } from '../../outcome.ts';
import { tlsMinimum, useModernPolicy } from '../tls-policy.ts';

export default defineCheck({
  id: 'aws-elb-tls-policy-modern',
  title: 'Listeners speak TLS 1.2 or later only',
  severity: 'medium',
  concern: 'exposure',
  examines: 'aws.elb.Listener',
  why: 'TLS 1.0 and 1.1 have known weaknesses, and a listener that offers them lets a man in the middle choose them.',
  fix: 'Choose a security policy whose lowest version is TLS 1.2.',
  sources: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
  ],
  frameworks: ['FSBP ELB.8', 'FSBP ELB.17'],

  examine(listener, { region }) {
    if (!['HTTPS', 'TLS', 'SSL'].includes(listener.listener.protocol)) return notApplicable('It does not speak TLS.');
    return given({ minimum: tlsMinimum(listener) }, ({ minimum: { policy, version } }) => {
      if (version === undefined) {
        const why = say`${policy} is a security policy whose versions are not known here`;
        return undecided([unanswered('elbv2:DescribeSSLPolicies', NOT_READ, why)]);
      }
      if (version >= 1.2) return pass(say`${policy} begins at TLS ${version.toFixed(1)}.`);
      return fail(
        say`${policy} accepts TLS ${version.toFixed(1)}.`,
        { policy, minimum: version },
        { commands: [useModernPolicy(region, listener)] },
      );
    });
  },
});
