import type { NetworkInterface, SecurityGroup } from '../../../lambdas/inventory/aws/ec2.ts';
import type { AwsRegion } from '../../../lambdas/inventory/aws/region.ts';
import type { NetworkAcl, Route, RouteTable } from '../../../lambdas/inventory/aws/vpc.ts';
import { isIn } from './addresses.ts';
import { aclAllows, groupsAllow } from './filters.ts';

/** One packet from the Internet to the private (or IPv6) address of an interface. */
export interface StrangerPacket {
  readonly protocol: number;
  readonly source: string;
  readonly address: string;
  /** Client and service port of tcp and udp. */
  readonly clientPort?: number;
  readonly port?: number;
  /** ICMP. */
  readonly type?: number;
  readonly code?: number;
}

type Fact<T> = { readonly known: true; readonly value: T } | { readonly known: false };

function told<T>(fact: Fact<T>): T {
  if (!fact.known) throw new Error('the oracle judges what is known');
  return fact.value;
}

const PRIVATE = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
];

/** Every step of one packet and its reply, one after the other; the first that fails ends it. */
export function strangerReaches(region: AwsRegion, interfaceId: string, packet: StrangerPacket): boolean {
  const isV6 = packet.address.includes(':');
  if (isV6 ? !isIn(packet.source, '2000::/3') : PRIVATE.some((range) => isIn(packet.source, range))) return false;
  const nic = told(region.networkInterfaces).find((each) => each.id === interfaceId) as NetworkInterface;
  const subnet = told(region.subnets).find((each) => each.id === nic.subnetId);
  if (!subnet) throw new Error('the oracle judges what is known');

  if (nic.status !== 'in-use' || nic.interfaceType === 'nat_gateway') return false;
  const instanceId = nic.attachment?.instanceId;
  if (instanceId && told(region.instances).find((each) => each.id === instanceId)?.state !== 'running') return false;

  const mode = told(region.blockPublicAccess).mode;
  const isExcluded = told(region.blockPublicAccessExclusions).some(
    (each) =>
      each.mode === 'allow-bidirectional' &&
      ['create-complete', 'update-complete'].includes(each.state) &&
      (each.vpcId === subnet.vpcId || each.subnetId === subnet.id),
  );
  if (mode !== 'off' && !isExcluded) return false;

  const gateway = told(region.internetGateways).find((each) =>
    each.attachments.some((at) => at.vpcId === subnet.vpcId && ['available', 'attached'].includes(at.state)),
  );
  if (!gateway) return false;

  if (isV6) {
    const range = subnet.ipv6.find((each) => isIn(packet.address, each.cidr));
    if (range?.addressAttribute === 'private') return false;
  } else if (!nic.addresses.some((each) => each.privateIp === packet.address && each.publicIp)) return false;

  const tables = told(region.routeTables);
  const edge = tables.find((each) => each.gatewayIds.includes(gateway.id));
  if (edge) {
    const winner = winningRoute(edge, packet.address, region);
    if (winner && winner.target.kind !== 'local') return false;
  }

  const acls = told(region.networkAcls);
  const acl = (acls.find((each) => each.subnetIds.includes(subnet.id)) ??
    acls.find((each) => each.vpcId === subnet.vpcId && each.isDefault)) as NetworkAcl;
  const forward = {
    protocol: packet.protocol,
    peer: packet.source,
    port: packet.port,
    type: packet.type,
    code: packet.code,
  };
  if (!aclAllows(told(acl.entries), 'ingress', forward)) return false;

  const groups = nic.groupIds.map((id) => told(region.securityGroups).find((each) => each.id === id) as SecurityGroup);
  if (groups.length > 0 && !groupsAllow(groups, 'ingress', forward, told(region.prefixLists))) return false;

  const reply = { protocol: packet.protocol, peer: packet.source, port: packet.clientPort, ...replyMessage(packet) };
  if (!aclAllows(told(acl.entries), 'egress', reply)) return false;

  const table = (tables.find((each) => each.subnetIds.includes(subnet.id)) ??
    tables.find((each) => each.vpcId === subnet.vpcId && each.main)) as RouteTable;
  const back = winningRoute(table, packet.source, region);
  return back?.state === 'active' && back.target.id === gateway.id;
}

function replyMessage({ protocol, type, code }: StrangerPacket): { type?: number; code?: number } {
  if (type === undefined) return {};
  const answers: Record<string, number> = { '1/8': 0, '1/13': 14, '1/15': 16, '1/17': 18, '58/128': 129 };
  const answer = answers[`${protocol}/${type}`];
  return answer === undefined ? { type, code } : { type: answer, code: 0 };
}

/** The route that a destination takes; estates of the oracle have no two that AWS would have to choose from. */
export function winningRoute(table: RouteTable, destination: string, region: AwsRegion): Route | undefined {
  let best: { route: Route; length: number; rank: number } | undefined;
  const isLocal = told(table.routes).some(
    ({ target, destination: to }) => target.kind === 'local' && to.kind === 'cidr' && isIn(destination, to.cidr),
  );
  for (const route of told(table.routes)) {
    if (route.state !== 'active' && route.state !== 'blackhole') continue;
    const isPropagated = route.origin === 'EnableVgwRoutePropagation';
    if (isPropagated && isLocal) continue;
    const cidrs =
      route.destination.kind === 'cidr'
        ? [route.destination.cidr]
        : told(
            told(region.prefixLists).find((each) => each.id === (route.destination as { id: string }).id)?.entries ?? {
              known: false,
            },
          );
    const rank = isPropagated ? 2 : route.destination.kind === 'prefix-list' ? 1 : 0;
    for (const cidr of cidrs) {
      if (!isIn(destination, cidr)) continue;
      const length = Number(cidr.split('/')[1]);
      if (!best || length > best.length || (length === best.length && rank < best.rank)) best = { route, length, rank };
    }
  }
  return best?.route;
}
