import type { AnyCheck } from '../lambdas/checks/check.ts';
import { contextOf } from '../lambdas/checks/examine.ts';
import { KINDS } from '../lambdas/checks/kinds.ts';
import { AliRegionBuilder } from '../lambdas/inventory/alicloud/region.ts';
import { AwsRegionBuilder } from '../lambdas/inventory/aws/region.ts';
import type { Known } from '../lambdas/inventory/known.ts';
import type { CheckCase } from '../test/support/check-tester.ts';

/** Calls by the name of the fact that they tell, as a region of which nothing was read names them. */
type CallsByFact = ReadonlyMap<string, readonly string[]>;

const isFact = (value: unknown): value is Known<unknown> =>
  typeof value === 'object' && value !== null && 'known' in value && typeof value.known === 'boolean';

function callsOf(region: object): CallsByFact {
  const calls = new Map<string, readonly string[]>();
  const inside = Object.values(region).filter((value) => typeof value === 'object' && value !== null && !isFact(value));
  for (const facts of [region, ...(inside as object[])]) {
    for (const [name, fact] of Object.entries(facts))
      if (isFact(fact) && !fact.known) calls.set(name, [...new Set(fact.missing.map(({ call }) => call))]);
  }
  return calls;
}

const scope = { account: 'x', region: 'x' };
const CALLS: Readonly<Record<string, CallsByFact>> = {
  aws: callsOf(new AwsRegionBuilder({ provider: 'aws', ...scope }).build()),
  alicloud: callsOf(new AliRegionBuilder({ provider: 'alicloud', ...scope }).build()),
};

/** The calls whose answers a check looks at when it judges its examples, sorted. */
export function readsOf(check: AnyCheck, cases: readonly CheckCase[]): readonly string[] {
  const kind = KINDS[check.examines];
  const calls: CallsByFact = CALLS[kind.provider] ?? new Map<string, readonly string[]>();
  const read = new Set<string>();
  const watched = <T extends object>(value: T): T =>
    new Proxy(value, {
      get(target, name, receiver) {
        const part: unknown = Reflect.get(target, name, receiver);
        if (isFact(part)) for (const call of calls.get(String(name)) ?? []) read.add(call);
        return name === 'global' && typeof part === 'object' && part !== null ? watched(part) : part;
      },
    });
  for (const { resource, region, policy, notices } of cases) {
    const seen = watched(region);
    kind.list(seen as never);
    check.examine(resource as never, contextOf(seen, policy, notices) as never);
  }
  return [...read].sort();
}
