import type { AliAclEntry, AliNetworkAcl } from '#inventory/alicloud/network-acl.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { known, seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';
import { opennessOfAliAcl, opennessOfAliGroups } from '#network/alicloud-filters.ts';
import { describeAliEntry } from '#network/alicloud-rule-text.ts';
import { distinctCalls } from '#network/certainty.ts';
import { INTERNET } from '#network/internet.ts';
import { portsOpenToWorld } from '#network/openness.ts';
import { PortSet } from '#network/port-set.ts';
import { portsOf } from '#network/services.ts';
import { say, type Text } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import type { WorldOpen } from '../aws/open-text.ts';

/**
 * Whether an entry is there to let replies back in. It has to be wide, so it says nothing about the services among its
 * ports: those are judged by what the groups behind the ACL would accept as new connections.
 */
export const letsRepliesIn = ({ action, ports }: AliAclEntry): boolean =>
  action === 'accept' && ports !== undefined && ports[0] >= 1024 && ports[0] <= 32_768 && ports[1] >= 60_999;

/** The admin ports that an ACL admits from the world, its entries judged in the order of the list. */
export function adminOpenings(
  acl: AliNetworkAcl,
  entries: readonly AliAclEntry[],
  region: AliRegion,
): { readonly open: readonly WorldOpen[]; readonly missing: readonly MissingCall[] } {
  const strict = { entries: known(entries.filter((entry) => !letsRepliesIn(entry))) };
  const found = (['ipv4', 'ipv6'] as const).flatMap((family) =>
    [TCP, UDP].map((protocol) => {
      const admitted = (each: Pick<AliNetworkAcl, 'entries'>): PortSet =>
        portsOpenToWorld(opennessOfAliAcl(each, 'ingress', family), protocol).must.intersect(
          portsOf('admin', protocol),
        );
      const certainly = admitted(strict);
      const amongReplies = admitted(acl).subtract(certainly);
      const behind = amongReplies.isEmpty
        ? NOTHING
        : openBehind(acl, region, { family, protocol, ports: amongReplies });
      return { family, protocol, ports: certainly.union(behind.ports), missing: behind.missing };
    }),
  );
  const open = found
    .filter(({ ports }) => !ports.isEmpty)
    .map(({ family, protocol, ports }) => ({ family, protocol, ports }));
  return { open, missing: distinctCalls(found.flatMap(({ missing }) => missing)) };
}

const NOTHING = { ports: PortSet.of(), missing: [] as readonly MissingCall[] };

/** Which of the ports the groups of the interfaces behind the ACL open to the world. */
function openBehind(
  { vSwitchIds }: AliNetworkAcl,
  region: AliRegion,
  { family, protocol, ports }: WorldOpen,
): { readonly ports: PortSet; readonly missing: readonly MissingCall[] } {
  const { interfaces, securityGroups } = region;
  const ids = new Set(
    seenOf(interfaces).flatMap((nic) => (vSwitchIds.includes(nic.vSwitchId ?? '') ? nic.groupIds : [])),
  );
  const open = seenOf(securityGroups)
    .filter(({ id }) => ids.has(id))
    .map((group) => opennessOfAliGroups([group], region, { direction: 'ingress', family }));
  const must = open.reduce((all, each) => all.union(portsOpenToWorld(each, protocol).must), PortSet.of());
  const unread = [interfaces, securityGroups].flatMap((list) => (list.known ? [] : list.missing));
  return { ports: must.intersect(ports), missing: [...unread, ...open.flatMap(({ missing }) => missing)] };
}

/** The entries that let it in. */
export const entriesBehind = (entries: readonly AliAclEntry[], open: readonly WorldOpen[]): readonly AliAclEntry[] =>
  entries.filter(
    (entry) =>
      entry.direction === 'ingress' &&
      entry.action === 'accept' &&
      AddressSet.of(entry.family, [entry.cidr]).overlaps(INTERNET[entry.family]) &&
      open.some(
        ({ family, protocol, ports }) =>
          family === entry.family &&
          (entry.protocol === ALL_PROTOCOLS || entry.protocol === protocol) &&
          (entry.ports === undefined || ports.overlaps(PortSet.of(entry.ports))),
      ),
  );

/** Where an entry stands in its direction's list, from 1. */
export const placeOfEntry = (entries: readonly AliAclEntry[], entry: AliAclEntry): number =>
  entries.filter(({ direction }) => direction === entry.direction).indexOf(entry) + 1;

/** Entries for people: the first, and how many there are besides. */
export function entriesText(entries: readonly AliAclEntry[], some: readonly AliAclEntry[]): Text {
  const [first, ...others] = some;
  if (!first) return say`no entry`;
  const text = describeAliEntry(first, placeOfEntry(entries, first));
  return others.length === 0 ? text : say`${text}, and ${others.length} more`;
}
