import type { NetworkInterface, SecurityGroup } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { awsReach } from '#network/aws-reach.ts';
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
  const members = membersOf(group.id, region);
  if (members.some((nic) => isReached(nic, region, open))) return outcome;
  const now = members.length === 0 ? 'No interface has the group now' : 'Nothing on the Internet gets through it now';
  return { ...outcome, severity: oneStepLower(severity), message: `${outcome.message} ${now}.` } satisfies Fail;
}

const members = new WeakMap<AwsRegion, ReadonlyMap<string, readonly NetworkInterface[]>>();

/** The interfaces that carry a group. */
function membersOf(groupId: string, region: AwsRegion): readonly NetworkInterface[] {
  let index = members.get(region);
  if (!index) {
    const made = new Map<string, NetworkInterface[]>();
    for (const nic of seenOf(region.networkInterfaces))
      for (const id of nic.groupIds) made.set(id, [...(made.get(id) ?? []), nic]);
    index = made;
    members.set(region, index);
  }
  return index.get(groupId) ?? [];
}

/** Whether strangers get to an interface, or may, by what the group opens. A balancer's own interfaces count as reached. */
function isReached({ id, description }: NetworkInterface, region: AwsRegion, open?: readonly WorldOpen[]): boolean {
  if (description?.startsWith('ELB ')) return true;
  const { exposures } = awsReach(region).ofInterface(id);
  return exposures.some((exposure) => !open || open.some((opening) => overlaps(exposure, opening)));
}
