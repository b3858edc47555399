import type { AliRegion } from '#inventory/alicloud/region.ts';
import type { AliNextHop } from '#inventory/alicloud/vpc.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

/** Whether packets that are handed to a next hop get any further. */
type NextHopState =
  | { readonly kind: 'alive' }
  /** A kind of hop that the inventory does not list. */
  | { readonly kind: 'unlisted' }
  | { readonly kind: 'dead'; readonly text: string }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingCall[] };

/** What stands behind a next hop: the machine, interface or NAT gateway, if it is there and working. */
export function nextHopState({ type, id, enabled }: AliNextHop, region: AliRegion): NextHopState {
  const name = `${type} ${id ?? ''}`.trim();
  if (enabled === false) return { kind: 'dead', text: `${name} is disabled` };
  if (type === 'instance')
    return stateOf(
      region.instances,
      id,
      'machine',
      ({ status }) => status === 'running',
      ({ status }) => status,
    );
  if (type === 'networkinterface') {
    return stateOf(
      region.interfaces,
      id,
      'network interface',
      ({ status }) => status === 'inuse',
      ({ status }) => status,
    );
  }
  if (type === 'natgateway') {
    return stateOf(
      region.natGateways,
      id,
      'NAT gateway',
      ({ status }) => status === 'available',
      ({ status }) => status,
    );
  }
  return { kind: 'unlisted' };
}

function stateOf<T extends { readonly id: string }>(
  list: Known<readonly T[]>,
  id: string | undefined,
  what: string,
  works: (item: T) => boolean,
  say: (item: T) => string,
): NextHopState {
  const item = seenOf(list).find((each) => each.id === id);
  if (item) return works(item) ? { kind: 'alive' } : { kind: 'dead', text: `${what} ${id} is ${say(item)}` };
  return list.known
    ? { kind: 'dead', text: `${what} ${id ?? ''} does not exist`.replace('  ', ' ') }
    : { kind: 'unknown', missing: list.missing };
}
