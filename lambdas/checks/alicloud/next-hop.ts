import type { AliRegion } from '#inventory/alicloud/region.ts';
import type { AliNextHop } from '#inventory/alicloud/vpc.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import { type Said, say } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { stateText } from './state-text.ts';

/** Whether packets that are handed to a next hop get any further. */
type NextHopState =
  | { readonly kind: 'alive' }
  /** A kind of hop that the inventory does not list. */
  | { readonly kind: 'unlisted' }
  | { readonly kind: 'dead'; readonly text: Said }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingCall[] };

/** What stands behind a next hop: the machine, interface or NAT gateway, if it is there and working. */
export function nextHopState({ type, id, enabled }: AliNextHop, region: AliRegion): NextHopState {
  const name = `${type} ${id ?? ''}`.trim();
  if (enabled === false) return { kind: 'dead', text: say`${name} is disabled` };
  if (type === 'instance')
    return stateOf(
      region.instances,
      id,
      say`machine`,
      ({ status }) => status === 'running',
      ({ status }) => status,
    );
  if (type === 'networkinterface') {
    return stateOf(
      region.interfaces,
      id,
      say`network interface`,
      ({ status }) => status === 'inuse',
      ({ status }) => status,
    );
  }
  if (type === 'natgateway') {
    return stateOf(
      region.natGateways,
      id,
      say`NAT gateway`,
      ({ status }) => status === 'available',
      ({ status }) => status,
    );
  }
  if (type === 'havip') {
    return stateOf(
      region.haVips,
      id,
      say`virtual address`,
      () => true,
      () => '',
    );
  }
  return { kind: 'unlisted' };
}

function stateOf<T extends { readonly id: string }>(
  list: Known<readonly T[]>,
  id: string | undefined,
  what: Said,
  works: (item: T) => boolean,
  status: (item: T) => string,
): NextHopState {
  const item = seenOf(list).find((each) => each.id === id);
  if (item)
    return works(item)
      ? { kind: 'alive' }
      : { kind: 'dead', text: say`${what} ${item.id} is ${stateText(status(item))}` };
  return list.known
    ? { kind: 'dead', text: id === undefined ? say`${what} does not exist` : say`${what} ${id} does not exist` }
    : { kind: 'unknown', missing: list.missing };
}
