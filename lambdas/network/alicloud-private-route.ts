import { familyOf } from '#inventory/addresses.ts';
import type { AliNextHop, AliRoute } from '#inventory/alicloud/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { orText, say } from '#platform/text.ts';
import { AddressSet } from './address-set.ts';
import type { AliEstate } from './alicloud-estate.ts';
import { type Hop, type Leg, undecidedHop } from './hop.ts';

/** One end of a flow inside the cloud. */
export interface AliEnd {
  readonly vSwitchId?: string;
  readonly vpcId?: string;
}

/** Next hops that lead out to the Internet, and so to no private address. */
const OUTWARDS: ReadonlySet<string> = new Set(['natgateway', 'ipv4gateway', 'ipv6gateway']);

/**
 * Where the route table of a vSwitch sends what goes to an address: the longest prefix wins. Inside a VPC the system's own
 * routes lead from every vSwitch to every other; what a router, a gateway or a machine in between does cannot be told here.
 *
 * @see https://www.alibabacloud.com/help/en/vpc/user-guide/route-table-overview
 */
export function aliPrivateRouteHop(estate: AliEstate, leg: Leg, from: AliEnd, to: AliEnd, address: string): Hop {
  const at = { leg, hop: 'route-table', component: 'route table' } as const;
  const table = estate.routeTableOf(from.vSwitchId);
  if (!table.known) return undecidedHop(at, table.missing);
  const here = { ...at, component: table.value.id };
  if (!table.value.routes.known) return undecidedHop(here, table.value.routes.missing);
  const isInside = from.vpcId !== undefined && from.vpcId === to.vpcId;
  // Every table has the system's route to every vSwitch of its VPC, whether or not an answer lists it.
  const range = isInside ? rangeAround(estate, from.vpcId, address) : undefined;
  const system: readonly AliRoute[] =
    range === undefined ? [] : [{ destination: range, type: 'system', status: 'available', nextHops: [] }];
  const route = longestTo([...table.value.routes.value, ...system], address);
  if (!route || isLocal(route)) {
    if (isInside)
      return {
        ...here,
        rule: route?.destination ?? null,
        verdict: 'pass',
        message: say`It stays inside ${from.vpcId}.`,
      };
    const message = route
      ? say`It takes ${route.destination} and stays in ${from.vpcId ?? say`its VPC`}.`
      : say`No route of ${here.component} leads to ${address}.`;
    return { ...here, rule: route?.destination ?? null, verdict: 'fail', code: 'NO_ROUTE_TO_DESTINATION', message };
  }
  return { ...here, rule: route.destination, ...fateOf(estate, route, address) };
}

/** The range of the vSwitch that an address is in. */
const rangeAround = ({ region }: AliEstate, vpcId: string | undefined, address: string): string | undefined =>
  seenOf(region.vSwitches).find(
    (each) =>
      each.vpcId === vpcId &&
      each.cidr !== undefined &&
      AddressSet.of(familyOf(each.cidr), [each.cidr]).contains(address),
  )?.cidr;

/** The route that an address takes. */
export function longestTo(routes: readonly AliRoute[], address: string): AliRoute | undefined {
  const family = familyOf(address);
  return routes
    .filter(({ destination }) => familyOf(destination) === family)
    .filter(({ destination }) => AddressSet.of(family, [destination]).contains(address))
    .toSorted((a, b) => lengthOf(b.destination) - lengthOf(a.destination))[0];
}

/** Whether a route leads to other networks, over something whose far side no call shows. */
export const leadsOn = ({ nextHops }: AliRoute): boolean =>
  nextHops.some(({ type, enabled }) => enabled !== false && type !== 'local' && !OUTWARDS.has(type));

export const isLocal = ({ type, nextHops }: AliRoute): boolean =>
  nextHops.every((hop) => hop.type === 'local' || (type === 'system' && hop.id === undefined));

const nameOf = ({ type, id }: AliNextHop): string => id ?? type;

/** A next hop that is a machine or an interface which was looked for and is not there. */
const isGone = (estate: AliEstate, { type, id }: AliNextHop): boolean =>
  id !== undefined &&
  ((type === 'instance' && estate.region.instances.known && !estate.instance(id).known) ||
    (type === 'networkinterface' && estate.region.interfaces.known && estate.interface(id) === undefined));

function fateOf(
  estate: AliEstate,
  { destination, nextHops }: AliRoute,
  address: string,
): Pick<Hop, 'verdict' | 'code' | 'message' | 'reasons'> {
  const used = nextHops.filter((hop) => hop.enabled !== false && !isGone(estate, hop));
  const names = orText((used.length > 0 ? used : nextHops).map(nameOf));
  if (used.length === 0)
    return {
      verdict: 'fail',
      code: 'BAD_STATE_ROUTE',
      message: say`It takes ${destination} to ${names}, which is dead.`,
    };
  if (used.every(({ type }) => OUTWARDS.has(type))) {
    const message = say`It takes ${destination} to ${names}, which does not lead to ${address}.`;
    return { verdict: 'fail', code: 'NO_ROUTE_TO_DESTINATION', message };
  }
  const dropped = blackholeFor(estate, address);
  const also = dropped === undefined ? undefined : say`A transit router drops ${dropped}.`;
  const unread = say`It takes ${destination} to ${names}; where it goes from there was not read.`;
  return {
    verdict: 'unknown',
    code: 'X_MIDDLEBOX',
    message: also ? say`${unread} ${also}` : unread,
    reasons: used.map((hop) => ({
      code: 'X_MIDDLEBOX' as const,
      component: nameOf(hop),
      ...(also ? { message: also } : {}),
    })),
  };
}

/**
 * The blackhole of a transit router that an address would fall into. No call that is made tells which of a router's tables
 * an attachment uses, so that this is a hint and no verdict.
 */
function blackholeFor({ region }: AliEstate, address: string): string | undefined {
  const family = familyOf(address);
  const [longest] = seenOf(region.central.transitRoutes)
    .filter(({ status, destination }) => status === 'active' && familyOf(destination) === family)
    .filter(({ destination }) => AddressSet.of(family, [destination]).contains(address))
    .toSorted((a, b) => lengthOf(b.destination) - lengthOf(a.destination));
  return longest?.isBlackhole ? `${longest.destination} (${longest.tableId})` : undefined;
}

const lengthOf = (cidr: string): number => Number(cidr.split('/')[1]);
