import type { Family } from '#inventory/addresses.ts';
import { ALL_PROTOCOLS, ICMP, ICMPV6, protocolName, protocolNumber, TCP, UDP } from '#inventory/protocols.ts';

/** What is sent: one protocol, and one port or one ICMP message. */
export interface Flow {
  /** IANA number; -1 is a protocol that no rule names, so that only rules for everything admit it. */
  readonly protocol: number;
  /** The destination port, or `type × 256 + code`; 0 for other protocols. */
  readonly selector: number;
}

/**
 * Reads `tcp/8080`, `udp/53`, `icmp/8`, `icmp/3/4`, `47` or `all`; `undefined` when it is none of them.
 */
export function readFlow(written: string): Flow | undefined {
  const [name = '', first, second, more] = written.trim().toLowerCase().split('/');
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

/** The flow as people write it. */
export function nameOfFlow({ protocol, selector }: Flow): string {
  if (protocol === TCP || protocol === UDP) return `${protocolName(protocol)}/${selector}`;
  if (protocol === ICMP || protocol === ICMPV6) {
    const [type, code] = [selector >>> 8, selector & 255];
    return `${protocolName(protocol)}/${type}${code === 0 ? '' : `/${code}`}`;
  }
  return protocol === ALL_PROTOCOLS ? 'all' : String(protocol);
}

/** Echo requests have another number on IPv6; whoever asks for `icmp/8` there means the same question. */
export function inFamily(flow: Flow, family: Family): Flow | undefined {
  if (family === 'ipv4') return flow.protocol === ICMPV6 ? undefined : flow;
  if (flow.protocol !== ICMP) return flow;
  return flow.selector === 8 * 256 ? { protocol: ICMPV6, selector: 128 * 256 } : undefined;
}
