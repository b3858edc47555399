import type { Family } from '#inventory/addresses.ts';
import { ICMP, ICMPV6, protocolName, protocolNumber, TCP, UDP } from '#inventory/protocols.ts';

/** What is sent: one protocol, and one port or one ICMP message. */
export interface Flow {
  /** IANA number; -1 is a protocol that no rule names, so that only rules for everything admit it. */
  readonly protocol: number;
  /** The destination port, or `type × 256 + code`; 0 for other protocols. */
  readonly selector: number;
}

/**
 * Reads `tcp/8080`, `udp/53`, `icmp/8`, `icmp/3/4`, `gre`, `ip/112` or `all`; `undefined` when it is none of them.
 *
 * A number alone is none: whoever writes `22` means a port, not protocol 22.
 */
export function readFlow(written: string): Flow | undefined {
  const text = written.trim().toLowerCase();
  const [name = '', first, second, more] = (NUMBERED.exec(text)?.[1] ?? text).split('/');
  if (/^-?\d+$/.test(text)) return undefined;
  const protocol = protocolNumber(name);
  const numbers = [first, second].map((part) =>
    part !== undefined && /^\d{1,5}$/.test(part) ? Number(part) : undefined,
  );
  const [port, code] = numbers;
  if (protocol === undefined || more !== undefined) return undefined;
  if ((first !== undefined && port === undefined) || (second !== undefined && code === undefined)) return undefined;
  if (protocol === TCP || protocol === UDP)
    return port !== undefined && port >= 1 && port <= 65535 && second === undefined
      ? { protocol, selector: port }
      : undefined;
  if (protocol === ICMP || protocol === ICMPV6)
    return port !== undefined && port <= 255 && (code ?? 0) <= 255
      ? { protocol, selector: port * 256 + (code ?? 0) }
      : undefined;
  return first === undefined ? { protocol, selector: 0 } : undefined;
}

/** A protocol by its number, for those that have no name here. */
const NUMBERED = /^ip\/(\d{1,3})$/;

/** What a number that stands alone was probably meant as; `undefined` for any other text. */
export function bareNumberHint(written: string): string | undefined {
  const number = /^\s*(\d+)\s*$/.exec(written)?.[1];
  if (number === undefined) return undefined;
  const port = `for the TCP port write tcp/${number}`;
  if (Number(number) > 255) return `a number alone is no protocol and no port; ${port}`;
  return `${number} alone is a protocol number; ${port}, for the protocol ip/${number}`;
}

/** The flow as people write it. */
export function nameOfFlow({ protocol, selector }: Flow): string {
  if (protocol === TCP || protocol === UDP) return `${protocolName(protocol)}/${selector}`;
  if (protocol === ICMP || protocol === ICMPV6) {
    const [type, code] = [selector >>> 8, selector & 255];
    return `${protocolName(protocol)}/${type}${code === 0 ? '' : `/${code}`}`;
  }
  const name = protocolName(protocol);
  return /^\d+$/.test(name) ? `ip/${name}` : name;
}

/** Echo requests have another number on IPv6; whoever asks for `icmp/8` there means the same question. */
export function inFamily(flow: Flow, family: Family): Flow | undefined {
  if (family === 'ipv4') return flow.protocol === ICMPV6 ? undefined : flow;
  if (flow.protocol !== ICMP) return flow;
  return flow.selector === 8 * 256 ? { protocol: ICMPV6, selector: 128 * 256 } : undefined;
}
