import type { Family } from '#inventory/addresses.ts';
import type { TransitGatewayVpcAttachment } from '#inventory/aws/gateways.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import { type Known, known } from '#inventory/known.ts';
import { say, type Text } from '#platform/text.ts';
import { NOT_READ } from '#snapshot/recorded-call.ts';
import type { Estate } from '../estate.ts';
import { type Hop, type Leg, undecidedHop } from '../hop.ts';
import { attachmentOf, transitGatewayOf, transitLead } from '../routes/transit.ts';
import { transitDropHop, transitTableHop } from './transit-table.ts';

/** The subnets of an attachment through one of which a packet goes. */
export interface TransitDoor {
  /** One where it is settled; none where nothing is known of them, or where it gets through none. */
  readonly subnets: readonly Subnet[];
  /** Whether the subnet where the flow begins or ends may be such a one without being among them. */
  readonly mayBeAny: boolean;
}

/** One leg of a flow from VPC to VPC over a transit gateway. */
export interface TransitLeg {
  /** The attachment of the VPC that the packet leaves; nothing where the other leg has said that there is none. */
  readonly entry: readonly Hop[];
  readonly entryDoor: TransitDoor;
  /** What happens in the gateway, and whether the other VPC is attached. */
  readonly inside: readonly Hop[];
  readonly exitDoor: TransitDoor;
}

/** Where a leg begins and ends. */
export interface TransitTrip {
  readonly leg: Leg;
  readonly gatewayId: string;
  readonly from: Subnet;
  readonly to: Subnet;
  readonly family: Family;
  /** The packet's destination. */
  readonly address: string;
  /** What the other leg has said already: a cause is said once. */
  readonly said: Set<string>;
}

/**
 * From the table of a subnet that leads to a transit gateway to the edge of the other VPC: the attachment must have a
 * subnet in the zone of the sender, its table must lead to the other VPC's attachment, and both must be available.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
export function transitLeg(estate: Estate, trip: TransitTrip): TransitLeg {
  const { leg, gatewayId, from, to, address, said } = trip;
  const near = attachmentOf(estate, gatewayId, from.vpcId);
  const far = attachmentOf(estate, gatewayId, to.vpcId);
  const { entry, entryDoor } = entryOf(estate, trip, near);
  const inside: Hop[] = [];
  if (!said.has(gatewayId)) inside.push(gatewayHop(estate, leg, gatewayId));
  said.add(gatewayId);
  const nearOne = near.known ? near.value : undefined;
  if (nearOne) inside.push(transitTableHop(estate, leg, transitLead(estate, nearOne, address), to, address, far));
  const farName = nameOf(far, to.vpcId);
  if (!said.has(farName)) inside.push(availableHop(trip, far, to.vpcId));
  said.add(farName);
  return { entry, entryDoor, inside, exitDoor: exitDoorOf(estate, from, near, far) };
}

/** {@link transitLeg} to where the snapshot does not show anything: it certainly ends where the gateway drops it. */
export function transitWayBack(
  estate: Estate,
  { gatewayId, from, family, address }: Pick<TransitTrip, 'gatewayId' | 'from' | 'family' | 'address'>,
): Pick<TransitLeg, 'entry' | 'entryDoor' | 'inside'> {
  const leg = 'return';
  const near = attachmentOf(estate, gatewayId, from.vpcId);
  const said = new Set<string>();
  const trip = { leg, gatewayId, from, family, said } as const;
  const table =
    near.known && near.value ? [transitDropHop(leg, transitLead(estate, near.value, address), address)] : [];
  return { ...entryOf(estate, trip, near), inside: [gatewayHop(estate, leg, gatewayId), ...table] };
}

const nameOf = (attachment: Known<TransitGatewayVpcAttachment | undefined>, vpcId: string): string =>
  (attachment.known ? attachment.value?.id : undefined) ?? vpcId;

const NO_DOOR: TransitDoor = { subnets: [], mayBeAny: false };
const ANY_DOOR: TransitDoor = { subnets: [], mayBeAny: true };

type Entering = Pick<TransitTrip, 'leg' | 'gatewayId' | 'from' | 'family' | 'said'>;

function entryOf(
  estate: Estate,
  trip: Entering,
  near: Known<TransitGatewayVpcAttachment | undefined>,
): Pick<TransitLeg, 'entry' | 'entryDoor'> {
  const { leg, from, said } = trip;
  const name = nameOf(near, from.vpcId);
  const state = availableHop(trip, near, from.vpcId);
  const isSaid = said.has(name);
  said.add(name);
  const attachment = near.known ? near.value : undefined;
  if (!attachment) return { entry: isSaid ? [] : [state], entryDoor: near.known ? NO_DOOR : ANY_DOOR };
  const { zone, subnets } = zoneOf(estate, attachment, from);
  const entryDoor: TransitDoor = { subnets, mayBeAny: attachment.subnetIds.length === 0 };
  const at = { leg, hop: 'transit-gateway-attachment', component: attachment.id } as const;
  if (state.verdict !== 'pass' && !isSaid) return { entry: [state], entryDoor };
  if (zone === 'elsewhere')
    return {
      entry: [
        {
          ...at,
          rule: null,
          verdict: 'fail',
          code: 'TGW_ROUTE_AZ_RESTRICTION',
          message: say`${attachment.id} has no subnet in ${String(from.availabilityZone)}, where ${from.id} is.`,
        },
      ],
      entryDoor,
    };
  if (zone === 'here') {
    const through = subnets[0]?.id ?? null;
    return {
      entry: [{ ...at, rule: through, verdict: 'pass', message: say`It enters through ${String(through)}.` }],
      entryDoor,
    };
  }
  return { entry: [undecidedHop(at, [zone])], entryDoor };
}

