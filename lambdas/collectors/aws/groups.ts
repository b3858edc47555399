import {
  DescribeLaunchTemplateVersionsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSecurityGroupVpcAssociationsCommand,
  DescribeStaleSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import { readSecurityGroup } from '#inventory/aws/ec2.ts';
import { namesOfGroup, vpcsWithForeignGroups } from '#inventory/aws/groups.ts';
import { object, objects } from '#inventory/fields.ts';
import { type AwsCollector, defineCollector, listCollector } from './collector.ts';

/**
 * Groups with their rules, then the stale ones of the VPCs that can have any: that call takes one VPC at a time
 * and has the smallest request bucket of all.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const securityGroups = defineCollector({
  scope: 'region',
  actions: ['ec2:DescribeSecurityGroups', 'ec2:DescribeStaleSecurityGroups'],
  needs: 'vpc',
  async collect({ clients: { ec2 }, record }) {
    const named: ReturnType<typeof namesOfGroup>[] = [];
    await record.pages(
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
