import type { TransitGatewayRoute, TransitGatewayVpcAttachment } from '#inventory/aws/gateways.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import { orText, say, type Text } from '#platform/text.ts';
import type { Estate } from '../estate.ts';
import { type Code, distinctReasons, type Hop, type Leg, undecidedHop } from '../hop.ts';
import { routePieces } from '../routes/route-pieces.ts';
import { type TransitLead, transitLead } from '../routes/transit.ts';
import { lostBy, nameOfTransitRoute } from '../routes/transit-routes.ts';

type Fate = Pick<Hop, 'verdict' | 'code' | 'because' | 'message' | 'reasons'>;
type RouteAttachment = TransitGatewayRoute['attachments'][number];
/** Whether a route's attachment is that of the VPC where the packet should get to. */
type LeadsThere = (attachment: RouteAttachment) => boolean;

/**
 * What the transit gateway's table makes of a packet that should get to a VPC.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
 */
export function transitTableHop(
  estate: Estate,
  leg: Leg,
  { component, routes, trouble, covering, all }: TransitLead,
  to: Subnet,
  address: string,
  far: Known<TransitGatewayVpcAttachment | undefined>,
): Hop {
  const at = { leg, hop: 'transit-gateway-route-table', component } as const;
  if (trouble?.kind === 'unread')
    return { ...undecidedHop(at, trouble.missing), because: 'TGW_RTB_ROUTES_ARE_UNKNOWN' };
  if (trouble) return { ...at, rule: null, verdict: 'fail', code: trouble.code, message: trouble.message };
  const leadsThere: LeadsThere = (attachment) =>
    (far.known && far.value !== undefined && attachment.id === far.value.id) ||
    (attachment.resourceType === 'vpc' && attachment.resourceId === to.vpcId);
  const isThere = (route: TransitGatewayRoute): boolean => route.attachments.some(leadsThere);
  const [winner] = routes;
  if (!winner) {
    const code = all.some(isThere) ? 'TGW_RTB_CANNOT_ROUTE' : 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT';
    return { ...at, rule: null, verdict: 'fail', code, message: say`No route of ${component} leads to ${address}.` };
  }
  const loser = covering.find((route) => !routes.includes(route) && isThere(route));
  const lost: Code = loser ? lostBy(loser, winner) : 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT';
  const fates = routes.flatMap((route) => fatesOf(estate, route, address, leadsThere, lost));
  const rule = routes.map(nameOfTransitRoute).join(' or ');
  const [first] = fates as [Fate];
  if (fates.every(({ verdict }) => verdict === first.verdict)) return { ...at, rule, ...first };
  return {
    ...at,
    rule,
    verdict: 'unknown',
    code: 'X_AMBIGUOUS_ROUTE',
    message: say`Several attachments may get it, and they differ in where they lead.`,
    reasons: distinctReasons([
      { code: 'X_AMBIGUOUS_ROUTE', component },
      ...fates.flatMap(({ reasons = [] }) => reasons),
    ]),
  };
}

/** What the table makes of a packet that should get to a network which the snapshot does not show: whether it is dropped. */
export function transitDropHop(leg: Leg, { component, routes, trouble }: TransitLead, address: string): Hop {
  const at = { leg, hop: 'transit-gateway-route-table', component } as const;
  if (trouble?.kind === 'unread')
    return { ...undecidedHop(at, trouble.missing), because: 'TGW_RTB_ROUTES_ARE_UNKNOWN' };
  const fail = (code: Code, message: Text, rule: string | null = null): Hop => ({
    ...at,
    rule,
    verdict: 'fail',
    code,
    message,
  });
  if (trouble) return fail(trouble.code, trouble.message);
  const rule = routes.map(nameOfTransitRoute).join(' or ');
  const names = orText(routes.map(nameOfTransitRoute));
  if (routes.length === 0) return fail('TGW_RTB_CANNOT_ROUTE', say`No route of ${component} leads to ${address}.`);
  if (routes.every(({ state }) => state === 'blackhole'))
    return fail('TGW_RTB_BAD_STATE_ROUTE', say`It takes ${names}, which drops it.`, rule);
  return { ...at, rule, verdict: 'pass', message: say`It takes ${names}.` };
}

function fatesOf(
  estate: Estate,
  route: TransitGatewayRoute,
  address: string,
  leadsThere: LeadsThere,
  lost: Code,
): readonly Fate[] {
  const name = nameOfTransitRoute(route);
  if (route.state === 'blackhole')
    return [{ verdict: 'fail', code: 'TGW_RTB_BAD_STATE_ROUTE', message: say`It takes ${name}, which drops it.` }];
  if (route.attachments.length === 0) return [beyond(say`It takes ${name}.`, 'a transit gateway attachment')];
  return route.attachments.map((attachment): Fate => {
    if (leadsThere(attachment)) return { verdict: 'pass', message: say`It takes ${name}.` };
    const { id = 'an attachment', resourceType = 'unknown', resourceId } = attachment;
    const there = resourceId ?? say`something`;
    if (resourceType === 'vpc' && resourceId !== undefined && isDeadEnd(estate, id, address, leadsThere))
      return {
        verdict: 'fail',
        code: lost,
        message: say`It takes ${name}, over the ${resourceType} attachment to ${there}, where it goes no further.`,
      };
    return beyond(
      say`It takes ${name}, over the ${resourceType} attachment to ${there}; what lies beyond was not read.`,
      id,
    );
  });
}

const beyond = (message: Text, component: string): Fate => ({
  verdict: 'unknown',
  code: 'X_MIDDLEBOX',
  message,
  reasons: [{ code: 'X_MIDDLEBOX', component }],
});

/**
 * Whether another VPC certainly has nothing that could hand a packet on: the table of each subnet of its attachment
 * keeps it inside, drops it, has no route for it, or leads back to a gateway that sends it round and round.
 */
function isDeadEnd(
  estate: Estate,
  attachmentId: string,
  address: string,
  leadsThere: LeadsThere,
  passed: readonly string[] = [],
): boolean {
  if (passed.includes(attachmentId)) return true;
  const attachment = seenOf(estate.region.transitGatewayVpcAttachments).find(({ id }) => id === attachmentId);
  if (!attachment || attachment.subnetIds.length === 0) return false;
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  return attachment.subnetIds.every((id) => {
    const table = estate.routeTableOf(id);
    if (!table.known) return false;
    const { pieces, hasUnreadRoutes } = routePieces(table.value, family, estate.region.prefixLists);
    const candidates = pieces.find(({ addresses }) => addresses.contains(address))?.candidates ?? [];
    return (
      !hasUnreadRoutes &&
      candidates.every(
        ({ target, state }) =>
          state === 'blackhole' ||
          target.kind === 'local' ||
          (target.id === attachment.transitGatewayId &&
            isRoundTrip(estate, attachment, address, leadsThere, [...passed, attachmentId])),
      )
    );
  });
}

/** Whether what comes from an attachment goes only to where it was before, or nowhere. */
function isRoundTrip(
  estate: Estate,
  attachment: TransitGatewayVpcAttachment,
  address: string,
  leadsThere: LeadsThere,
  passed: readonly string[],
): boolean {
  const { routes, trouble } = transitLead(estate, attachment, address);
  if (trouble) return trouble.kind === 'dead';
  return routes.every(
    ({ state, attachments }) =>
      state === 'blackhole' ||
      (attachments.length > 0 &&
        attachments.every(
          (each) => !leadsThere(each) && isDeadEnd(estate, each.id ?? '', address, leadsThere, passed),
        )),
  );
}
