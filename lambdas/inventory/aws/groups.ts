import { object, objects, type Raw, text, texts } from '../fields.ts';
import { type Known, known, seenOf, unknown } from '../known.ts';
import { byId, type Listing } from '../listing.ts';
import type { SecurityGroup } from './ec2.ts';
import { bySubject, list, type Part } from './part.ts';
import { nameOf, type Tagged } from './tagged.ts';
import type { VpcPeeringConnection } from './vpc.ts';

/** A group that may be used in a VPC besides its own. */
export interface SecurityGroupVpcAssociation extends Tagged {
  readonly groupId: string;
  readonly vpcId: string;
  /** `associated`, `associating`, … */
  readonly state: string;
}

/** A group with rules that name a group or a peering that is gone. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StaleSecurityGroup.html */
export interface StaleSecurityGroup extends Tagged {
  readonly vpcId?: string;
  readonly rules: readonly {
    readonly direction: 'ingress' | 'egress';
    readonly protocol?: string;
    readonly from?: string;
    readonly to?: string;
    /** What is gone, or stands across what is gone. */
    readonly groupIds: readonly string[];
    readonly peeringIds: readonly string[];
  }[];
}

/** A rule of another VPC's group, across a peering, that names a group of ours. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupReference.html */
export interface SecurityGroupReference extends Tagged {
  readonly groupId: string;
  readonly peeringId: string;
}

/** The groups that a launch template puts on what it launches, in its default or its latest version. */
export interface LaunchTemplateVersion extends Tagged {
  readonly templateId: string;
  readonly groupIds: readonly string[];
  /** Groups may be named instead. */
  readonly groupNames: readonly string[];
}

/** What else says which groups are used, and where. */
export interface GroupFacts {
  readonly securityGroupVpcAssociations: Known<readonly SecurityGroupVpcAssociation[]>;
  readonly staleSecurityGroups: Known<readonly StaleSecurityGroup[]>;
  readonly launchTemplateVersions: Known<readonly LaunchTemplateVersion[]>;
  /** Asked for only where a peering leads to another account: the rules of our own groups tell themselves. */
  readonly securityGroupReferences: Known<readonly SecurityGroupReference[]>;
}

/** Reads what stands beside the groups themselves, whose list tells which VPCs can have stale rules at all. */
export function groupPart(groups: Listing<SecurityGroup>): Part<GroupFacts> {
  const associations = list(
    'ec2:DescribeSecurityGroupVpcAssociations',
    'SecurityGroupVpcAssociations',
    readVpcAssociation,
  );
  const stale = list('ec2:DescribeStaleSecurityGroups', 'StaleSecurityGroupSet', readStaleGroup, {
    subject: bySubject('VpcId'),
  });
  const templates = list('ec2:DescribeLaunchTemplateVersions', 'LaunchTemplateVersions', readLaunchTemplateVersion);
  const references = list('ec2:DescribeSecurityGroupReferences', 'SecurityGroupReferenceSet', readReference);
  return {
    readers: [associations, stale, templates, references],
    build: (around) => ({
      securityGroupVpcAssociations: byId(around.inVpc(associations)),
      staleSecurityGroups: byId(staleIn(around.inVpc(groups), stale)),
      launchTemplateVersions: byId(around.inVpc(templates)),
      securityGroupReferences: byId(around.inVpc(references)),
    }),
  };
}

/** The stale groups of every VPC that can have any; only those are asked about. */
function staleIn(
  groups: Known<readonly SecurityGroup[]>,
  listing: Listing<StaleSecurityGroup>,
): Known<readonly StaleSecurityGroup[]> {
  const vpcIds = vpcsWithForeignGroups(seenOf(groups).map(namesOfGroup));
  const results = [...listing.resultsFor(vpcIds, ({ vpcId }) => vpcId ?? '').values()];
  const missing = [
    ...(groups.known ? [] : groups.missing),
    ...seenOf(groups).flatMap(({ rules }) => (rules.known ? [] : rules.missing)),
    ...results.flatMap((each) => (each.known ? [] : each.missing)),
  ];
  const read = results.flatMap(seenOf);
  return missing.length === 0 ? known(read) : unknown(missing, read);
}

