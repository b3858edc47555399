import type { ClassicPolicy } from '#inventory/aws/elb.ts';
import { type Known, known, mapKnown, notRead, seenOf } from '#inventory/known.ts';
import type { AnyListener } from './balancing.ts';
import { awsCommand } from './command.ts';

/** The lowest TLS version that a listener accepts. */
export interface TlsMinimum {
  /** The security policy's name. */
  readonly policy: string;
  /** Absent for a policy that we do not know. */
  readonly version?: number;
}

/** AWS names the lowest version in the policy's name, apart from the oldest ones, which all begin at 1.0. */
const NAMED = /^ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-(\d)(?:-|$)/;
const OLDEST = /^ELBSecurityPolicy-(?:2011-08|2014-01|2014-10|2015-02|2015-03|2015-05|2016-08|FS-2018-06)$/;
const MODERN = 'ELBSecurityPolicy-TLS13-1-2-2021-06';
const MODERN_CLASSIC = 'ELBSecurityPolicy-TLS-1-2-2017-01';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
export function tlsMinimum({ listener, balancer }: AnyListener): Known<TlsMinimum> {
  if (!('policyNames' in listener)) {
    const policy = listener.sslPolicy;
    return policy === undefined ? notRead('elbv2:DescribeListeners') : known({ policy, ...ofName(policy) });
  }
  if (!('policies' in balancer)) return notRead('elb:DescribeLoadBalancerPolicies');
  return mapKnown(balancer.policies, (policies) => {
    const used = policies.find(
      ({ name, type }) => type === 'SSLNegotiationPolicyType' && listener.policyNames.includes(name),
    );
    return used ? ofClassicPolicy(used) : { policy: 'its security policy' };
  });
}

function ofName(policy: string): Pick<TlsMinimum, 'version'> {
  const minor = NAMED.exec(policy)?.[1];
  if (minor !== undefined) return { version: 1 + Number(minor) / 10 };
  return OLDEST.test(policy) ? { version: 1 } : {};
}

function ofClassicPolicy({ name, attributes }: ClassicPolicy): TlsMinimum {
  const attributeOf = (attribute: string): string | undefined =>
    attributes.find((each) => each.name === attribute)?.value;
  const reference = attributeOf('Reference-Security-Policy');
  if (reference) return { policy: reference, ...ofName(reference) };
  const versions = ['Protocol-SSLv2', 'Protocol-SSLv3', 'Protocol-TLSv1', 'Protocol-TLSv1.1', 'Protocol-TLSv1.2'];
  const first = versions.findIndex((version) => attributeOf(version) === 'true');
  // What is older than TLS 1.0 counts as 1.0: too old in any case.
  return first < 0 ? { policy: name } : { policy: name, version: Math.max(1, 1 + (first - 2) / 10) };
}

function otherPolicies({ listener, balancer }: Pick<AnyListener, 'listener' | 'balancer'>): readonly string[] {
  if (!('policyNames' in listener) || !('policies' in balancer)) return [];
  const tls = seenOf(balancer.policies).flatMap(({ name, type }) => (type === 'SSLNegotiationPolicyType' ? name : []));
  return listener.policyNames.filter((name) => !tls.includes(name));
}

/** A command that makes a listener speak TLS 1.2 or later only. */
export function useModernPolicy(region: { readonly region: string }, { arn, listener, balancer }: AnyListener): string {
  if (arn !== undefined)
    return awsCommand(region, 'elbv2', 'modify-listener', { 'listener-arn': arn, 'ssl-policy': MODERN });
  return `${awsCommand(region, 'elb', 'create-load-balancer-policy', {
    'load-balancer-name': balancer.name,
    'policy-name': 'tls-1-2',
    'policy-type-name': 'SSLNegotiationPolicyType',
    'policy-attributes': `AttributeName=Reference-Security-Policy,AttributeValue=${MODERN_CLASSIC}`,
  })} && ${awsCommand(region, 'elb', 'set-load-balancer-policies-of-listener', {
    'load-balancer-name': balancer.name,
    'load-balancer-port': listener.port,
    // What is not named is taken off the listener.
    'policy-names': [...otherPolicies({ listener, balancer }), 'tls-1-2'],
  })}`;
}
