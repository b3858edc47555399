import type { AddressSet } from '../address-set.ts';
import { INTERNET } from '../internet.ts';
import type { Openness } from '../openness.ts';
import { TrafficSet } from '../traffic-set.ts';
import type { PassageInputs } from './passage.ts';
import { replyParts } from './replies.ts';

/** What of a passage lets nothing of the Internet pass; where nothing does so alone, what takes the last of it. */
export interface Closing {
  readonly stage: 'front' | 'groups' | 'acl-in' | 'acl-out' | 'routes';
  /** Whether it refuses everything by itself. */
  readonly isWhole: boolean;
}

/** Which filters and routes keep strangers out altogether. */
export function closingsOf(
  groups: Openness,
  { family, inbound: [aclIn, ...fronts], outbound, routes }: PassageInputs,
  protocols: readonly number[],
): readonly Closing[] {
  const world = INTERNET[family];
  const inward = (filter: Openness) => (protocol: number) => filter.of(protocol).may.within(world);
  const returned = TrafficSet.onEveryPort(routes.passes.may.intersect(world));
  const stages: readonly (readonly [Closing['stage'], (protocol: number) => TrafficSet])[] = [
    ...fronts.map((filter) => ['front', inward(filter)] as const),
    ['groups', inward(groups)],
    ...(aclIn ? ([['acl-in', inward(aclIn)]] as const) : []),
    ['acl-out', (protocol) => answered(outbound, protocol, world)],
    ['routes', () => returned],
  ];
  const whole = stages.filter(([, traffic]) => protocols.every((protocol) => traffic(protocol).isEmpty));
  if (whole.length > 0) return whole.map(([stage]) => ({ stage, isWhole: true }));
  const left = new Map(protocols.map((protocol) => [protocol, TrafficSet.onEveryPort(world)]));
  for (const [stage, traffic] of stages) {
    for (const [protocol, before] of left) left.set(protocol, before.intersect(traffic(protocol)));
    if ([...left.values()].every(({ isEmpty }) => isEmpty)) return [{ stage, isWhole: false }];
  }
  return [];
}

const answered = (outbound: Openness, protocol: number, world: AddressSet): TrafficSet =>
  replyParts(outbound, protocol).may.reduce(
    (union, { traffic }) => union.union(traffic.within(world)),
    TrafficSet.none(world.family),
  );
