import type { SecurityGroupRule } from '#inventory/aws/ec2.ts';
import { ALL_PROTOCOLS, ICMP, ICMPV6, protocolName, TCP, UDP } from '#inventory/protocols.ts';
import { say, type Text } from '#platform/text.ts';

/** A group's rule as people say it: `tcp 22 from 0.0.0.0/0`, `all traffic to sg-1`. */
export function ruleText({ protocol, from, to, peer, direction }: SecurityGroupRule): Text {
  const other = peer.kind === 'cidr' ? peer.cidr : peer.id;
  const traffic = subject(protocol, from, to);
  return direction === 'ingress' ? say`${traffic} from ${other}` : say`${traffic} to ${other}`;
}

function subject(protocol: number, from: number | undefined, to: number | undefined): Text {
  if (protocol === ALL_PROTOCOLS) return say`all traffic`;
  const name = protocolName(protocol);
  if (protocol === TCP || protocol === UDP) {
    const first = from === undefined || from < 0 ? 0 : from;
    const last = to === undefined || to < 0 ? 65535 : to;
    return first === last ? `${name} ${first}` : `${name} ${first}-${last}`;
  }
  if (protocol !== ICMP && protocol !== ICMPV6) return say`protocol ${name}`;
  if (from === undefined || from < 0) return name;
  return to === undefined || to < 0 ? say`${name} type ${from}` : say`${name} type ${from} code ${to}`;
}
