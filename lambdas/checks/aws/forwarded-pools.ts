import type { ListenerAction } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, mapKnown, notRead, seenOf, unknown } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import type { AnyListener } from './balancing.ts';

/** What a listener forwards to. */
export interface ForwardedPool {
  readonly name: string;
  /** Absent for a classic balancer's own instances. */
  readonly arn?: string;
  /** How many targets are registered. */
  readonly targets: Known<number>;
}

/** The pools that any action of a listener sends something to, and the calls that could tell of more. */
export function forwardedPools(
  { listener, balancer, arn }: AnyListener,
  { targetGroups }: AwsRegion,
): { readonly pools: readonly ForwardedPool[]; readonly missing: readonly MissingCall[] } {
  if (arn === undefined || !('defaultActions' in listener)) {
    const instances = 'instanceIds' in balancer ? balancer.instanceIds.length : 0;
    return { pools: [{ name: balancer.name, targets: known(instances) }], missing: [] };
  }
  const actions: readonly Known<readonly ListenerAction[]>[] = [
    listener.defaultActions,
    ...seenOf(listener.rules).map((rule) => rule.actions),
  ];
  const missing = [...actions, listener.rules].flatMap((fact) => (fact.known ? [] : fact.missing));
  const arns = actions.flatMap((fact) =>
    seenOf(fact).flatMap((action) => action.targetGroups.flatMap((group) => (group.weight > 0 ? group.arn : []))),
  );
  const pools = [...new Set(arns)].sort().map((groupArn): ForwardedPool => {
    const group = seenOf(targetGroups).find((each) => each.arn === groupArn);
    if (group) return { name: group.name, arn: groupArn, targets: mapKnown(group.targets, ({ length }) => length) };
    const name = groupArn.split('/')[1] ?? groupArn;
    const targets = targetGroups.known
      ? notRead<number>('elbv2:DescribeTargetGroups')
      : unknown<number>(targetGroups.missing);
    return { name, arn: groupArn, targets };
  });
  return { pools, missing };
}
