import type { AwsRegion } from '#inventory/aws/region.ts';
import { awsReach } from '#network/aws-reach.ts';
import type { PortSet } from '#network/port-set.ts';
import type { Exposure, Reach } from '#network/reach/exposure.ts';
import { missingFor } from '#network/reached.ts';
import type { ServiceFamily } from '#network/services.ts';
import { say, sayAll } from '#platform/text.ts';
import { fail, type Outcome, pass, undecided } from '../outcome.ts';
import { closeBalancers } from './close-balancers.ts';
import { exposureEvidence, overlaps, reachedByWorld } from './exposures.ts';
import { openEvidence, openText, type WorldOpen } from './open-text.ts';
import { revoke } from './rules.ts';
import { rulesBehind } from './rules-behind.ts';

/** What to say about reachable ports that must not be. */
interface ReachRule {
  /** The part of what the world reaches that must not be. */
  readonly pick: (opening: WorldOpen) => PortSet;
  readonly services?: readonly ServiceFamily[];
  /** The groups that let in what gets in. */
  readonly groupIds: readonly string[];
}

/**
 * Fails what the world certainly reaches where it must not; it is unknown only where the unread part, or a middlebox,
 * could let the world in. What single strangers reach is for other checks.
 */
export function judgeReach(reach: Reach, region: AwsRegion, { pick, services, groupIds }: ReachRule): Outcome {
  const { must: open, may } = reachedByWorld(reach, pick);
  if (open.length === 0) return may.length === 0 ? pass() : undecided(missingFor(reach));
  const behind = reach.exposures.filter(
    (exposure) => exposure.traffic.verdict === 'reachable' && open.some((opening) => overlaps(exposure, opening)),
  );
  const addresses = behind.flatMap(({ publicAddress, address }) => publicAddress ?? address ?? []);
  const places = addresses.length > 0 ? addresses : behind.map(({ resource }) => resource.id);
  return fail(
    say`The Internet reaches ${openText(open, services)} at ${sayAll([...new Set(places)])}.`,
    { open: open.map(openEvidence), exposures: behind.map(exposureEvidence) },
    { commands: closing(groupIds, region, open, behind), path: behind[0]?.path ?? [] },
  );
}

/** Commands that close it: at the groups, which let in what gets in, or at the balancers that lead there. */
function closing(
  groupIds: readonly string[],
  region: AwsRegion,
  open: readonly WorldOpen[],
  behind: readonly Exposure[],
): readonly string[] {
  const commands = groupIds.flatMap((id) => {
    const group = awsReach(region).estate.group(id);
    return group.known ? revoke(region, group.value, rulesBehind(group.value, region, open, 'ingress')) : [];
  });
  return commands.length > 0 ? commands : closeBalancers(behind, region);
}
