import type { NetworkInterface, SecurityGroup } from '../../../lambdas/inventory/aws/ec2.ts';
import type { TransitGatewayRoute, TransitGatewayVpcAttachment } from '../../../lambdas/inventory/aws/gateways.ts';
import type { AwsRegion } from '../../../lambdas/inventory/aws/region.ts';
import type { NetworkAcl, RouteTable, Subnet } from '../../../lambdas/inventory/aws/vpc.ts';
import { isIn } from './addresses.ts';
import { aclAllows, groupsAllow } from './filters.ts';
import { winningRoute } from './internet.ts';

/** One packet from an interface of ours to the private address of another, and its reply to one client port. */
export interface InsidePacket {
  readonly protocol: number;
  readonly source: string;
  readonly address: string;
  readonly port: number;
  readonly clientPort: number;
}

/** Where the gateway picks one of several subnets, the answer may hang on which. */
export type Outcome = 'yes' | 'no' | 'depends';

type Fact<T> = { readonly known: true; readonly value: T } | { readonly known: false };

function told<T>(fact: Fact<T>): T {
  if (!fact.known) throw new Error('the oracle judges what is known');
  return fact.value;
}

/** What one packet on one leg looks like to a filter. */
interface Hand {
  readonly protocol: number;
  readonly port: number;
  readonly source: string;
  readonly destination: string;
}

/** Every step of one packet and its reply, for every choice that AWS may make, one after the other. */
export function insideReaches(region: AwsRegion, fromId: string, toId: string, packet: InsidePacket): Outcome {
  const nics = told(region.networkInterfaces);
  const from = nics.find((each) => each.id === fromId) as NetworkInterface;
  const to = nics.find((each) => each.id === toId) as NetworkInterface;
  for (const nic of [from, to]) if (!isUp(region, nic)) return 'no';

  const { protocol, source, address } = packet;
  const there: Hand = { protocol, port: packet.port, source, destination: address };
  const back: Hand = { protocol, port: packet.clientPort, source: address, destination: source };
  const ways = carried(region, from, to, there);
  const waysBack = carried(region, to, from, back);
  const link = linkOf(region, from, to, address);
  if (!groupsLetOut(region, from, to, there, link) || !groupsLetIn(region, from, to, there, link)) return 'no';

  const outcomes = ways.flatMap((one) => waysBack.map((other) => one && other));
  if (outcomes.every((each) => each)) return 'yes';
  return outcomes.some((each) => each) ? 'depends' : 'no';
}

function isUp(region: AwsRegion, nic: NetworkInterface): boolean {
  if (nic.status !== 'in-use') return false;
  const id = nic.attachment?.instanceId;
  return id === undefined || told(region.instances).find((each) => each.id === id)?.state === 'running';
}

const subnetOf = (region: AwsRegion, id: string | undefined): Subnet =>
  told(region.subnets).find((each) => each.id === id) as Subnet;

function tableOf(region: AwsRegion, subnet: Subnet): RouteTable {
  const tables = told(region.routeTables);
  return (tables.find((each) => each.subnetIds.includes(subnet.id)) ??
    tables.find((each) => each.vpcId === subnet.vpcId && each.main)) as RouteTable;
}

function aclLets(region: AwsRegion, subnet: Subnet, direction: 'ingress' | 'egress', hand: Hand): boolean {
  const acls = told(region.networkAcls);
  const acl = (acls.find((each) => each.subnetIds.includes(subnet.id)) ??
    acls.find((each) => each.vpcId === subnet.vpcId && each.isDefault)) as NetworkAcl;
  const peer = direction === 'ingress' ? hand.source : hand.destination;
  return aclAllows(told(acl.entries), direction, { protocol: hand.protocol, port: hand.port, peer });
}

/** Whether one leg gets from subnet to subnet, for each subnet through which the gateway may hand it over. */
function carried(region: AwsRegion, from: NetworkInterface, to: NetworkInterface, hand: Hand): readonly boolean[] {
  const [here, there] = [subnetOf(region, from.subnetId), subnetOf(region, to.subnetId)];
  if (here.id === there.id) return [true];
  if (!aclLets(region, here, 'egress', hand)) return [false];
  const route = winningRoute(tableOf(region, here), hand.destination, region);
  if (route?.state !== 'active') return [false];
  const arrives = (): boolean => aclLets(region, there, 'ingress', hand);
  if (route.target.kind === 'local') return [here.vpcId === there.vpcId && arrives()];
  if (route.target.kind === 'vpc-peering-connection') {
    const peering = told(region.vpcPeeringConnections).find((each) => each.id === route.target.id);
    const sides = [peering?.requester, peering?.accepter];
    const far = sides.find((side) => side?.vpcId !== here.vpcId);
    const isNear = sides.some((side) => side?.vpcId === here.vpcId);
    const leads = peering?.status === 'active' && isNear && far?.vpcId === there.vpcId;
    return [leads && far.cidrs.some((cidr) => isIn(hand.destination, cidr)) && arrives()];
  }
  if (route.target.kind !== 'transit-gateway') return [false];
  return overGateway(region, route.target.id, here, there, hand, arrives);
}