/** Whether an attachment takes packets at all. */
function availableHop(
  { leg, gatewayId, family }: Entering,
  attachment: Known<TransitGatewayVpcAttachment | undefined>,
  vpcId: string,
): Hop {
  const at = { leg, hop: 'transit-gateway-attachment', component: nameOf(attachment, vpcId), rule: null } as const;
  if (!attachment.known) return undecidedHop(at, attachment.missing);
  const fail = (message: Text): Hop => ({ ...at, verdict: 'fail', code: 'BAD_STATE_ATTACHMENT', message });
  const one = attachment.value;
  if (!one) return fail(say`${vpcId} is not attached to ${gatewayId}.`);
  if (one.state === 'modifying' || one.state === 'unknown')
    return undecidedHop(at, [notTold(`${one.id} is ${one.state}`)]);
  if (one.state !== 'available') return fail(say`${one.id} is ${one.state}, not available.`);
  if (family === 'ipv6' && one.ipv6 === undefined) return undecidedHop(at, [notTold(`whether ${one.id} carries IPv6`)]);
  if (family === 'ipv6' && !one.ipv6)
    return {
      ...at,
      verdict: 'fail',
      code: 'PROTOCOL_RESTRICTION',
      message: say`IPv6 support of ${one.id} is disabled.`,
    };
  return { ...at, verdict: 'pass', message: say`${one.id} is available.` };
}

const notTold = (message: string, call = 'ec2:DescribeTransitGatewayVpcAttachments') => ({
  call,
  code: NOT_READ,
  message,
});

/**
 * Which subnet of the attachment takes what a subnet sends: the one of its own zone. Subnets of Local Zones go through
 * the zone that they belong to, which the snapshot does not tell.
 */
function zoneOf(
  estate: Estate,
  { id, vpcId, subnetIds }: TransitGatewayVpcAttachment,
  from: Subnet,
): { readonly zone: 'here' | 'elsewhere' | ReturnType<typeof notTold>; readonly subnets: readonly Subnet[] } {
  const subnets = subnetIds.map((subnetId) => estate.subnetOf({ subnetId, vpcId }));
  const { availabilityZone } = from;
  if (subnetIds.includes(from.id)) return { zone: 'here', subnets: [from] };
  const here = subnets.filter((subnet) => subnet.availabilityZone === availabilityZone);
  if (availabilityZone === undefined)
    return { zone: notTold(`the zone of ${from.id}`, 'ec2:DescribeSubnets'), subnets };
  if (here.length > 0) return { zone: 'here', subnets: here };
  if (subnetIds.length === 0) return { zone: notTold(`the subnets of ${id}`), subnets };
  if (!/^[a-z]+(-[a-z]+)+-\d+[a-z]$/.test(availabilityZone))
    return { zone: notTold(`the parent zone of ${availabilityZone}`, 'ec2:DescribeAvailabilityZones'), subnets };
  const unread = subnets.find((subnet) => subnet.availabilityZone === undefined);
  if (unread) return { zone: notTold(`the zone of ${unread.id}`, 'ec2:DescribeSubnets'), subnets };
  return { zone: 'elsewhere', subnets: [] };
}

/**
 * The subnets through which the gateway may hand a packet over: the one of the zone that it comes from, else any. With
 * appliance mode the gateway picks one for each flow.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
function exitDoorOf(
  estate: Estate,
  from: Subnet,
  near: Known<TransitGatewayVpcAttachment | undefined>,
  far: Known<TransitGatewayVpcAttachment | undefined>,
): TransitDoor {
  const there = far.known ? far.value : undefined;
  if (!there) return far.known ? NO_DOOR : ANY_DOOR;
  const subnets = there.subnetIds.map((subnetId) => estate.subnetOf({ subnetId, vpcId: there.vpcId }));
  const picks = there.applianceMode || (near.known && near.value?.applianceMode === true);
  const here = subnets.filter(({ availabilityZone }) => availabilityZone === from.availabilityZone);
  const isSettled = !picks && from.availabilityZone !== undefined && here.length > 0;
  return { subnets: isSettled ? here : subnets, mayBeAny: subnets.length === 0 };
}

function gatewayHop(estate: Estate, leg: Leg, id: string): Hop {
  const at = { leg, hop: 'transit-gateway', component: id, rule: null } as const;
  const gateway = transitGatewayOf(estate, id);
  if (!gateway.known) return undecidedHop(at, gateway.missing);
  const { state } = gateway.value;
  if (state === 'available') return { ...at, verdict: 'pass', message: say`${id} is available.` };
  if (state === 'modifying' || state === 'unknown')
    return undecidedHop(at, [notTold(`${id} is ${state}`, 'ec2:DescribeTransitGateways')]);
  return { ...at, verdict: 'fail', code: 'BAD_STATE', message: say`${id} is ${state}, not available.` };
}

/** Whether rules may name groups of the other VPC: the gateway and both attachments must allow it. */
export function carriesGroups(estate: Estate, gatewayId: string, vpcIds: readonly string[]): Known<boolean> {
  const gateway = transitGatewayOf(estate, gatewayId);
  if (gateway.known && !gateway.value.securityGroupReferencing) return known(false);
  const attachments = vpcIds.map((vpcId) => attachmentOf(estate, gatewayId, vpcId));
  if (attachments.some((each) => each.known && each.value?.securityGroupReferencing === false)) return known(false);
  const missing = [gateway, ...attachments].flatMap((each) => (each.known ? [] : each.missing));
  return missing.length > 0 ? { known: false, missing } : known(true);
}
