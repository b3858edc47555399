import type { AliNetworkAcl } from '#inventory/alicloud/vpc.ts';
import { TCP } from '#inventory/protocols.ts';
import type { AddressSet } from '#network/address-set.ts';
import { opennessOfAliAcl } from '#network/alicloud-filters.ts';
import { PortSet } from '#network/port-set.ts';

/** Ports that systems choose for their own end of a connection. */
const EPHEMERAL = [32_768, 60_999] as const;
/** The first ports below those: what an ACL admits there is a service and no reply. */
const SERVICES = PortSet.of([1, 32_767]);

/** The clients of one service port whom no reply reaches, or `undefined` where every admitted one gets one. */
export function clientsCutOff(
  acl: Pick<AliNetworkAcl, 'entries'>,
): { readonly port: number; readonly clients: readonly string[] } | undefined {
  const inward = opennessOfAliAcl(acl, 'ingress', 'ipv4').of(TCP).must.withinPorts(SERVICES);
  const replies: AddressSet = opennessOfAliAcl(acl, 'egress', 'ipv4')
    .of(TCP)
    .may.addressesOnAll(...EPHEMERAL);
  for (const { first, addresses } of inward.slices) {
    const cut = addresses.subtract(replies);
    // Somebody of the clients that a port is open to must get an answer; most of them must.
    if (!cut.isEmpty && cut.size() * 2n > addresses.size()) return { port: first, clients: cut.cidrs().slice(0, 4) };
  }
  return undefined;
}
