import ipaddr from 'ipaddr.js';

/** The address family of a CIDR or an address. */
export type Family = 'ipv4' | 'ipv6';

/**
 * A CIDR in its canonical writing (host bits cleared, IPv6 shortened), or `undefined` when the text is none.
 *
 * A bare address is read as its own /32 or /128. Leading zeros, octal and hex parts are refused: clouds never write them.
 */
export function canonicalCidr(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [address = '', bits, more] = value.trim().split('/');
  if (more !== undefined) return undefined;
  const parsed = parseAddress(address);
  if (!parsed) return undefined;
  const width = parsed.kind() === 'ipv4' ? 32 : 128;
  if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return undefined;
  const length = bits === undefined ? width : Number(bits);
  if (length > width) return undefined;
  const bytes = parsed.toByteArray().map((byte, index) => byte & mask(length - index * 8));
  return `${ipaddr.fromByteArray(bytes).toString()}/${length}`;
}

/** An address in its canonical writing, or `undefined` when the text is none. */
export const canonicalAddress = (value: unknown): string | undefined =>
  typeof value === 'string' ? parseAddress(value.trim())?.toString() : undefined;

/** The family of a canonical CIDR or address. */
export const familyOf = (cidrOrAddress: string): Family => (cidrOrAddress.includes(':') ? 'ipv6' : 'ipv4');

function parseAddress(value: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(value)) return ipaddr.IPv4.parse(value);
  return value.includes(':') && !value.includes('%') && ipaddr.IPv6.isValid(value)
    ? ipaddr.IPv6.parse(value)
    : undefined;
}

/** The mask of one byte of which the first `bits` (clamped to 0–8) count. */
const mask = (bits: number): number => (bits >= 8 ? 0xff : bits <= 0 ? 0 : (0xff << (8 - bits)) & 0xff);
