import type { NetworkAclEntry } from '#inventory/aws/vpc.ts';
import { known } from '#inventory/known.ts';
import { ALL_PROTOCOLS } from '#inventory/protocols.ts';
import { type Openness, opennessOfAcl } from '#network/openness.ts';
import { inOrder } from './acl-entries.ts';

/** An entry that can match nothing, and the entries before it because of which it cannot. */
export interface IdleEntry {
  readonly entry: NetworkAclEntry;
  /** One that covers it alone or, where none does, those that do it together. None where the entry is malformed. */
  readonly because: readonly NetworkAclEntry[];
}

/** The entries of an ACL all of whose packets are decided by entries before them. */
export function idleEntries(entries: readonly NetworkAclEntry[]): readonly IdleEntry[] {
  return [false, true].flatMap((egress) =>
    (['ipv4', 'ipv6'] as const).flatMap((family) => {
      const ordered = inOrder(entries, egress, family);
      return ordered.flatMap((entry, place) => {
        const before = ordered.slice(0, place);
        if (!covers(before, entry)) return [];
        const alone = before.find((each) => covers([each], entry));
        return { entry, because: alone ? [alone] : before.filter((each) => touches(each, entry)) };
      });
    }),
  );
}

/** Everything that entries match, whether they allow or deny it. */
function matched(entries: readonly NetworkAclEntry[], { egress, family }: NetworkAclEntry): Openness {
  const all = entries.map((entry) => ({ ...entry, action: 'allow' as const }));
  return opennessOfAcl({ entries: known(all) }, egress ? 'egress' : 'ingress', family);
}

function covers(before: readonly NetworkAclEntry[], entry: NetworkAclEntry): boolean {
  const [taken, own] = [matched(before, entry), matched([entry], entry)];
  return protocolsOf(taken, entry).every((protocol) => taken.of(protocol).must.covers(own.of(protocol).must));
}

function touches(before: NetworkAclEntry, entry: NetworkAclEntry): boolean {
  const [taken, own] = [matched([before], entry), matched([entry], entry)];
  return protocolsOf(taken, entry).some(
    (protocol) => !taken.of(protocol).must.intersect(own.of(protocol).must).isEmpty,
  );
}

/** The protocols that could tell two filters apart: those either names, and -1 for all the rest. */
const protocolsOf = (taken: Openness, { protocol }: NetworkAclEntry): readonly number[] =>
  protocol === ALL_PROTOCOLS ? [...taken.protocols, ALL_PROTOCOLS] : [protocol];
