import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, mapKnown, notRead, seenOf, unknown } from '#inventory/known.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import type { DeclaredPath, Hop } from '../path-timeouts.ts';
import { type AnyBalancer, balancersOf, isV2 } from './balancing.ts';
import { idleSettings } from './idle-settings.ts';

type DeclaredHop = DeclaredPath['hops'][number];

/** The declared paths that are judged in a scope: where their first balancer stands, or with the account where they name none. */
export function pathsIn(paths: readonly DeclaredPath[], region: AwsRegion): readonly DeclaredPath[] {
  return paths.filter(({ hops }) => {
    const named = hops.flatMap(({ resource }) => resource ?? []);
    if (region.region === GLOBAL_REGION) return named.length === 0;
    const arn = named.find((resource) => resource.startsWith('arn:aws'));
    if (arn === undefined) return named.some((resource) => balancerNamed(resource, region) !== undefined);
    const [, , , place, account] = arn.split(':');
    return place === region.region && account === region.account;
  });
}

/** A declared hop with what it does not tell filled in from the balancer that it names; its own values come first. */
export function hopOf(declared: DeclaredHop, region: AwsRegion): Known<Hop> {
  const { resource, ...told } = declared;
  const own: Hop = Object.fromEntries(
    Object.entries(told).filter(([, value]) => value !== undefined),
  ) as unknown as Hop;
  if (resource === undefined) return known(own);
  const balancer = balancerNamed(resource, region);
  if (!balancer) {
    const all = balancersOf(region);
    return all.known ? notRead(`elbv2:DescribeLoadBalancers of ${resource}`) : unknown(all.missing);
  }
  return mapKnown(idleSecondsOf(balancer, region), (idleSeconds) => ({ ...filled(balancer, idleSeconds), ...own }));
}

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
function idleSecondsOf(balancer: AnyBalancer, region: AwsRegion): Known<number | undefined> {
  const settings = idleSettings(balancer, region).map(({ seconds }) => seconds);
  const missing = settings.flatMap((seconds) => (seconds.known ? [] : seconds.missing));
  if (missing.length > 0) return unknown(missing);
  const values = settings.flatMap((seconds) => (seconds.known ? seconds.value : []));
  return known(values.length === 0 ? undefined : Math.min(...values));
}

/** The balancer that a hop names: by ARN, or a classic one by its name. */
export const balancerNamed = (resource: string, region: AwsRegion): AnyBalancer | undefined =>
  seenOf(balancersOf(region)).find(({ id, name }) => id === resource || name === resource);
