import type { Family } from '#inventory/addresses.ts';
import { AddressSet } from './address-set.ts';

/**
 * IPv4 ranges that no packet from the Internet has as its source: private and shared space, which the Internet gateway
 * drops, and what is not routed at all ("this network", loopback, link-local, multicast and reserved).
 *
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const NOT_INTERNET_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
] as const;

/** Private (RFC 1918) and shared (RFC 6598) space: the Internet gateway drops packets that come from there. */
export const PRIVATE_SPACE = AddressSet.of('ipv4', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);
export const SHARED_SPACE = AddressSet.of('ipv4', ['100.64.0.0/10']);

/** Every address that a stranger on the Internet can have: the universe that exposures are subsets of. */
export const INTERNET: Readonly<Record<Family, AddressSet>> = {
  ipv4: AddressSet.of('ipv4', NOT_INTERNET_IPV4).complement(),
  ipv6: AddressSet.of('ipv6', ['2000::/3']),
};

/** Whether a set is "the world": at least half of the public space of its family, however many holes it has. */
export const isWorld = (set: AddressSet): boolean =>
  set.intersect(INTERNET[set.family]).size() * 2n >= INTERNET[set.family].size();
