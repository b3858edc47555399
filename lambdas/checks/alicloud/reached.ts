import type { AliInterface } from '#inventory/alicloud/ecs.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import type { PortSet } from '#network/port-set.ts';
import type { Exposure } from '#network/reach/exposure.ts';
import { missingFor } from '#network/reached.ts';
import { portsOf, type ServiceFamily } from '#network/services.ts';
import { say, sayAll } from '#platform/text.ts';
import { isDirect, overlaps, reachBy, reachedByWorld } from '../aws/exposures.ts';
import { openEvidence, openText, type WorldOpen } from '../aws/open-text.ts';
import { fail, type Outcome, pass, undecided } from '../outcome.ts';
import { acceptsBehind, revoke } from './openings.ts';

/** What strangers may not reach. */
interface ReachRule {
  readonly pick: (opening: WorldOpen) => PortSet;
  readonly services?: readonly ServiceFamily[];
}

/** Whether a balancer hands connections through on a port that services of the families have. */
const offers = ({ via }: Exposure, services: readonly ServiceFamily[]): boolean =>
  via !== null &&
  via.type !== 'alb' &&
  services.some((family) => [TCP, UDP].some((protocol) => portsOf(family, protocol).contains(via.listenerPort)));

/** Fails an interface that the world certainly reaches where it must not; unknown where only the unread part lets the world in. */
export function judgeAliReach(nic: AliInterface, region: AliRegion, { pick, services }: ReachRule): Outcome {
  const reach = aliReach(region);
  // A listener is judged by itself; it leads to a machine's service only where it offers that service.
  const own = reachBy(reach.ofInterface(nic.id), (way) => isDirect(way) || offers(way, services ?? []));
  const { must: open, may } = reachedByWorld(own, pick);
  if (open.length === 0) return may.length === 0 ? pass() : undecided(missingFor(own));
  const behind = own.exposures.filter(
    (exposure) => exposure.traffic.verdict === 'reachable' && open.some((opening) => overlaps(exposure, opening)),
  );
  const addresses = [...new Set(behind.map(({ publicAddress, address }) => publicAddress ?? address ?? nic.id))];
  return fail(
    say`The Internet reaches ${openText(open, services)} at ${sayAll(addresses)}.`,
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