function overGateway(
  region: AwsRegion,
  gatewayId: string,
  here: Subnet,
  there: Subnet,
  hand: Hand,
  arrives: () => boolean,
): readonly boolean[] {
  const gateway = told(region.transitGateways).find((each) => each.id === gatewayId);
  const near = attachment(region, gatewayId, here.vpcId);
  const far = attachment(region, gatewayId, there.vpcId);
  if (gateway?.state !== 'available' || near?.state !== 'available' || far?.state !== 'available') return [false];
  const zoneOf = (id: string): string | undefined => subnetOf(region, id).availabilityZone;
  const door = near.subnetIds.find((id) => zoneOf(id) === here.availabilityZone);
  if (door === undefined || !aclLets(region, subnetOf(region, door), 'ingress', hand)) return [false];

  const association = told(region.transitGatewayAttachments).find((each) => each.id === near.id);
  if (association?.associationState !== 'associated') return [false];
  const table = told(region.transitGatewayRouteTables).find((each) => each.id === association.routeTableId);
  const winner = winningOf(told((table as { routes: Fact<readonly TransitGatewayRoute[]> }).routes), hand.destination);
  if (winner?.state !== 'active' || winner.attachments[0]?.id !== far.id) return [false];

  const sameZone = far.subnetIds.filter((id) => zoneOf(id) === here.availabilityZone);
  const isPicked = near.applianceMode || far.applianceMode || sameZone.length === 0;
  return (isPicked ? far.subnetIds : sameZone).map((id) => {
    if (id === there.id) return true;
    const out = subnetOf(region, id);
    if (!aclLets(region, out, 'egress', hand)) return false;
    return winningRoute(tableOf(region, out), hand.destination, region)?.target.kind === 'local' && arrives();
  });
}

const attachment = (region: AwsRegion, gatewayId: string, vpcId: string): TransitGatewayVpcAttachment | undefined =>
  told(region.transitGatewayVpcAttachments).find((each) => each.transitGatewayId === gatewayId && each.vpcId === vpcId);

function winningOf(routes: readonly TransitGatewayRoute[], destination: string): TransitGatewayRoute | undefined {
  let best: TransitGatewayRoute | undefined;
  for (const route of routes) {
    if (!isIn(destination, route.cidr)) continue;
    const length = Number(route.cidr.split('/')[1]);
    const bestLength = best === undefined ? -1 : Number(best.cidr.split('/')[1]);
    const isStatic = route.type === 'static';
    if (length > bestLength || (length === bestLength && isStatic && best?.type !== 'static')) best = route;
  }
  return best;
}

/** Over what the first packet goes, as far as rules that name groups care. */
function linkOf(region: AwsRegion, from: NetworkInterface, to: NetworkInterface, address: string) {
  const [here, there] = [subnetOf(region, from.subnetId), subnetOf(region, to.subnetId)];
  if (here.vpcId === there.vpcId) return { out: true, in: true };
  const route = winningRoute(tableOf(region, here), address, region);
  if (route?.target.kind !== 'transit-gateway') return { out: true, in: true };
  const gateway = told(region.transitGateways).find((each) => each.id === route.target.id);
  const ends = [here, there].map(({ vpcId }) => attachment(region, route.target.id, vpcId));
  const isIn_ = gateway?.securityGroupReferencing === true && ends.every((end) => end?.securityGroupReferencing);
  return { out: false, in: isIn_ };
}

const groupsOf = (region: AwsRegion, nic: NetworkInterface): readonly SecurityGroup[] =>
  nic.groupIds.map((id) => told(region.securityGroups).find((each) => each.id === id) as SecurityGroup);

/** Rules that name a group of the other end, written as rules for its address. */
function naming(groups: readonly SecurityGroup[], other: NetworkInterface, address: string, keeps: boolean) {
  return groups.map(
    (group): SecurityGroup => ({
      ...group,
      rules: {
        known: true,
        value: told(group.rules).map((rule) =>
          rule.peer.kind === 'group' && keeps && other.groupIds.includes(rule.peer.id)
            ? { ...rule, peer: { kind: 'cidr', cidr: `${address}/32`, family: 'ipv4' } }
            : rule,
        ),
      },
    }),
  );
}

function groupsLetOut(
  region: AwsRegion,
  from: NetworkInterface,
  to: NetworkInterface,
  hand: Hand,
  link: { readonly out: boolean },
): boolean {
  const groups = naming(groupsOf(region, from), to, hand.destination, link.out);
  return groups.length === 0 || groupsAllow(groups, 'egress', { ...hand, peer: hand.destination });
}

function groupsLetIn(
  region: AwsRegion,
  from: NetworkInterface,
  to: NetworkInterface,
  hand: Hand,
  link: { readonly in: boolean },
): boolean {
  const groups = naming(groupsOf(region, to), from, hand.source, link.in);
  return groups.length === 0 || groupsAllow(groups, 'ingress', { ...hand, peer: hand.source });
}
