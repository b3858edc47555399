import type { Family } from '#inventory/addresses.ts';
import type { AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import type { AliNetworkAcl } from '#inventory/alicloud/network-acl.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { AddressSet } from './address-set.ts';
import { aliAclCheck } from './alicloud-checks.ts';
import type { AliEstate } from './alicloud-estate.ts';
import { aliUnfiltered, opennessOfAliAcl } from './alicloud-filters.ts';
import type { HopCheck } from './explain/hop-check.ts';
import type { Flow } from './flow.ts';
import { Openness, unreadOpenness } from './openness.ts';
import type { PortSet } from './port-set.ts';

/**
 * The network ACL on the way from the Internet to a balancer, at one of its addresses or at all of them. NLB and ALB stand
 * in vSwitches with interfaces of their own; a CLB does not, and no ACL filters it. Where zones have different ACLs and the
 * zone is not known, the ACL is unknown.
 *
 * @see https://www.alibabacloud.com/help/en/vpc/network-acl-overview
 */
export function aliFrontAcl(
  estate: AliEstate,
  balancer: AliLoadBalancer,
  address?: string,
): Known<AliNetworkAcl | undefined> {
  const { networkAcls } = estate.region;
  if (balancer.kind === 'clb' || (networkAcls.known && networkAcls.value.length === 0)) return known(undefined);
  const vSwitches = frontVSwitches(estate, balancer, address);
  if (!vSwitches.known) return unknown(vSwitches.missing);
  const acls = vSwitches.value.map((id) => estate.aclOf(id));
  const unread = acls.flatMap((acl) => (acl.known ? [] : acl.missing));
  if (unread.length > 0) return unknown(unread);
  const distinct = new Map(acls.flatMap((acl) => (acl.known ? [[acl.value?.id, acl.value] as const] : [])));
  if (distinct.size > 1) {
    return unknown({
      call: balancer.kind === 'alb' ? 'alb:GetLoadBalancerAttribute' : 'nlb:ListLoadBalancers',
      code: 'NotRead',
      message: `which vSwitch ${address ?? 'each address'} of ${balancer.id} stands in was not read`,
    });
  }
  return known([...distinct.values()][0]);
}

/** The vSwitches that a balancer's address may stand in: that of its zone, else any of the VPC. */
function frontVSwitches(
  { region }: AliEstate,
  { nodes = [], vpcId }: AliLoadBalancer,
  address: string | undefined,
): Known<readonly string[]> {
  const at = nodes.filter((node) => address === undefined || node.address === address);
  const own = seenOf(region.vSwitches).filter((each) => each.vpcId === vpcId);
  const named = (at.length > 0 ? at : nodes).map(
    ({ vSwitchId, privateAddress }) =>
      vSwitchId ??
      own.find(({ cidr }) => cidr !== undefined && privateAddress !== undefined && isWithin(cidr, privateAddress))?.id,
  );
  const told = named.flatMap((id) => id ?? []);
  if (told.length > 0 && told.length === named.length) return known([...new Set(told)]);
  return region.vSwitches.known ? known(own.map(({ id }) => id)) : unknown(region.vSwitches.missing);
}

const isWithin = (cidr: string, address: string): boolean =>
  AddressSet.of('ipv4', [cidr]).covers(AddressSet.of('ipv4', [address]));

/** The vendor's page names NLB among what ACLs filter and CLB among what they do not, and is silent about ALB. */
const ALB_UNVERIFIED: MissingCall = {
  call: 'vpc:DescribeNetworkAcls',
  code: 'Unverified',
  message: 'whether a network ACL filters what reaches an ALB is not verified',
};

/** What the ACL before a balancer lets in and out again. Before an ALB it may let through what it refuses. */
export function aliFrontOpenness(
  acl: Known<AliNetworkAcl | undefined>,
  { kind }: Pick<AliLoadBalancer, 'kind'>,
  family: Family,
): { readonly ingress: Openness; readonly egress: Openness } {
  const of = (direction: 'ingress' | 'egress'): Openness => {
    if (!acl.known) return unreadOpenness(family, acl.missing);
    if (!acl.value) return aliUnfiltered(family);
    const openness = opennessOfAliAcl(acl.value, direction, family);
    return kind === 'alb' ? Openness.union(family, [openness, unreadOpenness(family, [ALB_UNVERIFIED])]) : openness;
  };
  return { ingress: of('ingress'), egress: of('egress') };
}

/** The same as hops around those of the balancer, for one flow; none where no ACL can be in the way. */
export function aliFrontHops(
  estate: AliEstate,
  balancer: AliLoadBalancer,
  address: string,
  family: Family,
  flow: Flow,
  clientPorts: PortSet,
): { readonly before: readonly HopCheck[]; readonly after: readonly HopCheck[] } {
  if (balancer.kind === 'clb') return { before: [], after: [] };
  const acl = aliFrontAcl(estate, balancer, address);
  if (acl.known && acl.value === undefined) return { before: [], after: [] };
  const { ingress, egress } = aliFrontOpenness(acl, balancer, family);
  return {
    before: [aliAclCheck(acl, ingress, { leg: 'forward', direction: 'ingress' }, flow)],
    after: [aliAclCheck(acl, egress, { leg: 'return', direction: 'egress' }, flow, clientPorts)],
  };
}
