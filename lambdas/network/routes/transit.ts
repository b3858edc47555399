import { type Family, familyOf } from '#inventory/addresses.ts';
import type {
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRoute,
  TransitGatewayRouteTable,
  TransitGatewayVpcAttachment,
} from '#inventory/aws/gateways.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { say, type Text } from '#platform/text.ts';
import { type MissingCall, NOT_READ } from '#snapshot/recorded-call.ts';
import { AddressSet } from '../address-set.ts';
import type { Estate } from '../estate.ts';
import type { Code } from '../hop.ts';
import { transitPieces } from './transit-routes.ts';

/** Where a transit gateway sends what comes from one attachment. */
export interface TransitLead {
  /** Id of the route table; what stands for it where it was not read. */
  readonly component: string;
  /** The routes that may win; none where none does, or where the table was not read. */
  readonly routes: readonly TransitGatewayRoute[];
  /** Why nothing can be said, or why nothing gets out of the attachment at all. */
  readonly trouble?:
    | { readonly kind: 'unread'; readonly missing: readonly MissingCall[] }
    | { readonly kind: 'dead'; readonly code: Code; readonly message: Text };
  /** Every route that was read of the table and covers the destination, losers too. */
  readonly covering: readonly TransitGatewayRoute[];
  /** Every route of the table. */
  readonly all: readonly TransitGatewayRoute[];
}

/** A gateway by its id. One that was shared with us by another account is in the list as well. */
export function transitGatewayOf({ region }: Estate, id: string): Known<TransitGateway> {
  const list = region.transitGateways;
  const gateway = seenOf(list).find((each) => each.id === id);
  if (gateway) return known(gateway);
  return list.known ? notShown('ec2:DescribeTransitGateways', `${id} is not in the answer`) : unknown(list.missing);
}

/** How a VPC is attached to a gateway; `undefined` where it certainly is not. */
export function attachmentOf(
  estate: Estate,
  gatewayId: string,
  vpcId: string,
): Known<TransitGatewayVpcAttachment | undefined> {
  const list = estate.region.transitGatewayVpcAttachments;
  const all = seenOf(list).filter((each) => each.transitGatewayId === gatewayId && each.vpcId === vpcId);
  // One that was deleted is shown for a while beside the one that took its place.
  const attachment = all.find(({ state }) => state === 'available') ?? all[0];
  if (attachment) return known(attachment);
  if (!list.known) return unknown(list.missing);
  return vpcId === '' || estate.isForeign(vpcId)
    ? notShown(
        'ec2:DescribeTransitGatewayVpcAttachments',
        `whether ${vpcId || 'the VPC'} is attached to ${gatewayId} its owner can see`,
      )
    : known(undefined);
}

/** Where what comes from an attachment goes, by the table that is associated with it. */
export function transitLead(
  estate: Estate,
  { id, transitGatewayId }: TransitGatewayVpcAttachment,
  to: string,
): TransitLead {
  const table = tableOf(estate, id, transitGatewayId);
  const nothing = { routes: [], covering: [], all: [] };
  if ('kind' in table) return { ...nothing, component: table.kind === 'dead' ? id : 'route table', trouble: table };
  const component = table.id;
  if (!table.routes.known) return { ...nothing, component, trouble: { kind: 'unread', missing: table.routes.missing } };
  const family = familyOf(to);
  const pieces = transitPieces(table, family);
  const routes = pieces.find(({ addresses }) => addresses.contains(to))?.candidates ?? [];
  const all = table.routes.value.filter((route) => route.family === family);
  const covering = all.filter(({ cidr, state }) => state === 'active' && AddressSet.of(family, [cidr]).contains(to));
  return { component, routes, covering, all };
}

/** The table that routes what comes from an attachment, as pieces of all destinations; none where it was not read. */
export function transitPiecesFrom(
  estate: Estate,
  { id, transitGatewayId }: TransitGatewayVpcAttachment,
  family: Family,
): ReturnType<typeof transitPieces> {
  const table = tableOf(estate, id, transitGatewayId);
  return 'kind' in table ? [] : transitPieces(table, family);
}

function tableOf(
  estate: Estate,
  attachmentId: string,
  gatewayId: string,
): TransitGatewayRouteTable | NonNullable<TransitLead['trouble']> {
  const { transitGatewayAttachments: attachments, transitGatewayRouteTables: tables } = estate.region;
  const attachment = seenOf(attachments).find((each) => each.id === attachmentId);
  if (!attachment)
    return {
      kind: 'unread',
      missing: attachments.known
        ? [missing('ec2:DescribeTransitGatewayAttachments', `${attachmentId} is not in the answer`)]
        : attachments.missing,
    };
  const { routeTableId, associationState } = attachment;
  if (routeTableId === undefined || associationState !== 'associated') {
    const isPassing = associationState === 'associating' || associationState === 'disassociating';
    // Only the owner of a gateway is told which table an attachment is associated with.
    if (!isPassing && isOwn(estate, gatewayId, attachment))
      return {
        kind: 'dead',
        code: 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
        message: say`${attachmentId} is associated with no route table of ${gatewayId}.`,
      };
    const what = isPassing
      ? `${attachmentId} is ${associationState}`
      : `the owner of ${gatewayId} knows the table of ${attachmentId}`;
    return { kind: 'unread', missing: [missing('ec2:DescribeTransitGatewayAttachments', what)] };
  }
  const table = seenOf(tables).find((each) => each.id === routeTableId);
  if (table) return table;
  return {
    kind: 'unread',
    missing: tables.known
      ? [missing('ec2:DescribeTransitGatewayRouteTables', `${routeTableId} is not in the answer`)]
      : tables.missing,
  };
}

/** Whether a gateway is certainly of the account that was read. */
function isOwn(estate: Estate, gatewayId: string, attachment: TransitGatewayAttachment): boolean {
  const gateway = transitGatewayOf(estate, gatewayId);
  const owner = attachment.transitGatewayOwnerId ?? (gateway.known ? gateway.value.ownerId : undefined);
  return owner !== undefined && owner === estate.region.account;
}

const missing = (call: string, message: string): MissingCall => ({ call, code: NOT_READ, message });
const notShown = <T>(call: string, message: string): Known<T> => unknown<T>(missing(call, message));
