import { familyOf } from '#inventory/addresses.ts';
import type { LoadBalancer } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { AddressSet } from '#network/address-set.ts';
import { INTERNET } from '#network/internet.ts';
import type { Policy } from '#platform/policy.ts';
import { type MissingCall, NOT_READ } from '#snapshot/recorded-call.ts';
import { certainAddresses } from './rules-behind.ts';
import { withId } from './with-id.ts';

/** The addresses that CloudFront fetches from, as AWS names the list in every region. */
const CLOUDFRONT_LIST = /^com\.amazonaws\.global(?:\.ipv6)?\.cloudfront\.origin-facing$/;

/**
 * The proxy whose few addresses all clients of a balancer have, if there is one: declared for the balancer, the only one
 * that its groups admit, or an accelerator that hides who the client is.
 */
export function proxyOf(balancer: LoadBalancer, region: AwsRegion, policy: Policy): Known<string | undefined> {
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
    if (hides) return known(`the accelerator ${name ?? arn}`);
  }
  const admitted = onlyProxyAdmitted(balancer, region, policy);
  return admitted.known && admitted.value === undefined && !accelerators.known
    ? unknown(accelerators.missing)
    : admitted;
}

function onlyProxyAdmitted(balancer: LoadBalancer, region: AwsRegion, policy: Policy): Known<string | undefined> {
  if (balancer.securityGroupIds.length === 0) return known(undefined);
  const missing: MissingCall[] = region.securityGroups.known ? [] : [...region.securityGroups.missing];
  const groups = seenOf(region.securityGroups).filter(({ id }) => balancer.securityGroupIds.includes(id));
  const names = new Set<string | undefined>();
  for (const { rules } of groups) {
    if (!rules.known) missing.push(...rules.missing);
    for (const { direction, peer } of seenOf(rules)) {
      if (direction !== 'ingress' || peer.kind === 'group') continue;
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
  }
  if (names.has(undefined)) return known(undefined);
  if (missing.length > 0) return unknown(missing);
  return known(names.size === 0 ? undefined : [...names].join(' and '));
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
  const message = `${id} is not among the prefix lists that were read`;
  return [{ call: 'ec2:DescribeManagedPrefixLists', code: NOT_READ, message }];
}
