import type { AliRule, AliRulePeer } from '#inventory/alicloud/ecs.ts';
import type { AliAclEntry } from '#inventory/alicloud/network-acl.ts';
import { ALL_PROTOCOLS, protocolName } from '#inventory/protocols.ts';
import { type Said, say, type Text } from '#platform/text.ts';

const peerText = (peer: AliRulePeer): string => (peer.kind === 'cidr' ? peer.cidr : peer.id);

/** ` 22`, ` 80/90` as the console writes ranges, nothing for all. */
const portsText = (ports: readonly [number, number] | undefined): string =>
  ports === undefined ? '' : ` ${ports[0] === ports[1] ? ports[0] : `${ports[0]}/${ports[1]}`}`;

const trafficText = (protocol: number, ports: readonly [number, number] | undefined): Text =>
  protocol === ALL_PROTOCOLS ? say`all traffic` : `${protocolName(protocol)}${portsText(ports)}`;

/** A rule for people: `Accept tcp 22 from 0.0.0.0/0, priority 1`. */
export function describeAliRule({ action, protocol, ports, portListId, peer, priority, direction }: AliRule): Said {
  const traffic =
    portListId === undefined ? trafficText(protocol, ports) : say`${protocolName(protocol)} ports of ${portListId}`;
  const end = peerText(peer);
  if (action === 'accept') {
    return direction === 'ingress'
      ? say`Accept ${traffic} from ${end}, priority ${priority}`
      : say`Accept ${traffic} to ${end}, priority ${priority}`;
  }
  return direction === 'ingress'
    ? say`Drop ${traffic} from ${end}, priority ${priority}`
    : say`Drop ${traffic} to ${end}, priority ${priority}`;
}

/** What an entry of a network ACL does, for people: `accepts tcp 22 from 0.0.0.0/0`. */
export function aliEntryDoes({ action, protocol, ports, cidr, direction }: AliAclEntry): Said {
  const traffic = trafficText(protocol, ports);
  if (action === 'accept') {
    return direction === 'ingress' ? say`accepts ${traffic} from ${cidr}` : say`accepts ${traffic} to ${cidr}`;
  }
  return direction === 'ingress' ? say`drops ${traffic} from ${cidr}` : say`drops ${traffic} to ${cidr}`;
}

/** An entry for people: `entry 2 accepts tcp 22 from 0.0.0.0/0`. `place` counts from 1. */
export const describeAliEntry = (entry: AliAclEntry, place: number): Said => say`entry ${place} ${aliEntryDoes(entry)}`;
