import { BALANCER_MUTANTS } from './balancers.ts';
import { EDGE_MUTANTS } from './edge.ts';
import { FILTER_MUTANTS } from './filters.ts';
import type { Mutant } from './mutant.ts';
import { PRIVATE_FLOW_MUTANTS } from './private-flows.ts';
import { WAY_MUTANTS } from './ways.ts';

/** Every mutant, in the order in which they are tried. */
export const MUTANTS: readonly Mutant[] = [
  ...FILTER_MUTANTS,
  ...WAY_MUTANTS,
  ...BALANCER_MUTANTS,
  ...PRIVATE_FLOW_MUTANTS,
  ...EDGE_MUTANTS,
];
