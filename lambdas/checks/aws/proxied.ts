import { familyOf } from '#inventory/addresses.ts';
import type { SecurityGroupRule } from '#inventory/aws/ec2.ts';
import type { LoadBalancer, TargetGroup } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { AddressSet } from '#network/address-set.ts';
import { INTERNET } from '#network/internet.ts';
import type { Policy } from '#platform/policy.ts';
import { say, type Text } from '#platform/text.ts';
import { type MissingCall, NOT_READ, unanswered } from '#snapshot/recorded-call.ts';
import { rulesAtDoors } from './doors.ts';
import { certainAddresses } from './rules-behind.ts';
import { withId } from './with-id.ts';

/** The addresses that CloudFront fetches from, as AWS names the list in every region. */
const CLOUDFRONT_LIST = /^com\.amazonaws\.global(?:\.ipv6)?\.cloudfront\.origin-facing$/;

/** What a proxy is called, if there is one. */
type Proxy = Known<Text | undefined>;

/**
 * The proxy whose few addresses all clients have that come to a target group through a balancer, if there is one: declared
 * for the balancer, the only one that its groups or its targets' groups admit, or an accelerator that hides who the client
 * is.
 */
export function proxyOf(balancer: LoadBalancer, pool: TargetGroup, region: AwsRegion, policy: Policy): Proxy {
  const declared = policy.proxies.find(({ balancers }) =>
    balancers.some((each) => [balancer.arn, balancer.name].includes(each)),
  );
  if (declared) return known(declared.name);
  const accelerators = region.global.accelerators;
  for (const { name, arn, listeners } of seenOf(accelerators)) {
    const hides = seenOf(listeners).some(({ endpointGroups }) =>
      seenOf(endpointGroups).some(({ endpoints }) =>
        endpoints.some(({ id, clientIpPreservation }) => id === balancer.arn && !clientIpPreservation),
      ),
    );
    if (hides) return known(say`the accelerator ${name ?? arn}`);
  }
  const admitted = onlyProxyAdmitted(rulesAtDoors(balancer, pool, region), region, policy);
  return admitted.known && admitted.value === undefined && !accelerators.known
    ? unknown(accelerators.missing)
    : admitted;
}

function onlyProxyAdmitted(rules: Known<readonly SecurityGroupRule[]>, region: AwsRegion, policy: Policy): Proxy {
  const missing: MissingCall[] = rules.known ? [] : [...rules.missing];
  const names = new Set<string | undefined>();
  for (const { peer } of seenOf(rules)) {
    if (peer.kind === 'group') continue;
    const list = peer.kind === 'prefix-list' ? withId(region.prefixLists, peer.id) : undefined;
    if (list?.name && CLOUDFRONT_LIST.test(list.name)) {
      names.add('CloudFront');
      continue;
    }
    // Only its name tells whose addresses they are.
    const isNameless = list?.name === undefined && !region.prefixLists.known;
    if (peer.kind === 'prefix-list' && (isNameless || !list?.entries.known)) {
      missing.push(...missingList(peer.id, region, list?.entries));
      continue;
    }
    const family = peer.kind === 'cidr' ? peer.family : (list?.family ?? 'ipv4');
    const sources = certainAddresses(peer, region, family).intersect(INTERNET[family]);
    // Private sources are no clients from outside.
    if (!sources.isEmpty) names.add(policy.proxies.find(({ cidrs }) => setOf(cidrs, family).covers(sources))?.name);
  }
  if (names.has(undefined)) return known(undefined);
  if (missing.length > 0) return unknown(missing);
  const [first, ...others] = [...names].filter((name) => name !== undefined);
  return known(others.reduce<Text | undefined>((before, name) => before && say`${before} and ${name}`, first));
}

const setOf = (cidrs: readonly string[], family: 'ipv4' | 'ipv6'): AddressSet =>
  AddressSet.of(
    family,
    cidrs.filter((cidr) => familyOf(cidr) === family),
  );

function missingList(
  id: string,
  { prefixLists }: AwsRegion,
  entries: Known<unknown> | undefined,
): readonly MissingCall[] {
  if (entries && !entries.known) return entries.missing;
  if (!prefixLists.known) return prefixLists.missing;
  const why = say`${id} is not among the prefix lists that were read`;
  return [unanswered('ec2:DescribeManagedPrefixLists', NOT_READ, why)];
}
