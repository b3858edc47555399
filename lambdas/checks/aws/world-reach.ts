import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { awsReach } from '#network/aws-reach.ts';
import type { PortSet } from '#network/port-set.ts';
import type { Exposure } from '#network/reach/exposure.ts';
import type { ServiceFamily } from '#network/services.ts';
import { fail, type Outcome, pass, undecided } from '../outcome.ts';
import { isDirect, missingOf, overlaps, reachedByWorld } from './exposures.ts';
import { openEvidence, openText, type WorldOpen } from './open-text.ts';
import { revoke } from './rules.ts';
import { rulesBehind } from './rules-behind.ts';

/** What to say about reachable ports that must not be. */
interface ReachRule {
  /** The part of what the world reaches that must not be. */
  readonly pick: (opening: WorldOpen) => PortSet;
  readonly services?: readonly ServiceFamily[];
  /** Which ways in count. Default: the interface's own addresses. */
  readonly counts?: (exposure: Exposure) => boolean;
}

/**
 * Fails an interface that the world certainly reaches where it must not; it is unknown only where the unread part, or a
 * middlebox, could let the world in. What single strangers reach is for other checks.
 */
export function judgeReach(nic: NetworkInterface, region: AwsRegion, rule: ReachRule): Outcome {
  const exposures = awsReach(region)
    .ofInterface(nic.id)
    .exposures.filter(rule.counts ?? isDirect);
  const certain = exposures.filter(({ traffic }) => traffic.verdict === 'reachable');
  const open = reachedByWorld(certain, rule.pick);
  if (open.length === 0) {
    return reachedByWorld(exposures, rule.pick).length === 0 ? pass() : undecided(missingOf(exposures));
  }
  const behind = certain.filter((exposure) => open.some((opening) => overlaps(exposure, opening)));
  const addresses = [...new Set(behind.map(({ publicAddress, address }) => publicAddress ?? address ?? nic.id))];
  return fail(
    `The Internet reaches ${openText(open, rule.services)} at ${addresses.join(', ')}.`,
    {
      open: open.map(openEvidence),
      exposures: behind.map(exposureEvidence),
    },
    { commands: closing(nic, region, open), path: behind[0]?.path ?? [] },
  );
}

const exposureEvidence = ({ resource, address, publicAddress, family, traffic, via }: Exposure): object => ({
  resource,
  address,
  publicAddress,
  family,
  protocol: traffic.name,
  ports: traffic.ports,
  clientPorts: traffic.clientPorts,
  via,
});

/** Commands that close it at the groups of the interface, which is where everything that gets in is let in. */
function closing(nic: NetworkInterface, region: AwsRegion, open: readonly WorldOpen[]): readonly string[] {
  return nic.groupIds.flatMap((id) => {
    const group = awsReach(region).estate.group(id);
    return group.known ? revoke(region, group.value, rulesBehind(group.value, region, open, 'ingress')) : [];
  });
}
