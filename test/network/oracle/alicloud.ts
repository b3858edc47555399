import type { AliInterface, AliRule, AliSecurityGroup } from '../../../lambdas/inventory/alicloud/ecs.ts';
import type { AliNetworkAcl } from '../../../lambdas/inventory/alicloud/network-acl.ts';
import type { AliRegion } from '../../../lambdas/inventory/alicloud/region.ts';
import type { AliRouteTable, AliVSwitch } from '../../../lambdas/inventory/alicloud/vpc.ts';
import { isIn } from './addresses.ts';

/** One packet of TCP or UDP to the private address of an interface. */
export interface AliPacket {
  readonly protocol: number;
  readonly source: string;
  /** The private address that it is for. */
  readonly target: string;
  readonly clientPort: number;
  readonly port: number;
}

type Fact<T> = { readonly known: true; readonly value: T } | { readonly known: false };

function told<T>(fact: Fact<T>): T {
  if (!fact.known) throw new Error('the oracle judges what is known');
  return fact.value;
}

const nicAt = (region: AliRegion, address: string): AliInterface | undefined =>
  told(region.interfaces).find((nic) => nic.addresses.some(({ privateIp }) => privateIp === address));

const vSwitchAt = (region: AliRegion, address: string): AliVSwitch | undefined =>
  told(region.vSwitches).find(({ cidr }) => cidr !== undefined && isIn(address, cidr));

const isUp = (region: AliRegion, nic: AliInterface): boolean =>
  told(region.instances).some(({ id, status }) => id === nic.instanceId && status === 'running');

/** Every step of a packet between two private addresses of one VPC, and of its reply. */
export function neighbourReaches(region: AliRegion, packet: AliPacket): boolean {
  const { source, target, protocol, port, clientPort } = packet;
  const server = nicAt(region, target);
  const client = nicAt(region, source);
  const here = vSwitchAt(region, source);
  const there = vSwitchAt(region, target);
  if (!server || !here || !there) return false;
  if (client && !isUp(region, client)) return false;
  if (client && !groupsLet(region, client, 'egress', source, { protocol, port, address: target, nic: server }))
    return false;
  const crosses = here.id !== there.id;
  if (crosses) {
    if (!aclLets(region, here, 'egress', protocol, port, target)) return false;
    if (!routeStays(region, here, target)) return false;
    if (!aclLets(region, there, 'ingress', protocol, port, source)) return false;
  }
  if (!groupsLet(region, server, 'ingress', target, { protocol, port, address: source, nic: client })) return false;
  if (!isUp(region, server)) return false;
  if (!crosses) return true;
  return (
    aclLets(region, there, 'egress', protocol, clientPort, source) &&
    routeStays(region, there, source) &&
    aclLets(region, here, 'ingress', protocol, clientPort, target)
  );
}

/** Every step of a stranger's packet to a machine that has an elastic address, and of its reply. The VPC has no IPv4 gateway. */
export function aliStrangerReaches(region: AliRegion, packet: AliPacket): boolean {
  const { source, target, protocol, port, clientPort } = packet;
  const server = nicAt(region, target);
  const there = vSwitchAt(region, target);
  if (!server || !there) return false;
  if (!told(region.eips).some((eip) => eip.instanceId === server.instanceId)) return false;
  return (
    aclLets(region, there, 'ingress', protocol, port, source) &&
    groupsLet(region, server, 'ingress', target, { protocol, port, address: source }) &&
    isUp(region, server) &&
    aclLets(region, there, 'egress', protocol, clientPort, source)
  );
}

/** The other end of a packet, as a group sees it. */
interface Peer {
  readonly protocol: number;
  readonly port: number;
  readonly address: string;
  readonly nic?: AliInterface;
}

function groupsLet(
  region: AliRegion,
  nic: AliInterface,
  direction: 'ingress' | 'egress',
  own: string,
  peer: Peer,
): boolean {
  const groups = nic.groupIds.map(
    (id) => told(region.securityGroups).find((each) => each.id === id) as AliSecurityGroup,
  );
  for (const { id, type, innerAccess } of groups)
    if (type === 'normal' && told(innerAccess) === 'accept' && peer.nic?.groupIds.includes(id)) return true;
  let deciding: AliRule | undefined;
  for (const group of groups) {
    for (const rule of told(group.rules)) {
      if (rule.direction !== direction || !matches(region, rule, own, peer)) continue;
      const isBefore =
        deciding === undefined ||
        rule.priority < deciding.priority ||
        (rule.priority === deciding.priority && rule.action === 'drop');
      if (isBefore) deciding = rule;
    }
  }
  if (deciding) return deciding.action === 'accept';
  return direction === 'egress' && groups.some(({ type }) => type === 'normal');
}

function matches(region: AliRegion, rule: AliRule, own: string, { protocol, port, address, nic }: Peer): boolean {
  if (rule.localCidr !== undefined && !isIn(own, rule.localCidr)) return false;
  if (rule.protocol !== -1 && rule.protocol !== protocol) return false;
  if (rule.protocol !== -1 && rule.ports && (port < rule.ports[0] || port > rule.ports[1])) return false;
  const { peer } = rule;
  if (peer.kind === 'cidr') return isIn(address, peer.cidr);
  if (peer.kind === 'group') return nic?.groupIds.includes(peer.id) ?? false;
  const list = told(region.prefixLists).find(({ id }) => id === peer.id);
  return (list?.cidrs ?? []).some((cidr) => isIn(address, cidr));
}

function aclLets(
  region: AliRegion,
  vSwitch: AliVSwitch,
  direction: 'ingress' | 'egress',
  protocol: number,
  port: number,
  peer: string,
): boolean {
  const acl: AliNetworkAcl | undefined = told(region.networkAcls).find(({ vSwitchIds }) =>
    vSwitchIds.includes(vSwitch.id),
  );
  if (!acl) return true;
  for (const entry of told(acl.entries)) {
    if (entry.direction !== direction || !isIn(peer, entry.cidr)) continue;
    if (entry.protocol !== -1 && entry.protocol !== protocol) continue;
    if (entry.protocol !== -1 && entry.ports && (port < entry.ports[0] || port > entry.ports[1])) continue;
    return entry.action === 'accept';
  }
  return false;
}

/** Whether the longest route of a vSwitch's table keeps a packet inside the VPC. */
function routeStays(region: AliRegion, vSwitch: AliVSwitch, destination: string): boolean {
  const table = told(region.routeTables).find(({ id }) => id === vSwitch.routeTableId) as AliRouteTable;
  let best: { readonly length: number; readonly isLocal: boolean } | undefined;
  for (const route of told(table.routes)) {
    if (!isIn(destination, route.destination)) continue;
    const length = Number(route.destination.split('/')[1]);
    if (!best || length > best.length) best = { length, isLocal: route.nextHops[0]?.type === 'local' };
  }
  return best?.isLocal ?? true;
}
