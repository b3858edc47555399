import { seenOf } from '#inventory/known.ts';
import { setTargetGroupAttribute } from './balancer-attributes.ts';
import { awsCommand } from './command.ts';
import type { Persistence } from './persistence.ts';

/** Commands that bind clients for `maxSeconds` at most, or show what has to be edited by hand. */
export function shortenBinding(
  region: { readonly region: string },
  place: Persistence,
  maxSeconds: number,
): readonly string[] {
  const { id, arn = id, type } = place;
  const long = seenOf(place.bindings).filter(({ seconds = 0 }) => seconds > maxSeconds);
  if (type === 'target-group')
    return long.map(({ by }) =>
      setTargetGroupAttribute(region, { arn }, `stickiness.${by}.duration_seconds`, maxSeconds),
    );
  // The actions of a listener or a rule are replaced as a whole: they have to be read first.
  if (type === 'listener') return [awsCommand(region, 'elbv2', 'describe-rules', { 'listener-arn': arn })];
  return long.map(({ place: policy }) =>
    awsCommand(region, 'elb', 'create-lb-cookie-stickiness-policy', {
      'load-balancer-name': id,
      'policy-name': `${policy}-${maxSeconds}`,
      'cookie-expiration-period': maxSeconds,
    }),
  );
}
