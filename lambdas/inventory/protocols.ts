/** Protocol number of "every protocol". */
export const ALL_PROTOCOLS = -1;
export const ICMP = 1;
export const TCP = 6;
export const UDP = 17;
export const ICMPV6 = 58;

const NUMBERS: Readonly<Record<string, number>> = {
  all: ALL_PROTOCOLS,
  icmp: ICMP,
  tcp: TCP,
  udp: UDP,
  gre: 47,
  esp: 50,
  ah: 51,
  icmpv6: ICMPV6,
  sctp: 132,
};

/**
 * The IANA number of a protocol that a cloud wrote as a name or a number, -1 for all, or `undefined` when it is neither.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export function protocolNumber(value: unknown): number | undefined {
  const written = (typeof value === 'string' || typeof value === 'number' ? String(value) : '').trim().toLowerCase();
  if (/^(-1|\d{1,3})$/.test(written)) return Number(written) <= 255 ? Number(written) : undefined;
  return Object.hasOwn(NUMBERS, written) ? NUMBERS[written] : undefined;
}

const NAMES = new Map(Object.entries(NUMBERS).map(([name, number]) => [number, name]));

/** The name people know a protocol by, or its number. */
export const protocolName = (protocol: number): string => NAMES.get(protocol) ?? String(protocol);
