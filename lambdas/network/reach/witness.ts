import type { AddressSet } from '../address-set.ts';
import type { Flow } from '../flow.ts';
import type { ClassEntry } from './traffic-class.ts';

/** The flow of the first packet of an entry. */
export function flowOf({ protocol, ports, types, codes }: ClassEntry): Flow {
  if (types) return { protocol, selector: (types[0]?.[0] ?? 0) * 256 + (codes?.[0]?.[0] ?? 0) };
  return { protocol, selector: ports?.[0]?.[0] ?? 0 };
}

/** The first address of a set that is not empty. */
export const firstOf = (set: AddressSet): string => (set.cidrs()[0] ?? '').replace(/\/\d+$/, '');
