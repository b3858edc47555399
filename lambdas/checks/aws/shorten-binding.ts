import type { ClassicLoadBalancer } from '#inventory/aws/elb.ts';
import type { Listener, ListenerAction } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { setTargetGroupAttribute } from './balancer-attributes.ts';
import { listenersOf } from './balancing.ts';
import { awsCommand } from './command.ts';
import type { Persistence } from './persistence.ts';

/** Commands that bind clients for `maxSeconds` at most. */
export function shortenBinding(region: AwsRegion, place: Persistence, maxSeconds: number): readonly string[] {
  const { id, arn = id, type } = place;
  const long = seenOf(place.bindings).filter(({ seconds = 0 }) => seconds > maxSeconds);
  if (type === 'target-group')
    return long.map(({ by }) =>
      setTargetGroupAttribute(region, { arn }, `stickiness.${by}.duration_seconds`, maxSeconds),
    );
  if (type === 'listener') {
    const listener = seenOf(listenersOf(region)).find((each) => each.arn === arn)?.listener;
    const v2 = listener && 'defaultActions' in listener ? listener : undefined;
    return long.map(({ place: rule }) => shortenAction(region, { arn, rule, maxSeconds, listener: v2 }));
  }
  const balancer = seenOf(region.classicLoadBalancers).find((each) => each.id === id);
  return long.flatMap(({ place: policy }) => replacePolicy(region, { id, policy, maxSeconds, balancer }));
}

interface StickyAction {
  readonly arn: string;
  /** `default`, or a rule's ARN. */
  readonly rule: string;
  readonly maxSeconds: number;
  readonly listener: Listener | undefined;
}

/** The actions of a listener or a rule are replaced as a whole. */
function shortenAction(region: AwsRegion, { arn, rule, maxSeconds, listener }: StickyAction): string {
  const isDefault = rule === 'default';
  const facts = isDefault
    ? listener?.defaultActions
    : seenOf(listener?.rules ?? NONE).find((each) => each.arn === rule)?.actions;
  const which = isDefault ? { 'listener-arn': arn } : { 'rule-arn': rule };
  const option = isDefault ? 'default-actions' : 'actions';
  const [verb, list] = isDefault
    ? ['modify-listener', 'Listeners[0].DefaultActions']
    : ['modify-rule', 'Rules[0].Actions'];
  if (facts?.known && facts.value.every(({ type }) => type === 'forward')) {
    const actions = facts.value.map((action) => bounded(action, maxSeconds));
    return awsCommand(region, 'elbv2', verb as string, { ...which, [option]: JSON.stringify(actions) });
  }
  // Of an action that asks who somebody is, more is needed than was kept: it is read again and written back.
  const look = awsCommand(region, 'elbv2', isDefault ? 'describe-listeners' : 'describe-rules', {
    [isDefault ? 'listener-arns' : 'rule-arns']: isDefault ? arn : rule,
    query: list,
    output: 'json',
  });
  const change = `sed 's/"DurationSeconds": [0-9]*/"DurationSeconds": ${maxSeconds}/' > actions.json`;
  return `${look} | ${change} && ${awsCommand(region, 'elbv2', verb as string, { ...which, [option]: 'file://actions.json' })}`;
}

const NONE = { known: true, value: [] } as const;

const bounded = ({ targetGroups, stickiness }: ListenerAction, maxSeconds: number): object => ({
  Type: 'forward',
  ForwardConfig: {
    TargetGroups: targetGroups.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight })),
    TargetGroupStickinessConfig: {
      Enabled: stickiness?.enabled ?? false,
      DurationSeconds: Math.min(stickiness?.durationSeconds ?? maxSeconds, maxSeconds),
    },
  },
});

interface StickyPolicy {
  readonly id: string;
  readonly policy: string;
  readonly maxSeconds: number;
  readonly balancer: ClassicLoadBalancer | undefined;
}

/** A policy cannot be changed: another takes its place at each listener, beside the listener's other policies. */
function replacePolicy(region: AwsRegion, { id, policy, maxSeconds, balancer }: StickyPolicy): readonly string[] {
  const replacement = `${policy}-${maxSeconds}`;
  const make = awsCommand(region, 'elb', 'create-lb-cookie-stickiness-policy', {
    'load-balancer-name': id,
    'policy-name': replacement,
    'cookie-expiration-period': maxSeconds,
  });
  const listeners = seenOf(balancer?.listeners ?? NONE).filter(({ policyNames }) => policyNames.includes(policy));
  return [
    make,
    ...listeners.map(({ port, policyNames }) =>
      awsCommand(region, 'elb', 'set-load-balancer-policies-of-listener', {
        'load-balancer-name': id,
        'load-balancer-port': port,
        'policy-names': policyNames.map((name) => (name === policy ? replacement : name)),
      }),
    ),
  ];
}