/** Which groups a group's rules name. */
export const namesOfGroup = ({ id, vpcId = '', rules }: SecurityGroup) => ({
  id,
  vpcId,
  named: seenOf(rules).flatMap(({ peer }) => (peer.kind === 'group' ? [peer.id] : [])),
});

/**
 * The VPCs where some rule names a group of elsewhere. A group that others in its own VPC name cannot be deleted,
 * so only these can have stale rules.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
export function vpcsWithForeignGroups(groups: readonly ReturnType<typeof namesOfGroup>[]): readonly string[] {
  const home = new Map(groups.map(({ id, vpcId }) => [id, vpcId]));
  const abroad = groups.filter(({ vpcId, named }) => named.some((id) => home.get(id) !== vpcId));
  return [...new Set(abroad.map(({ vpcId }) => vpcId))].filter((vpcId) => vpcId !== '').sort();
}

function readVpcAssociation(raw: Raw): SecurityGroupVpcAssociation | undefined {
  const groupId = text(raw['GroupId']);
  const vpcId = text(raw['VpcId']);
  if (groupId === undefined || vpcId === undefined) return undefined;
  return {
    id: `${groupId}/${vpcId}`,
    tags: {},
    groupId,
    vpcId,
    state: text(raw['State'])?.toLowerCase() ?? 'unknown',
  };
}

function readReference(raw: Raw): SecurityGroupReference | undefined {
  const groupId = text(raw['GroupId']);
  const peeringId = text(raw['VpcPeeringConnectionId']);
  if (groupId === undefined || peeringId === undefined) return undefined;
  return { id: `${groupId}/${peeringId}`, tags: {}, groupId, peeringId };
}

/**
 * The VPCs of an account that an active peering connects with another account: only there can rules that we cannot see
 * name our groups. Across regions a rule cannot name a group.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
export function vpcsPeeredAbroad(
  peerings: readonly Pick<VpcPeeringConnection, 'status' | 'requester' | 'accepter'>[],
): readonly string[] {
  const abroad = peerings.filter(
    ({ status, requester, accepter }) =>
      status === 'active' && requester.ownerId !== accepter.ownerId && requester.region === accepter.region,
  );
  return [...new Set(abroad.flatMap(({ requester, accepter }) => [requester.vpcId, accepter.vpcId]))]
    .filter((vpcId) => vpcId !== undefined)
    .sort();
}

function readStaleGroup(raw: Raw): StaleSecurityGroup | undefined {
  const id = text(raw['GroupId']);
  if (id === undefined) return undefined;
  const directions = [
    ['ingress', raw['StaleIpPermissions']],
    ['egress', raw['StaleIpPermissionsEgress']],
  ] as const;
  return {
    id,
    ...nameOf(raw),
    vpcId: text(raw['VpcId']),
    rules: directions.flatMap(([direction, permissions]) =>
      objects(permissions).map((each) => ({
        direction,
        protocol: text(each['IpProtocol']),
        from: text(each['FromPort']),
        to: text(each['ToPort']),
        groupIds: objects(each['UserIdGroupPairs']).flatMap((pair) => text(pair['GroupId']) ?? []),
        peeringIds: objects(each['UserIdGroupPairs']).flatMap((pair) => text(pair['VpcPeeringConnectionId']) ?? []),
      })),
    ),
  };
}

function readLaunchTemplateVersion(raw: Raw): LaunchTemplateVersion | undefined {
  const templateId = text(raw['LaunchTemplateId']);
  const version = text(raw['VersionNumber']);
  if (templateId === undefined || version === undefined) return undefined;
  const data = object(raw['LaunchTemplateData']);
  const interfaces = objects(data['NetworkInterfaces']).flatMap((each) => texts(each['Groups']));
  return {
    id: `${templateId}/${version}`,
    name: text(raw['LaunchTemplateName']),
    tags: {},
    templateId,
    groupIds: [...new Set([...texts(data['SecurityGroupIds']), ...interfaces])].sort(),
    groupNames: texts(data['SecurityGroups']).toSorted(),
  };
}
