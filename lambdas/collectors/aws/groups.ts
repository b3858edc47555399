import {
  DescribeLaunchTemplateVersionsCommand,
  DescribeSecurityGroupReferencesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSecurityGroupVpcAssociationsCommand,
  DescribeStaleSecurityGroupsCommand,
  DescribeVpcPeeringConnectionsCommand,
} from '@aws-sdk/client-ec2';
import { readSecurityGroup } from '#inventory/aws/ec2.ts';
import { namesOfGroup, vpcsPeeredAbroad, vpcsWithForeignGroups } from '#inventory/aws/groups.ts';
import type { VpcPeeringConnection } from '#inventory/aws/vpc.ts';
import { readVpcPeeringConnection } from '#inventory/aws/vpc-read.ts';
import { object, objects } from '#inventory/fields.ts';
import { batches } from './batches.ts';
import { type AwsCollector, defineCollector, listCollector } from './collector.ts';

/** How many groups one call is asked about. */
const GROUPS_A_CALL = 100;

/**
 * Groups with their rules and the peerings, then the references from other accounts where a peering leads to one, and the stale ones of the VPCs that can have any: that call takes one VPC at a time
 * and has the smallest request bucket of all.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const securityGroups = defineCollector({
  scope: 'region',
  actions: [
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeStaleSecurityGroups',
    'ec2:DescribeVpcPeeringConnections',
    'ec2:DescribeSecurityGroupReferences',
  ],
  needs: 'vpc',
  async collect({ clients: { ec2 }, record }) {
    const named: ReturnType<typeof namesOfGroup>[] = [];
    const peerings: VpcPeeringConnection[] = [];
    const groups = record.pages(
      'ec2:DescribeSecurityGroups',
      { MaxResults: 1000 },
      (input, options) => ec2.send(new DescribeSecurityGroupsCommand(input), options),
      {
        async onPage(page) {
          for (const raw of objects(page['SecurityGroups'])) {
            const group = readSecurityGroup(raw);
            if (group) named.push(namesOfGroup(group));
          }
        },
      },
    );
    await Promise.all([
      groups,
      record.pages(
        'ec2:DescribeVpcPeeringConnections',
        { MaxResults: 1000 },
        (input, options) => ec2.send(new DescribeVpcPeeringConnectionsCommand(input), options),
        {
          async onPage(page) {
            peerings.push(
              ...objects(page['VpcPeeringConnections']).flatMap((raw) => readVpcPeeringConnection(raw) ?? []),
            );
          },
        },
      ),
    ]);
    const abroad = new Set(vpcsPeeredAbroad(peerings));
    const exposed = named.flatMap(({ id, vpcId }) => (abroad.has(vpcId) ? id : [])).sort();
    await Promise.all(
      batches(exposed, GROUPS_A_CALL).map((GroupId) =>
        record.once('ec2:DescribeSecurityGroupReferences', { GroupId }, (input, options) =>
          ec2.send(new DescribeSecurityGroupReferencesCommand(input as { GroupId: string[] }), options),
        ),
      ),
    );
    await Promise.all(
      vpcsWithForeignGroups(named).map((VpcId) =>
        record.pages('ec2:DescribeStaleSecurityGroups', { VpcId, MaxResults: 255 }, (input, options) =>
          ec2.send(new DescribeStaleSecurityGroupsCommand(input as { VpcId: string }), options),
        ),
      ),
    );
  },
});

/**
 * The default and the latest version of every launch template, of which only the groups are kept: user data, which
 * people put secrets into, never enters the snapshot.
 */
const launchTemplates = listCollector(
  {
    call: 'ec2:DescribeLaunchTemplateVersions',
    request: { Versions: ['$Default', '$Latest'], MaxResults: 200 },
    needs: 'vpc',
  },
  ({ ec2 }) =>
    async (input, options) => {
      const answer = await ec2.send(new DescribeLaunchTemplateVersionsCommand(input), options);
      return { ...answer, LaunchTemplateVersions: objects(answer.LaunchTemplateVersions).map(groupsOfVersion) };
    },
);

function groupsOfVersion(version: Readonly<Record<string, unknown>>): object {
  const { LaunchTemplateId, LaunchTemplateName, VersionNumber, DefaultVersion } = version;
  const { SecurityGroupIds, SecurityGroups, NetworkInterfaces } = object(version['LaunchTemplateData']);
  const interfaces = objects(NetworkInterfaces).map(({ DeviceIndex, Groups }) => ({ DeviceIndex, Groups }));
  const LaunchTemplateData = { SecurityGroupIds, SecurityGroups, NetworkInterfaces: interfaces };
  return { LaunchTemplateId, LaunchTemplateName, VersionNumber, DefaultVersion, LaunchTemplateData };
}

/** Security groups, where else they may be used, and what names them. */
export const groupCollectors: readonly AwsCollector[] = [
  securityGroups,
  launchTemplates,
  listCollector(
    { call: 'ec2:DescribeSecurityGroupVpcAssociations', request: { MaxResults: 1000 }, needs: 'vpc' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeSecurityGroupVpcAssociationsCommand(input), options),
  ),
];
