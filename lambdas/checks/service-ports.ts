import { PortSet } from '#network/port-set.ts';
import { portsOf, type ServiceFamily } from '#network/services.ts';
import type { Policy } from '#platform/policy.ts';
import { portsIn } from './public-ports.ts';

/** Families that users can add ports of their own to. */
type PolicyFamily = keyof Policy['services'];

/** The ports of a protocol that services of some families listen on: the well-known ones, and what users declared besides. */
export const servicePorts = (
  { services }: Pick<Policy, 'services'>,
  protocol: number,
  ...families: readonly ServiceFamily[]
): PortSet =>
  families.reduce(
    (all, family) =>
      all.union(portsOf(family, protocol)).union(portsIn(services[family as PolicyFamily] ?? [], protocol)),
    PortSet.of(),
  );
