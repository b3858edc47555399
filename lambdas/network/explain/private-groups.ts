import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import { type Known, known, seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import { certain } from '../certainty.ts';
import type { Flow } from '../flow.ts';
import type { Code, Hop } from '../hop.ts';
import { opennessOfGroups, type ResolveGroup } from '../openness.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import type { Target } from '../reach/targets.ts';
import { groupCheck } from './filter-checks.ts';
import type { HopCheck } from './hop-check.ts';
import type { PrivateSource } from './private-path.ts';

/** Whether one end can tell which groups the other is in: not beyond every kind of link. */
export interface GroupReferences {
  readonly outbound: Known<boolean>;
  readonly inbound: Known<boolean>;
  /** What does not carry them. */
  readonly link?: string;
  /** What a refusal is called that comes of inbound rules naming groups alone. @default SG_REFERENCING_SUPPORT */
  readonly refusal?: Code;
}

/** Inside a VPC and over a peering of the Region. */
export const KEPT: GroupReferences = { outbound: known(true), inbound: known(true) };

/** What the source's groups let out to the target. A group that a rule names is known by what the target carries. */
export function groupsOutHop(
  { estate }: Ingredients,
  nic: NetworkInterface,
  target: Target,
  flow: Flow,
  references: GroupReferences,
): Hop {
  const groups = nic.groupIds.toSorted().map((id) => estate.groupOrUnread(id));
  const members: ResolveGroup = (peer, family) => ({
    addresses: certain(target.nic.groupIds.includes(peer.id) ? AddressSet.all(family) : AddressSet.none(family)),
  });
  const { prefixLists } = estate.region;
  const component = groups[0]?.id ?? 'no security group';
  const check = referring(references.outbound, members, 'SG_REFERENCES_NOT_PRESERVED', references.link, (resolve) =>
    groupCheck(
      { leg: 'forward', hop: 'security-group-out', component },
      groups,
      opennessOfGroups(groups, prefixLists, 'egress', target.family, resolve),
      flow,
      prefixLists,
      resolve,
    ),
  );
  return groups.length === 0 ? { ...check.at(target.address), verdict: 'pass' } : check.at(target.address);
}

/** What the target's groups let in from inside: also what the source is a member of. */
export function groupsInCheck(
  { estate }: Ingredients,
  source: PrivateSource,
  { nic, family }: Target,
  flow: Flow,
  references: GroupReferences,
  sender: NetworkInterface | undefined = source.nic,
): HopCheck {
  const groups = nic.groupIds.toSorted().map((id) => estate.groupOrUnread(id));
  const members: ResolveGroup = (peer, of) => {
    if (sender)
      return { addresses: certain(sender.groupIds.includes(peer.id) ? AddressSet.all(of) : AddressSet.none(of)) };
    const { networkInterfaces } = estate.region;
    const inVpc = seenOf(networkInterfaces).filter(
      ({ groupIds, vpcId }) => groupIds.includes(peer.id) && vpcId === source.subnet.vpcId,
    );
    const addresses = AddressSet.of(of, inVpc.flatMap(addressesOf));
    return networkInterfaces.known
      ? { addresses: certain(addresses) }
      : { addresses: { must: addresses, may: AddressSet.all(of) }, missing: networkInterfaces.missing };
  };
  const { prefixLists } = estate.region;
  if (groups.length === 0)
    return {
      passes: certain(AddressSet.all(family)),
      at: () => ({
        leg: 'forward',
        hop: 'security-group-in',
        component: nic.id,
        rule: null,
        verdict: 'pass',
        message: say`No security group filters here.`,
      }),
    };
  const component = groups[0]?.id ?? nic.id;
  const { inbound, refusal = 'SG_REFERENCING_SUPPORT', link } = references;
  return referring(inbound, members, refusal, link, (resolve) =>
    groupCheck(
      { leg: 'forward', hop: 'security-group-in', component },
      groups,
      opennessOfGroups(groups, prefixLists, 'ingress', family, resolve),
      flow,
      prefixLists,
      resolve,
    ),
  );
}

/**
 * Rules that name groups, over a link that may not carry them: where it does not, nobody is in them, and a refusal that
 * comes of that alone says so.
 */
function referring(
  carries: Known<boolean>,
  members: ResolveGroup,
  code: Code,
  link: string | undefined,
  check: (resolve: ResolveGroup) => HopCheck,
): HopCheck {
  const kept = check(members);
  if (carries.known && carries.value) return kept;
  if (!carries.known) {
    return check((peer, family) => {
      const { addresses, missing = [] } = members(peer, family);
      const none = AddressSet.none(family);
      return addresses.may.isEmpty
        ? { addresses, missing }
        : { addresses: { must: none, may: addresses.may }, missing: [...carries.missing, ...missing] };
    });
  }
  const over = link ?? say`the link`;
  const dropped = check((_peer, family) => ({ addresses: certain(AddressSet.none(family)) }));
  return {
    ...dropped,
    at(source) {
      const hop = dropped.at(source);
      if (hop.verdict !== 'fail' || kept.at(source).verdict !== 'pass') return hop;
      return {
        ...hop,
        code,
        message:
          hop.hop === 'security-group-out'
            ? say`${hop.component} lets it out only by a rule that names a group, and ${over} does not carry groups for outbound rules.`
            : say`${hop.component} lets it in only by a rule that names a group, and ${over} does not carry groups here.`,
      };
    },
  };
}

/** Every private address of an interface, delegated ranges included. */
export const addressesOf = (nic: NetworkInterface): readonly string[] => [
  ...nic.addresses.map(({ privateIp }) => privateIp),
  ...nic.ipv6Addresses,
  ...nic.ipv4Prefixes,
  ...nic.ipv6Prefixes,
];
