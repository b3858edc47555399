import { familyOf } from '#inventory/addresses.ts';
import { AddressSet } from '../address-set.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { FlowVerdict } from './partition.ts';

const RANK: Readonly<Record<FlowVerdict, number>> = { reachable: 0, unknown: 1, blocked: 2 };

/** Answers of several regions as one: each source by the best that becomes of it anywhere. */
export function together(diagnoses: readonly [Diagnosis, ...Diagnosis[]]): Diagnosis {
  const sorted = diagnoses.toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict]);
  const [best] = sorted as [Diagnosis, ...Diagnosis[]];
  const said = { ipv4: AddressSet.none('ipv4'), ipv6: AddressSet.none('ipv6') };
  const parts = sorted
    .flatMap((each) => each.parts)
    .toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict])
    .flatMap((part) => {
      const family = familyOf(part.sources[0] ?? '');
      const sources = AddressSet.of(family, part.sources).subtract(said[family]);
      said[family] = said[family].union(sources);
      return sources.isEmpty ? [] : [{ ...part, sources: sources.cidrs() }];
    });
  const paths = sorted.flatMap((each) => each.paths).toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict]);
  return { ...best, paths, parts };
}
