import type { AwsRegion } from '#inventory/aws/region.ts';
import type { NetworkAcl, NetworkAclEntry } from '#inventory/aws/vpc.ts';
import { known, seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';
import { distinctCalls } from '#network/certainty.ts';
import { INTERNET } from '#network/internet.ts';
import { opennessOfAcl, opennessOfGroups, portsOpenToWorld, selectorsOfAclEntry } from '#network/openness.ts';
import { PortSet } from '#network/port-set.ts';
import type { Policy } from '#platform/policy.ts';
import { say, sayAll } from '#platform/text.ts';
import { type MissingCall, NOT_READ, unanswered } from '#snapshot/recorded-call.ts';
import { servicePorts } from '../service-ports.ts';
import { letsRepliesPass } from './acl-entries.ts';
import type { WorldOpen } from './open-text.ts';

/** Admin ports that an ACL admits from the world, and the entries that do it. */
export interface AdminOpenings {
  readonly open: readonly WorldOpen[];
  readonly entries: readonly NetworkAclEntry[];
  /** Calls that could tell of more. */
  readonly missing: readonly MissingCall[];
}

/** The admin ports that an ACL admits from the world, its entries judged in order. */
export function adminOpenings(acl: NetworkAcl, region: AwsRegion, policy: Policy): AdminOpenings {
  if (!acl.entries.known) return { open: [], entries: [], missing: acl.entries.missing };
  const all = acl.entries.value;
  const strict = { ...acl, entries: known(all.filter((entry) => !letsRepliesPass(entry))) };
  const found = (['ipv4', 'ipv6'] as const).flatMap((family) =>
    [TCP, UDP].map((protocol) => {
      const admitted = (each: Pick<NetworkAcl, 'entries'>): PortSet =>
        portsOpenToWorld(opennessOfAcl(each, 'ingress', family), protocol).must.intersect(
          servicePorts(policy, protocol, 'admin'),
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
  return {
    open,
    entries: all.filter((entry) => open.some((opening) => admits(entry, opening))),
    missing: distinctCalls(found.flatMap(({ missing }) => missing)),
  };
}

const NOTHING = { ports: PortSet.of(), missing: [] as readonly MissingCall[] };

/** Which of the ports the groups of the interfaces in the ACL's subnets open to the world, and what could not be read of them. */
function openBehind(
  { subnetIds }: NetworkAcl,
  { networkInterfaces, securityGroups, prefixLists }: AwsRegion,
  { family, protocol, ports }: WorldOpen,
): { readonly ports: PortSet; readonly missing: readonly MissingCall[] } {
  const groupIds = new Set(
    seenOf(networkInterfaces).flatMap((each) => (subnetIds.includes(each.subnetId ?? '') ? each.groupIds : [])),
  );
  const groups = seenOf(securityGroups).filter(({ id }) => groupIds.has(id));
  const openness = opennessOfGroups(groups, prefixLists, 'ingress', family);
  const open = portsOpenToWorld(openness, protocol);
  const unread = [networkInterfaces, securityGroups].flatMap((list) => (list.known ? [] : list.missing));
  if (unread.length === 0 && groups.length < groupIds.size) {
    // In a shared subnet an interface may carry groups that only their owner can read.
    const why = say`groups of another account are on interfaces in ${sayAll(subnetIds)}`;
    unread.push(unanswered('ec2:DescribeSecurityGroups', NOT_READ, why));
  }
  return {
    ports: open.must.intersect(ports),
    missing: open.may.overlaps(ports.subtract(open.must)) ? [...unread, ...openness.missing] : unread,
  };
}

const admits = (entry: NetworkAclEntry, { family, protocol, ports }: WorldOpen): boolean => {
  const selectors = selectorsOfAclEntry(entry);
  return (
    entry.action === 'allow' &&
    !entry.egress &&
    entry.family === family &&
    [ALL_PROTOCOLS, protocol].includes(entry.protocol) &&
    selectors !== undefined &&
    ports.overlaps(PortSet.of(selectors)) &&
    AddressSet.of(family, [entry.cidr]).overlaps(INTERNET[family])
  );
};
