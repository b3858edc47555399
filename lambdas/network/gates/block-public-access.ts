import type { Subnet } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import type { Estate } from '../estate.ts';
import { type Hop, undecidedHop } from '../hop.ts';

/**
 * VPC Block Public Access for what comes in: any mode but `off` drops it, except where an exclusion allows both directions.
 * An exclusion that allows egress lets nothing in.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
 */
export function blockPublicAccessHop(estate: Estate, subnet: Subnet): Hop {
  const at = { leg: 'forward', hop: 'block-public-access', component: subnet.vpcId } as const;
  const pass = (message: string, rule: string | null = null): Hop => ({ ...at, rule, verdict: 'pass', message });
  const fail = (mode: string): Hop => ({
    ...at,
    rule: mode,
    verdict: 'fail',
    code: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    message: `VPC Block Public Access is ${mode}, and no exclusion lets traffic into ${subnet.id}.`,
  });
  /** What DescribeSubnets says of the subnet: the mode with every exclusion counted in. */
  const toldBySubnet = (): Hop | undefined => {
    if (subnet.blockPublicAccess === 'off') return pass(`Block Public Access is off for ${subnet.id}.`);
    return subnet.blockPublicAccess === undefined ? undefined : fail(subnet.blockPublicAccess);
  };
  const { blockPublicAccess: option, blockPublicAccessExclusions: exclusions } = estate.region;
  // For a shared subnet the owner's mode counts, which only the subnet itself can tell.
  if (!option.known || estate.isForeign(subnet.vpcId)) {
    const told = toldBySubnet();
    if (told) return told;
    return undecidedHop(
      at,
      option.known
        ? [
            {
              call: 'ec2:DescribeVpcBlockPublicAccessOptions',
              code: 'NotRead',
              message: `the owner of ${subnet.vpcId} sets its mode`,
            },
          ]
        : option.missing,
    );
  }
  if (option.value.mode === 'off') return pass('VPC Block Public Access is off.');
  const admitting = seenOf(exclusions).find(
    ({ mode, state, vpcId, subnetId }) =>
      mode === 'allow-bidirectional' &&
      (state === 'create-complete' || state === 'update-complete') &&
      (subnetId === subnet.id || vpcId === subnet.vpcId),
  );
  if (admitting) return pass(`Exclusion ${admitting.id} lets traffic in.`, admitting.id);
  if (exclusions.known) return fail(option.value.mode);
  return toldBySubnet() ?? undecidedHop(at, exclusions.missing);
}
