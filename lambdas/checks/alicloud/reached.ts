import type { AliInterface } from '#inventory/alicloud/ecs.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import type { PortSet } from '#network/port-set.ts';
import { missingFor } from '#network/reached.ts';
import type { ServiceFamily } from '#network/services.ts';
import { overlaps, reachedByWorld } from '../aws/exposures.ts';
import { openEvidence, openText, type WorldOpen } from '../aws/open-text.ts';
import { fail, type Outcome, pass, undecided } from '../outcome.ts';
import { acceptsBehind, revoke } from './openings.ts';

/** What strangers may not reach. */
interface ReachRule {
  readonly pick: (opening: WorldOpen) => PortSet;
  readonly services?: readonly ServiceFamily[];
}

/** Fails an interface that the world certainly reaches where it must not; unknown where only the unread part lets the world in. */
export function judgeAliReach(nic: AliInterface, region: AliRegion, { pick, services }: ReachRule): Outcome {
  const reach = aliReach(region);
  const own = reach.ofInterface(nic.id);
  const { must: open, may } = reachedByWorld(own, pick);
  if (open.length === 0) return may.length === 0 ? pass() : undecided(missingFor(own));
  const behind = own.exposures.filter(
    (exposure) => exposure.traffic.verdict === 'reachable' && open.some((opening) => overlaps(exposure, opening)),
  );
  const addresses = [...new Set(behind.map(({ publicAddress, address }) => publicAddress ?? address ?? nic.id))];
  return fail(
    `The Internet reaches ${openText(open, services)} at ${addresses.join(', ')}.`,
    { open: open.map(openEvidence), addresses, instance: nic.instanceId ?? null },
    {
      commands: nic.groupIds.flatMap((id) => {
        const group = reach.estate.group(id);
        return group.known ? revoke(region, group.value, acceptsBehind(group.value, region, open, 'ingress')) : [];
      }),
      path: behind[0]?.path ?? [],
    },
  );
}
