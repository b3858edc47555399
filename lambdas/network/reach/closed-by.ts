import type { Family } from '#inventory/addresses.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import type { AddressSet } from '../address-set.ts';
import { INTERNET } from '../internet.ts';
import type { Openness } from '../openness.ts';
import type { ReturnPiece } from '../routes/return-route.ts';
import { TrafficSet } from '../traffic-set.ts';
import type { Blocker } from './exposure.ts';
import type { Ingredients } from './ingredients.ts';
import { replyParts } from './replies.ts';
import type { TrafficClass } from './traffic-class.ts';

/** A filter or route that lets nothing of the Internet pass; or, where none does so alone, the one that takes the last of it. */
export interface Closing {
  readonly blocker: Blocker;
  /** Whether it refuses everything by itself. */
  readonly isWhole: boolean;
}

/** Which filters and routes keep strangers out of an address altogether. */
export function closedBy(
  ingredients: Ingredients,
  groupIds: readonly string[],
  subnet: Subnet,
  family: Family,
  { protocols }: Pick<TrafficClass, 'protocols'>,
  front: { readonly filters: readonly Openness[]; readonly closed?: Blocker },
): readonly Closing[] {
  const world = INTERNET[family];
  const groups = ingredients.groupsIn(groupIds, family);
  const aclIn = ingredients.acl(subnet.id, 'ingress', family);
  const aclOut = ingredients.acl(subnet.id, 'egress', family);
  const routes = ingredients.returnRoutes(subnet, family);
  const inward = (filter: Openness, protocol: number): TrafficSet => filter.of(protocol).may.within(world);
  const replies = (protocol: number): TrafficSet =>
    replyParts(aclOut.openness, protocol).may.reduce(
      (union, { traffic }) => union.union(traffic.within(world)),
      TrafficSet.none(family),
    );
  const returned = TrafficSet.onEveryPort(routes.passes.may.intersect(world));
  const { closed } = front;
  const stages: readonly { readonly blocker: Blocker; readonly traffic: (protocol: number) => TrafficSet }[] = [
    ...(closed
      ? front.filters.map((filter) => ({ blocker: closed, traffic: (protocol: number) => inward(filter, protocol) }))
      : []),
    { blocker: groupBlocker(ingredients, groupIds), traffic: (protocol) => inward(groups, protocol) },
    {
      blocker: aclBlocker('forward', aclIn.component),
      traffic: (protocol) => inward(aclIn.openness, protocol),
    },
    { blocker: aclBlocker('return', aclOut.component), traffic: replies },
    { blocker: routeBlocker(routes.component, widest(routes.pieces, world)), traffic: () => returned },
  ];
  const whole = stages.filter(({ traffic }) => protocols.every((protocol) => traffic(protocol).isEmpty));
  if (whole.length > 0) return whole.map(({ blocker }) => ({ blocker, isWhole: true }));
  const left = new Map(protocols.map((protocol) => [protocol, TrafficSet.onEveryPort(world)]));
  for (const { blocker, traffic } of stages) {
    for (const [protocol, before] of left) left.set(protocol, before.intersect(traffic(protocol)));
    if ([...left.values()].every((traffic) => traffic.isEmpty)) return [{ blocker, isWhole: false }];
  }
  return [];
}

function groupBlocker({ estate }: Ingredients, groupIds: readonly string[]): Blocker {
  const groups = [...groupIds].sort().map((id) => estate.groupOrUnread(id));
  const isEmpty = groups.every(({ rules }) => seenOf(rules).every(({ direction }) => direction === 'egress'));
  const names = groups.map(({ id }) => id).join(', ');
  return {
    code: isEmpty ? 'SG_HAS_NO_RULES' : 'ENI_SG_RULES_MISMATCH',
    leg: 'forward',
    component: groups[0]?.id ?? 'no security group',
    rule: null,
    message: isEmpty ? `${names} lets nothing in.` : `No rule of ${names} lets the Internet in.`,
  };
}

const aclBlocker = (leg: Blocker['leg'], component: string): Blocker => ({
  code: 'SUBNET_ACL_RESTRICTION',
  leg,
  component,
  rule: null,
  message: `${component} lets nothing ${leg === 'forward' ? 'from the Internet in' : 'out to it'} that all other hops let pass.`,
});

const routeBlocker = (component: string, piece: ReturnPiece | undefined): Blocker => ({
  code: piece?.code ?? 'X_RETURN_ROUTE_NOT_IGW',
  ...(piece?.because ? { because: piece.because } : {}),
  leg: 'return',
  component,
  rule: piece?.rule ?? null,
  message: piece?.message ?? 'No route leads back to the Internet.',
});

/** The part of the routes that most of the Internet falls into. */
const widest = (pieces: readonly ReturnPiece[], world: AddressSet): ReturnPiece | undefined =>
  pieces
    .filter(({ verdict }) => verdict === 'fail')
    .map((piece) => ({ piece, size: piece.addresses.intersect(world).size() }))
    .sort((a, b) => (a.size > b.size ? -1 : a.size < b.size ? 1 : 0))[0]?.piece;
