import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { AddressSet } from '#network/address-set.ts';
import type { AliOrigin } from '#network/alicloud-paths.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import { INTERNET, isWorld } from '#network/internet.ts';
import type { Exposure } from '#network/reach/exposure.ts';
import { missingFor } from '#network/reached.ts';
import { wordsOf } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { aliyunCommand } from './command.ts';
import { wafCommand } from './waf-command.ts';

/** The ranges from which the proxies in front of an origin ask it. */
export function sourcesOf(
  { fronts }: AliOrigin,
  waf: Known<readonly string[]>,
  proxy: Known<readonly string[]>,
): Known<readonly string[]> {
  const needed = [
    ...(fronts.some((label) => wordsOf(label).startsWith('WAF')) ? [waf] : []),
    ...(fronts.some((label) => wordsOf(label).startsWith('Anti-DDoS')) ? [proxy] : []),
  ];
  const missing = needed.flatMap((list) => (list.known ? [] : list.missing));
  return missing.length === 0 ? known([...new Set(needed.flatMap(seenOf))].sort()) : unknown(missing);
}

/** Who reaches an origin besides its proxies: TCP clients, for certain and possibly. */
export function strangersAt(
  origin: AliOrigin,
  sources: readonly string[],
  region: AliRegion,
): {
  readonly certain: readonly string[];
  readonly isWorld: boolean;
  readonly possible: boolean;
  readonly missing: readonly MissingCall[];
} {
  const own = AddressSet.of('ipv4', sources);
  const exposures = exposuresOf(origin, region).filter(({ family }) => family === 'ipv4');
  const strangers = (some: readonly Exposure[]): AddressSet =>
    some.reduce(
      (all, { traffic }) => all.union(traffic.sources.intersect(INTERNET.ipv4).subtract(own)),
      AddressSet.none('ipv4'),
    );
  const tcp = exposures.filter(({ traffic }) => traffic.name === 'tcp' || traffic.name === 'all');
  const certain = strangers(tcp.filter(({ traffic }) => traffic.verdict === 'reachable'));
  return {
    certain: certain.cidrs(),
    isWorld: isWorld(certain),
    possible: !strangers(tcp).isEmpty,
    missing: missingFor({ exposures: tcp, blocked: [] }),
  };
}

function exposuresOf({ balancerId, interfaceId, id }: AliOrigin, region: AliRegion): readonly Exposure[] {
  const reach = aliReach(region);
  const balancer = seenOf(region.loadBalancers).find((each) => each.id === balancerId);
  if (balancer) return reach.ofBalancer(balancer).exposures;
  return interfaceId === undefined
    ? []
    : reach
        .ofInterface(interfaceId)
        .exposures.filter(({ publicAddress }) => publicAddress === undefined || publicAddress === id);
}

/** The command that lists the ranges to admit. */
export const backToSourceCommand = ({ fronts }: AliOrigin, region: AliRegion): string =>
  fronts.some((label) => wordsOf(label).startsWith('WAF'))
    ? wafCommand(region, 'DescribeWafSourceIpSegment')
    : aliyunCommand(region, 'ddoscoo', 'DescribeBackSourceCidr');
