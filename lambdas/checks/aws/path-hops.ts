import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, mapKnown, seenOf, unknown } from '#inventory/known.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import type { NamedBalancer } from '../judge-path.ts';
import type { DeclaredPath, Hop } from '../path-timeouts.ts';
import { type AnyBalancer, balancersOf, isV2 } from './balancing.ts';
import { idleSettings } from './idle-settings.ts';

/**
 * The declared paths that are judged in a scope: where all the balancers stand that they name, or with the account where
 * they name none. The others are judged when everything was read.
 */
export function pathsIn(paths: readonly DeclaredPath[], region: AwsRegion): readonly DeclaredPath[] {
  return paths.filter(({ hops }) => {
    const named = hops.flatMap(({ resource }) => resource ?? []);
    if (region.region === GLOBAL_REGION) return named.length === 0;
    return named.length > 0 && named.every((resource) => isHere(resource, region));
  });
}

function isHere(resource: string, region: AwsRegion): boolean {
  if (!resource.startsWith('arn:aws')) return seenOf(balancersNamed(resource, region)).length > 0;
  const [, , , place, account] = resource.split(':');
  return place === region.region && account === region.account;
}

/** The balancers of a region that a hop names: by ARN, or by name. */
export function balancersNamed(resource: string, region: AwsRegion): Known<readonly NamedBalancer[]> {
  const all = balancersOf(region);
  const named = seenOf(all)
    .filter(({ id, name }) => id === resource || name === resource)
    .map((balancer) => namedBalancer(balancer, region));
  return all.known ? known(named) : unknown(all.missing, named);
}

/** Keeps nothing of the region but its name: a region is left behind before all are read. */
const namedBalancer = (balancer: AnyBalancer, { account, region }: AwsRegion): NamedBalancer => ({
  id: balancer.id,
  place: `${account} ${region}`,
  times: mapKnown(idleSecondsOf(balancer), (seconds) => filled(balancer, seconds)),
  settings: idleSettings(balancer, { region }),
});

/**
 * What an idle timeout stands for: a balancer that speaks HTTP waits that long for an answer and keeps connections on
 * both sides that long; a network balancer only passes bytes on.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
function filled(balancer: AnyBalancer, seconds: number | undefined): Omit<Hop, 'name'> {
  if (seconds === undefined) return {};
  if (isV2(balancer) && balancer.type !== 'application') return { idleSeconds: seconds };
  return { readSeconds: seconds, idleSeconds: seconds, keepAliveSeconds: seconds };
}

/** The shortest of its idle timeouts: the one that cuts first. */
function idleSecondsOf(balancer: AnyBalancer): Known<number | undefined> {
  const settings = idleSettings(balancer, { region: '' }).map(({ seconds }) => seconds);
  const missing = settings.flatMap((seconds) => (seconds.known ? [] : seconds.missing));
  if (missing.length > 0) return unknown(missing);
  const values = settings.flatMap((seconds) => (seconds.known ? seconds.value : []));
  return known(values.length === 0 ? undefined : Math.min(...values));
}
