import type { Mutant } from './mutant.ts';

/** Accelerators, CloudFront VPC origins, chained balancers, and balancers that were not read. */
export const EDGE_MUTANTS: readonly Mutant[] = [
  {
    name: 'edge: takes an accelerator that shows clients for one that hides them',
    file: 'reach/edge-services.ts',
    from: "shows: clientIpPreservation ? 'client' : 'public-address',",
    to: "shows: 'public-address',",
  },
  {
    name: 'edge: takes an accelerator that hides clients for one that shows them',
    file: 'reach/edge-services.ts',
    from: "shows: clientIpPreservation ? 'client' : 'public-address',",
    to: "shows: 'client',",
  },
  {
    name: 'edge: knows no group of CloudFront’s',
    file: 'reach/hidden-clients.ts',
    from: 'ownLists.has(id) || estate.groupOrUnread(id).groupName === CLOUDFRONT.group;',
    to: 'ownLists.has(id);',
  },
  {
    name: 'edge: passes Block Public Access',
    file: 'explain/edge-path.ts',
    from: '...ingredients.subnetGates(subnet).map(gate)];',
    to: '];',
  },
  {
    name: 'edge: forgets balancers in front of balancers',
    file: 'reach/balancer-reach.ts',
    from: '.filter(({ arn }) => arn === id)',
    to: '.filter(() => false)',
  },
  {
    name: 'edge: takes balancers that were not read for none',
    file: 'reach/unread-balancers.ts',
    from: 'if (this.#all.length === 0) return NONE;',
    to: 'return NONE;',
  },
  {
    name: 'edge: lets a balancer that was not read in where no subnet lets anybody in',
    file: 'reach/unread-front.ts',
    from: 'return isClosed ?',
    to: 'return !isClosed ?',
  },
];
