import type { Subnet } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { say, type Text } from '#platform/text.ts';
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
  const pass = (message: Text, rule: string | null = null): Hop => ({ ...at, rule, verdict: 'pass', message });
  const fail = (mode: string): Hop => ({
    ...at,
    rule: mode,
    verdict: 'fail',
    code: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    message: say`VPC Block Public Access is ${mode}, and no exclusion lets traffic into ${subnet.id}.`,
  });
  /** What DescribeSubnets says of the subnet: the mode with every exclusion counted in. */
  const toldBySubnet = (): Hop | undefined => {
    if (subnet.blockPublicAccess === 'off') return pass(say`Block Public Access is off for ${subnet.id}.`);
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
  if (option.value.mode === 'off') return pass(say`VPC Block Public Access is off.`);
  const admitting = seenOf(exclusions).find(
    ({ mode, state, vpcId, subnetId }) =>
      mode === 'allow-bidirectional' &&
      (state === 'create-complete' || state === 'update-complete') &&
      (subnetId === subnet.id || vpcId === subnet.vpcId),
  );
  if (admitting) return pass(say`Exclusion ${admitting.id} lets traffic in.`, admitting.id);
  if (exclusions.known) return fail(option.value.mode);
  return toldBySubnet() ?? undecidedHop(at, exclusions.missing);
}

/**
 * VPC Block Public Access for what goes out and is answered: where only ingress is blocked, NAT and egress-only gateways
 * may still send; else the VPC or subnet needs an exclusion, of either mode if both directions are blocked.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export function blockPublicAccessOutHop(estate: Estate, subnet: Subnet, isOutboundOnly: boolean): Hop {
  const at = { leg: 'forward', hop: 'block-public-access', component: subnet.vpcId } as const;
  const { blockPublicAccess: option, blockPublicAccessExclusions: exclusions } = estate.region;
  const judge = (mode: string, admits: readonly string[], isSure: boolean): Hop => {
    if (mode === 'off') return { ...at, rule: null, verdict: 'pass', message: say`VPC Block Public Access is off.` };
    if (mode === 'block-ingress' && isOutboundOnly)
      return { ...at, rule: mode, verdict: 'pass', message: say`It blocks what comes in alone.` };
    const admitting = seenOf(exclusions).find(
      (each) =>
        admits.includes(each.mode) &&
        (each.state === 'create-complete' || each.state === 'update-complete') &&
        (each.subnetId === subnet.id || each.vpcId === subnet.vpcId),
    );
    if (admitting)
      return { ...at, rule: admitting.id, verdict: 'pass', message: say`Exclusion ${admitting.id} lets traffic out.` };
    if (!exclusions.known && !isSure) return undecidedHop(at, exclusions.missing);
    return {
      ...at,
      rule: mode,
      verdict: 'fail',
      code: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
      message: say`VPC Block Public Access is ${mode}, and no exclusion lets traffic out of ${subnet.id} and back.`,
    };
  };
  if (!option.known || estate.isForeign(subnet.vpcId)) {
    // The subnet's own answer has every exclusion counted in.
    if (subnet.blockPublicAccess !== undefined) return judge(subnet.blockPublicAccess, [], true);
    const call = 'ec2:DescribeVpcBlockPublicAccessOptions';
    const owners = { call, code: 'NotRead', message: `the owner of ${subnet.vpcId} sets its mode` };
    return undecidedHop(at, option.known ? [owners] : option.missing);
  }
  const { mode } = option.value;
  return judge(
    mode,
    mode === 'block-ingress' ? ['allow-bidirectional'] : ['allow-bidirectional', 'allow-egress'],
    false,
  );
}
