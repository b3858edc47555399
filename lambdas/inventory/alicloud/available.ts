import { classifyError } from '#snapshot/call-error.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { type Known, known, unknown } from '../known.ts';

/**
 * Whether a call failed because the product is not sold there or was not bought.
 *
 * A name that does not resolve says so only where other names do (`namesResolve`): without DNS, everything would look
 * as if it were not sold.
 */
const isNotAvailable = (missing: MissingCall, namesResolve: boolean): boolean =>
  classifyError(missing) === 'not-available' && (missing.code !== 'ENOTFOUND' || namesResolve);

/** The list, without what a product that is not there could not say: then it has nothing in that place. */
export function whereAvailable<T>(list: Known<readonly T[]>, namesResolve: boolean): Known<readonly T[]> {
  if (list.known) return list;
  const missing = list.missing.filter((each) => !isNotAvailable(each, namesResolve));
  return missing.length === 0 ? known(list.seen ?? []) : unknown(missing, list.seen);
}
