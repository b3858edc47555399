import type { AliAclEntry, AliNetworkAcl } from '#inventory/alicloud/network-acl.ts';
import { mapKnown } from '#inventory/known.ts';
import { TCP } from '#inventory/protocols.ts';
import type { AddressSet } from '#network/address-set.ts';
import { opennessOfAliAcl } from '#network/alicloud-filters.ts';
import { PortSet } from '#network/port-set.ts';
import { letsRepliesIn as isForReplies } from './acl-openings.ts';

/** Ports that systems choose for their own end of a connection. */
const EPHEMERAL = [32_768, 60_999] as const;
/** The first ports below those: what an ACL admits there is a service and no reply. */
const SERVICES = PortSet.of([1, 32_767]);

/** The far ends of one service port whom no reply reaches, or who give none that gets in, or `undefined` where every admitted one gets one. */
export function clientsCutOff(
  acl: Pick<AliNetworkAcl, 'entries'>,
  direction: AliAclEntry['direction'] = 'ingress',
): { readonly port: number; readonly clients: readonly string[] } | undefined {
  const back = direction === 'ingress' ? 'egress' : 'ingress';
  // An entry that lets replies out lets no service out.
  const entries = mapKnown(acl.entries, (all) =>
    direction === 'ingress' ? all : all.filter((each) => !isForReplies(each)),
  );
  const inward = opennessOfAliAcl({ entries }, direction, 'ipv4').of(TCP).must.withinPorts(SERVICES);
  const replies: AddressSet = opennessOfAliAcl(acl, back, 'ipv4')
    .of(TCP)
    .may.addressesOnAll(...EPHEMERAL);
  for (const { first, addresses } of inward.slices) {
    const cut = addresses.subtract(replies);
    // Somebody of the clients that a port is open to must get an answer; most of them must.
    if (!cut.isEmpty && cut.size() * 2n > addresses.size()) return { port: first, clients: cut.cidrs().slice(0, 4) };
  }
  return undefined;
}
