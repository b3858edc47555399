import type { SecurityGroup } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { awsReach } from '#network/aws-reach.ts';
import { say } from '#platform/text.ts';
import { type Fail, type Outcome, oneStepLower, type Severity } from '../outcome.ts';
import { overlaps } from './exposures.ts';
import type { WorldOpen } from './open-text.ts';

/**
 * Takes the severity of a group's failure one step down where nothing comes through the group now, and says so.
 * What could not be read might come through, so then the severity stays.
 */
export function asLatent(
  outcome: Outcome,
  severity: Severity,
  group: SecurityGroup,
  region: AwsRegion,
  open?: readonly WorldOpen[],
): Outcome {
  if (outcome.verdict !== 'fail' || !region.networkInterfaces.known) return outcome;
  const members = awsReach(region).interfacesWith(group.id);
  if (members.some((id) => isReached(id, region, open))) return outcome;
  const message =
    members.length === 0
      ? say`${outcome.message} No interface has the group now.`
      : say`${outcome.message} Nothing on the Internet gets through it now.`;
  return { ...outcome, severity: oneStepLower(severity), message } satisfies Fail;
}

/** Whether strangers get to an interface, or may, by what the group opens. */
const isReached = (id: string, region: AwsRegion, open?: readonly WorldOpen[]): boolean =>
  awsReach(region)
    .ofInterface(id)
    .exposures.some((exposure) => !open || open.some((opening) => overlaps(exposure, opening)));
