import type { AliRule, AliRulePeer } from '#inventory/alicloud/ecs.ts';
import type { AliAclEntry } from '#inventory/alicloud/vpc.ts';
import { ALL_PROTOCOLS, protocolName } from '#inventory/protocols.ts';

const peerText = (peer: AliRulePeer): string => (peer.kind === 'cidr' ? peer.cidr : peer.id);

/** ` 22`, ` 80/90` as the console writes ranges, nothing for all. */
const portsText = (ports: readonly [number, number] | undefined): string =>
  ports === undefined ? '' : ` ${ports[0] === ports[1] ? ports[0] : `${ports[0]}/${ports[1]}`}`;

const trafficText = (protocol: number, ports: readonly [number, number] | undefined): string =>
  protocol === ALL_PROTOCOLS ? 'all traffic' : `${protocolName(protocol)}${portsText(ports)}`;

/** A rule for people: `Accept tcp 22 from 0.0.0.0/0, priority 1`. */
export function describeAliRule({ action, protocol, ports, portListId, peer, priority, direction }: AliRule): string {
  const traffic =
    portListId === undefined ? trafficText(protocol, ports) : `${protocolName(protocol)} ports of ${portListId}`;
  const verb = action === 'accept' ? 'Accept' : 'Drop';
  return `${verb} ${traffic} ${direction === 'ingress' ? 'from' : 'to'} ${peerText(peer)}, priority ${priority}`;
}

/** An entry of a network ACL for people: `entry 2 accepts tcp 22 from 0.0.0.0/0`. `place` counts from 1. */
export const describeAliEntry = ({ action, protocol, ports, cidr, direction }: AliAclEntry, place: number): string =>
  `entry ${place} ${action === 'accept' ? 'accepts' : 'drops'} ${trafficText(protocol, ports)} ${direction === 'ingress' ? 'from' : 'to'} ${cidr}`;
