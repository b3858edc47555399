import type { AliAclEntry, AliNetworkAcl } from '#inventory/alicloud/network-acl.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import { say, type Text } from '#platform/text.ts';
import { AddressSet } from './address-set.ts';
import { aliEntryDoes } from './alicloud-rule-text.ts';
import { type Certainty, mapCertainty } from './certainty.ts';
import { type HopCheck, verdictAt } from './explain/hop-check.ts';
import type { Flow } from './flow.ts';
import { distinctReasons, type Hop, incomplete } from './hop.ts';
import type { Openness } from './openness.ts';
import { ALL_PORTS, PortSet } from './port-set.ts';
import { portsText } from './ports-text.ts';
import { clientPortsOf, icmpReplySelector, ORDINARY_CLIENT_PORTS } from './reach/replies.ts';

/** Where a network ACL stands on a path. */
export interface AliAclPlace {
  readonly leg: Hop['leg'];
  readonly direction: AliAclEntry['direction'];
}

/**
 * What a network ACL does with a packet, or with the reply to it: entries in the order of the list, and no state kept.
 * `peer` of the answer is the far end, the client on the side of the server and the server on the side of the client.
 *
 * @see https://www.alibabacloud.com/help/en/vpc/network-acl-overview
 */
export function aliAclCheck(
  acl: Known<AliNetworkAcl | undefined>,
  openness: Openness,
  { leg, direction }: AliAclPlace,
  { protocol, selector }: Flow,
  clientPorts = ALL_PORTS,
): HopCheck {
  const hasPorts = protocol === TCP || protocol === UDP;
  const isReply = leg === 'return';
  const one = isReply ? icmpReplySelector(protocol, selector) : selector;
  const ports = isReply && hasPorts ? clientPorts : PortSet.of([one, one]);
  const traffic = openness.of(protocol);
  const passes: Certainty<AddressSet> = mapCertainty(traffic, (each) => each.withinPorts(ports).addresses());
  const component = acl.known ? (acl.value?.id ?? 'no network ACL') : 'network ACL';
  const hop = direction === 'egress' ? 'network-acl-out' : 'network-acl-in';
  const base = { leg, hop, component, rule: null } as const;
  return {
    passes,
    ...(isReply && hasPorts ? { parts: clientPortsOf(traffic.must).map(({ addresses }) => addresses) } : {}),
    at(peer) {
      const verdict = verdictAt(passes, peer);
      if (verdict === 'unknown')
        return unreadHop(base, openness, say`What ${component} lets through could not be read.`);
      if (acl.known && acl.value === undefined)
        return { ...base, verdict, message: say`The vSwitch has no network ACL.` };
      const way = direction === 'egress' ? say`out` : say`in`;
      const entries = acl.known && acl.value ? seenOf(acl.value.entries) : [];
      const own = entries.filter((entry) => entry.direction === direction);
      const allowed = ports.intersect(traffic.must.portsWhere((addresses) => addresses.contains(peer)));
      const place = decidingPlace(own, protocol, verdict === 'pass' ? allowed : ports, peer);
      const entry = own[place];
      const rule = entry ? String(place + 1) : null;
      if (verdict === 'fail') {
        const message = entry
          ? say`Entry ${place + 1} ${aliEntryDoes(entry)}.`
          : isReply
            ? say`No entry of ${component} lets the reply ${way}.`
            : say`No entry of ${component} lets it ${way}.`;
        return { ...base, rule, verdict, code: 'SUBNET_ACL_RESTRICTION', message };
      }
      const wanted = ports.intersect(ORDINARY_CLIENT_PORTS);
      if (isReply && hasPorts && !wanted.isEmpty && !allowed.covers(wanted)) {
        return {
          ...base,
          rule,
          verdict,
          code: 'X_RETURN_PORTS_PARTIAL',
          message: say`Replies go ${way} only to client ports ${portsText(allowed)}.`,
          clientPortRanges: allowed.intervals(),
        };
      }
      const message =
        rule === null ? say`${component} lets it ${way}.` : say`Entry ${rule} of ${component} lets it ${way}.`;
      return { ...base, rule, verdict, message };
    },
  };
}

/** The place of the entry that decides for the first of the ports: an ordinary client port shows what is usual. */
function decidingPlace(entries: readonly AliAclEntry[], protocol: number, ports: PortSet, peer: string): number {
  const ordinary = ports.intersect(ORDINARY_CLIENT_PORTS);
  const [[first] = [0]] = (ordinary.isEmpty ? ports : ordinary).intervals();
  const hasPorts = protocol === TCP || protocol === UDP;
  return entries.findIndex(
    (entry) =>
      (entry.protocol === ALL_PROTOCOLS || entry.protocol === protocol) &&
      (!hasPorts ||
        entry.ports === undefined ||
        entry.protocol === ALL_PROTOCOLS ||
        (entry.ports[0] <= first && first <= entry.ports[1])) &&
      AddressSet.of(entry.family, [entry.cidr]).contains(peer),
  );
}

/** A filter of one set of addresses: an access list, the way back. */
export const aliSetCheck = (
  passes: Certainty<AddressSet>,
  hop: Omit<Hop, 'verdict' | 'message'>,
  says: (verdict: Hop['verdict']) => Text,
): HopCheck => ({
  passes,
  at(source) {
    const verdict = verdictAt(passes, source);
    const { code, reasons, ...rest } = hop;
    return {
      ...rest,
      verdict,
      message: says(verdict),
      ...(verdict === 'fail' && code ? { code } : {}),
      ...(verdict === 'unknown' ? { code: reasons?.[0]?.code ?? 'X_SNAPSHOT_INCOMPLETE', reasons: reasons ?? [] } : {}),
    };
  },
});

/** A hop that what was not read decides. */
export const unreadHop = (
  base: Pick<Hop, 'leg' | 'hop' | 'component' | 'rule'>,
  { missing }: Openness,
  message: Text,
): Hop => ({
  ...base,
  verdict: 'unknown',
  code: 'X_SNAPSHOT_INCOMPLETE',
  message,
  reasons: distinctReasons(missing.map(incomplete)),
});
