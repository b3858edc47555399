import type { AwsRegion } from '#inventory/aws/region.ts';
import type { DeclaredPath, PathFault } from '../path-timeouts.ts';
import { idleSettings } from './idle-settings.ts';
import { balancerNamed } from './path-hops.ts';

/**
 * Commands that mend a fault at the balancer that has a part in it. An inner balancer's idle timeout has to grow past the
 * outer hop's keep-alive, an outer one's to what the inner hop may take; other hops are set elsewhere.
 */
export function mendFault(
  { rule, outer, inner, outerSeconds, innerSeconds }: PathFault,
  hops: DeclaredPath['hops'],
  region: AwsRegion,
): readonly string[] {
  const [name, seconds] = rule === 'keep-alive' ? [inner, outerSeconds + 5] : [outer, innerSeconds];
  const resource = hops.find((hop) => hop.name === name)?.resource;
  const balancer = resource === undefined ? undefined : balancerNamed(resource, region);
  return balancer ? idleSettings(balancer, region).map(({ set }) => set(seconds)) : [];
}
