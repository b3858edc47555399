/**
 * The slow, obvious way to tell whether an address is in a range: whole numbers and one division.
 * Nothing in this folder imports anything of `lambdas/` but types of the inventory; a test holds that.
 */
export function numberOf(address: string): bigint {
  if (!address.includes(':')) return address.split('.').reduce((number, part) => number * 256n + BigInt(part), 0n);
  const [head = '', tail] = address.split('::');
  const groups = (side: string): string[] => (side === '' ? [] : side.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const middle = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...middle, ...after].reduce((number, group) => number * 65536n + BigInt(`0x${group}`), 0n);
}

export function isIn(address: string, cidr: string): boolean {
  const [base = '', length] = cidr.split('/');
  const isV6 = base.includes(':');
  if (isV6 !== address.includes(':')) return false;
  const width = isV6 ? 128 : 32;
  const size = 2n ** BigInt(width - Number(length ?? width));
  return numberOf(address) / size === numberOf(base) / size;
}

/** Written out in full, so that nothing is shortened wrongly. */
export function addressOf(number: bigint, family: 'ipv4' | 'ipv6'): string {
  const [parts, size, radix, joint] =
    family === 'ipv4' ? ([4, 256n, 10, '.'] as const) : ([8, 65536n, 16, ':'] as const);
  const written: string[] = [];
  for (let rest = number, left = parts as number; left > 0; left--, rest /= size)
    written.unshift((rest % size).toString(radix));
  return written.join(joint);
}

/** First and last address of a range. */
export function edgesOf(cidr: string): readonly [bigint, bigint] {
  const [base = '', length] = cidr.split('/');
  const width = base.includes(':') ? 128 : 32;
  const size = 2n ** BigInt(width - Number(length ?? width));
  const first = (numberOf(base) / size) * size;
  return [first, first + size - 1n];
}
