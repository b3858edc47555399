import type { SecurityGroup } from '#inventory/aws/ec2.ts';
import { vpcsPeeredAbroad } from '#inventory/aws/groups.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { distinctCalls } from '#network/certainty.ts';
import { type Said, say } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

/** Where users of a group are looked for. Balancers, functions, databases and endpoints show as their interfaces. */
export const LOOKED_AT = [
  say`network interfaces (also those of balancers, functions, databases and endpoints)`,
  say`rules of other security groups`,
  say`launch templates`,
] as const;

/** What uses the security groups of a region, as far as it was read. */
interface SecurityGroupUses {
  /** Ids of the users by the group's id; launch templates may name a group instead. */
  readonly byGroup: ReadonlyMap<string, readonly string[]>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly missing: readonly MissingCall[];
  /** Peerings across which a rule of another account names the group, by its id. */
  readonly byPeering: ReadonlyMap<string, readonly string[]>;
  /** VPCs whose groups may be named by rules of other accounts, and what keeps us from knowing those rules. */
  readonly peeredAbroad: ReadonlySet<string>;
  readonly missingAbroad: readonly MissingCall[];
  /** What keeps us from knowing whether there are more such VPCs. */
  readonly missingPeerings: readonly MissingCall[];
}

/** Asked once for each of many groups, answered from one index of the region. */
const indexes = new WeakMap<AwsRegion, SecurityGroupUses>();

/** What uses a group, and the calls that could tell of more users. */
export function usesOf(
  group: SecurityGroup,
  region: AwsRegion,
): { readonly users: readonly (string | Said)[]; readonly missing: readonly MissingCall[] } {
  const index = indexes.get(region) ?? indexOf(region);
  indexes.set(region, index);
  const isAbroad = index.peeredAbroad.has(group.vpcId ?? '');
  return {
    users: [
      ...(index.byGroup.get(group.id) ?? []),
      ...(index.byPeering.get(group.id) ?? []).map((peeringId) => say`a rule across ${peeringId}`),
      ...(index.byName.get(group.groupName) ?? []),
    ],
    missing: [...index.missing, ...(isAbroad ? index.missingAbroad : index.missingPeerings)],
  };
}

function indexOf(region: AwsRegion): SecurityGroupUses {
  const { networkInterfaces, securityGroups, launchTemplateVersions, securityGroupReferences, vpcPeeringConnections } =
    region;
  const groups = seenOf(securityGroups);
  const templates = seenOf(launchTemplateVersions);
  const missing = [networkInterfaces, securityGroups, launchTemplateVersions, ...groups.map(({ rules }) => rules)];
  return {
    byGroup: usersBy([
      ...seenOf(networkInterfaces).map(({ id, groupIds }) => [id, groupIds] as const),
      ...groups.map(({ id, rules }) => {
        const named = seenOf(rules).flatMap(({ peer }) => (peer.kind === 'group' ? peer.id : []));
        return [id, named.filter((each) => each !== id)] as const;
      }),
      ...templates.map(({ templateId, groupIds }) => [templateId, groupIds] as const),
    ]),
    byPeering: usersBy(
      seenOf(securityGroupReferences).map(({ peeringId, groupId }) => [peeringId, [groupId]] as const),
    ),
    byName: usersBy(templates.map(({ templateId, groupNames }) => [templateId, groupNames] as const)),
    missing: distinctCalls(missing.flatMap((fact) => (fact.known ? [] : fact.missing))),
    peeredAbroad: new Set(vpcsPeeredAbroad(seenOf(vpcPeeringConnections))),
    missingAbroad: securityGroupReferences.known ? [] : securityGroupReferences.missing,
    missingPeerings: vpcPeeringConnections.known ? [] : vpcPeeringConnections.missing,
  };
}

/** The users of each name, every user once. */
function usersBy(uses: readonly (readonly [user: string, used: readonly string[]])[]): ReadonlyMap<string, string[]> {
  const users = new Map<string, string[]>();
  for (const [user, used] of uses) {
    for (const each of new Set(used)) {
      const known = users.get(each);
      if (!known) users.set(each, [user]);
      else if (!known.includes(user)) known.push(user);
    }
  }
  return users;
}
