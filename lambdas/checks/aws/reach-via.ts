import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { awsReach } from '#network/aws-reach.ts';
import type { PortSet } from '#network/port-set.ts';
import type { Exposure } from '#network/reach/exposure.ts';
import { portsOf, type ServiceFamily } from '#network/services.ts';
import { notApplicable, type Outcome } from '../outcome.ts';
import { isDirect, reachBy } from './exposures.ts';
import type { WorldOpen } from './open-text.ts';
import { judgeReach } from './world-reach.ts';

/** What an interface check wants to know of what the world reaches. */
interface InterfaceRule {
  readonly pick: (opening: WorldOpen) => PortSet;
  /** Families whose services are named, and for which a balancer's listener on one of their ports is a way in. */
  readonly services?: readonly ServiceFamily[];
}

/** Judges what the world reaches at an interface. A balancer's own interfaces are judged as the balancer. */
export function judgeInterface(nic: NetworkInterface, region: AwsRegion, { pick, services }: InterfaceRule): Outcome {
  const reach = awsReach(region);
  if (reach.balancers.balancerOf(nic.id)) return notApplicable('It is a load balancer’s own interface.');
  const counts = services ? serves(services) : isDirect;
  return judgeReach(reachBy(reach.ofInterface(nic.id), counts), region, { pick, services, groupIds: nic.groupIds });
}

/**
 * Which ways in offer services of some families to strangers: the address itself, and a balancer that hands connections
 * through on a port of the same families. What stands behind another listener is the application's own affair: many a web
 * application listens on a number that a database has as well.
 */
const serves =
  (families: readonly ServiceFamily[]) =>
  ({ via }: Exposure): boolean =>
    via === null ||
    (via.type !== 'alb' &&
      families.some((family) => [TCP, UDP].some((protocol) => portsOf(family, protocol).contains(via.listenerPort))));
