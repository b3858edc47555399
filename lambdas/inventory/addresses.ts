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
  if (isPlainIpv4(address) && bits !== undefined && PLAIN_LENGTH.test(bits) && isNetwork(address, Number(bits)))
    return `${address}/${bits}`;
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
export function canonicalAddress(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const address = value.trim();
  return isPlainIpv4(address) || isPlainIpv6(address) ? address : parseAddress(address)?.toString();
}

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

const OCTET = '(?:0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])';
const PLAIN_IPV4 = new RegExp(`^(?:${OCTET}\\.){3}${OCTET}$`);

/** Already canonical: nearly every address is, and parsing one takes as long as reading a whole interface. */
const isPlainIpv4 = (value: string): boolean => PLAIN_IPV4.test(value);

const PLAIN_LENGTH = /^(?:[0-9]|[12][0-9]|3[0-2])$/;

/** Whether no bit of a plain IPv4 address is set behind its first `length`. */
const isNetwork = (address: string, length: number): boolean =>
  address.split('.').every((octet, index) => (Number(octet) & ~mask(length - index * 8) & 0xff) === 0);

const PLAIN_GROUP = /^[1-9a-f][0-9a-f]{0,3}$/;

/** Already canonical, as far as that shows at a glance: short groups in lower case, and no zeros besides those left out. */
function isPlainIpv6(value: string): boolean {
  const [head = '', tail, more] = value.split('::');
  if (tail === undefined || more !== undefined) return false;
  const groups = [...(head === '' ? [] : head.split(':')), ...(tail === '' ? [] : tail.split(':'))];
  return groups.length <= 6 && groups.every((group) => PLAIN_GROUP.test(group));
}
