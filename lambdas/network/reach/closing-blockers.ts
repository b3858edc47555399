import type { Family } from '#inventory/addresses.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { say, sayAll } from '#platform/text.ts';
import type { AddressSet } from '../address-set.ts';
import { INTERNET } from '../internet.ts';
import type { ReturnPiece } from '../routes/return-route.ts';
import type { Closing } from './closed-by.ts';
import type { Blocker } from './exposure.ts';
import type { Ingredients } from './ingredients.ts';

/** Where closings are: the same configuration stands in many places under other ids. */
export interface ClosedPlace {
  readonly groupIds: readonly string[];
  readonly subnet: Subnet;
  readonly family: Family;
  /** What to say of a balancer without listeners. */
  readonly front?: Blocker;
}

/** Closings with the names of what closes. */
export function blockersFor(
  ingredients: Ingredients,
  closings: readonly Closing[],
  place: ClosedPlace,
): readonly Blocker[] {
  return closings.flatMap(({ stage }) => BLOCKERS[stage](ingredients, place) ?? []);
}

const BLOCKERS: Readonly<
  Record<Closing['stage'], (ingredients: Ingredients, place: ClosedPlace) => Blocker | undefined>
> = {
  front: (_ingredients, { front }) => front,
  groups: (ingredients, { groupIds }) => groupBlocker(ingredients, groupIds),
  'acl-in': (ingredients, { subnet, family }) =>
    aclBlocker('forward', ingredients.acl(subnet.id, 'ingress', family).component),
  'acl-out': (ingredients, { subnet, family }) =>
    aclBlocker('return', ingredients.acl(subnet.id, 'egress', family).component),
  routes(ingredients, { subnet, family }) {
    const { component, pieces } = ingredients.returnRoutes(subnet, family);
    return routeBlocker(component, widest(pieces, INTERNET[family]));
  },
};

function groupBlocker({ estate }: Ingredients, groupIds: readonly string[]): Blocker {
  const groups = groupIds.toSorted().map((id) => estate.groupOrUnread(id));
  const isEmpty = groups.every(({ rules }) => seenOf(rules).every(({ direction }) => direction === 'egress'));
  const names = sayAll(groups.map(({ id }) => id));
  return {
    code: isEmpty ? 'SG_HAS_NO_RULES' : 'ENI_SG_RULES_MISMATCH',
    leg: 'forward',
    component: groups[0]?.id ?? 'no security group',
    rule: null,
    message: isEmpty ? say`${names} lets nothing in.` : say`No rule of ${names} lets the Internet in.`,
  };
}

const aclBlocker = (leg: Blocker['leg'], component: string): Blocker => ({
  code: 'SUBNET_ACL_RESTRICTION',
  leg,
  component,
  rule: null,
  message:
    leg === 'forward'
      ? say`${component} lets nothing from the Internet in that all other hops let pass.`
      : say`${component} lets nothing out to it that all other hops let pass.`,
});

const routeBlocker = (component: string, piece: ReturnPiece | undefined): Blocker => ({
  code: piece?.code ?? 'X_RETURN_ROUTE_NOT_IGW',
  ...(piece?.because ? { because: piece.because } : {}),
  leg: 'return',
  component,
  rule: piece?.rule ?? null,
  message: piece?.message ?? say`No route leads back to the Internet.`,
});

/** The part of the routes that most of the Internet falls into. */
const widest = (pieces: readonly ReturnPiece[], world: AddressSet): ReturnPiece | undefined =>
  pieces
    .filter(({ verdict }) => verdict === 'fail')
    .map((piece) => ({ piece, size: piece.addresses.intersect(world).size() }))
    .sort((a, b) => (a.size > b.size ? -1 : a.size < b.size ? 1 : 0))[0]?.piece;
