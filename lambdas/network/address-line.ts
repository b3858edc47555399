import ipaddr from 'ipaddr.js';
import type { Family } from '#inventory/addresses.ts';

/**
 * Where addresses stand on the line of their family.
 *
 * IPv4: the number itself, up to 2³². IPv6: 32 hex digits, which texts compare as the 128-bit numbers do; exact, and no
 * BigInt where sets are put together.
 */
type Place = number | string;

/** The place after the last address. */
const END: Readonly<Record<Family, Place>> = { ipv4: 2 ** 32, ipv6: 'g' };
const START: Readonly<Record<Family, Place>> = { ipv4: 0, ipv6: '0'.repeat(32) };

/** The whole line of a family, as an interval. */
export const wholeLine = (family: Family): readonly [Place, Place] => [START[family], END[family]];

/** The place of a canonical address. */
export function placeOf(address: string): Place {
  return address.includes(':') ? hexOf(ipaddr.IPv6.parse(address).parts) : ipv4Number(address);
}

/** A canonical CIDR as a half-open interval. */
export function intervalOfCidr(cidr: string): readonly [Place, Place] {
  const slash = cidr.indexOf('/');
  const address = slash < 0 ? cidr : cidr.slice(0, slash);
  if (!cidr.includes(':')) {
    const size = 2 ** (32 - (slash < 0 ? 32 : Number(cidr.slice(slash + 1))));
    const first = Math.floor(ipv4Number(address) / size) * size;
    return [first, first + size];
  }
  const length = slash < 0 ? 128 : Number(cidr.slice(slash + 1));
  const parts = ipaddr.IPv6.parse(address).parts.map((part, index) => part & partMask(length - index * 16));
  return [hexOf(parts), afterBlock(parts, length)];
}

/** The fewest CIDRs that are exactly the interval, in rising order. */
export function* cidrsOfInterval(family: Family, [start, end]: readonly [Place, Place]): Iterable<string> {
  const width = family === 'ipv4' ? 32 : 128;
  let [at, stop] = [numberAt(start), numberAt(end)];
  while (at < stop) {
    // The widest block that begins here and does not reach past the end.
    let [size, length] = [1n, width];
    while (length > 0 && at % (size * 2n) === 0n && at + size * 2n <= stop) {
      size *= 2n;
      length--;
    }
    yield `${addressAt(family, at)}/${length}`;
    at += size;
  }
}

/** How many addresses stand before a place. */
export function numberAt(place: Place): bigint {
  if (typeof place === 'number') return BigInt(place);
  return place === END.ipv6 ? 1n << 128n : BigInt(`0x${place}`);
}

function addressAt(family: Family, number: bigint): string {
  if (family === 'ipv4') return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.');
  const hex = number.toString(16).padStart(32, '0');
  return new ipaddr.IPv6((hex.match(/.{4}/g) ?? []).map((part) => Number.parseInt(part, 16))).toString();
}

const ipv4Number = (address: string): number => {
  let number = 0;
  for (const part of address.split('.')) number = number * 256 + Number(part);
  return number;
};

const hexOf = (parts: readonly number[]): string => parts.map((part) => part.toString(16).padStart(4, '0')).join('');

/** The mask of 16 bits of which the first `bits` (clamped to 0–16) count. */
const partMask = (bits: number): number => (bits >= 16 ? 0xffff : bits <= 0 ? 0 : (0xffff << (16 - bits)) & 0xffff);

/** The place after a block: one is added at the last bit of its prefix, and carried. */
function afterBlock(first: readonly number[], length: number): string {
  if (length === 0) return END.ipv6 as string;
  const parts = [...first];
  let carry = 1 << (15 - ((length - 1) % 16));
  for (let index = Math.floor((length - 1) / 16); index >= 0 && carry > 0; index--) {
    const sum = (parts[index] ?? 0) + carry;
    parts[index] = sum & 0xffff;
    carry = sum >>> 16;
  }
  return carry > 0 ? (END.ipv6 as string) : hexOf(parts);
}
