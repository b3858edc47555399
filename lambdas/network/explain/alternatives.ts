import type { Family } from '#inventory/addresses.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import { certain } from '../certainty.ts';
import { distinctReasons, type Hop } from '../hop.ts';
import type { HopCheck } from './hop-check.ts';

/** A hop of which AWS picks one of several: certain only where it makes no difference which. */
export function oneOf(checks: readonly HopCheck[], family: Family, picked: string): HopCheck | undefined {
  const [first, ...others] = checks;
  if (!first || others.length === 0) return first;
  const must = checks.map(({ passes }) => passes.must).reduce((a, b) => a.intersect(b));
  const may = AddressSet.unionOf(
    family,
    checks.map(({ passes }) => passes.may),
  );
  return {
    passes: must.equals(may) ? certain(must) : { must, may },
    parts: checks.flatMap(({ parts = [] }) => parts),
    at(source) {
      const hops = checks.map((check) => check.at(source)) as [Hop, ...Hop[]];
      const [hop] = hops;
      if (hops.every(({ verdict }) => verdict === hop.verdict)) return hop;
      return {
        ...hop,
        verdict: 'unknown',
        code: 'X_AMBIGUOUS_ROUTE',
        message: say`${picked} picks one of several ways, and they differ: ${hops.find(({ verdict }) => verdict !== 'pass')?.message ?? ''}`,
        reasons: distinctReasons([
          { code: 'X_AMBIGUOUS_ROUTE', component: picked },
          ...hops.flatMap(({ reasons = [] }) => reasons),
        ]),
      };
    },
  };
}
