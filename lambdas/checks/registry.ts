import type { AnyCheck } from './check.ts';

/** Every check, sorted by id. `npm run new-check` adds a row. */
export const CHECKS: readonly AnyCheck[] = [];
