import check from '#checks/aws/ec2/security-group-in-use.ts';
import { known, unknown } from '#inventory/known.ts';
import { aSecurityGroup, from, fromItself, to } from '../../../support/a-security-group.ts';
import { aPeering } from '../../../support/a-vpc.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const group = aSecurityGroup();
const other = (...rules: readonly ReturnType<typeof from>[]) => aSecurityGroup({ id: 'sg-2', rules: known(rules) });
const template = { id: 'lt-1/3', templateId: 'lt-1', tags: {}, groupIds: [], groupNames: [] };
const unused =
  'Nothing uses it; we looked at network interfaces (also those of balancers, functions, databases and endpoints), rules of other security groups, launch templates in this account and region.';

/** A region whose VPC is peered with one of another account. */
const { accepter, ...peering } = aPeering();
const abroad = { vpcPeeringConnections: known([{ ...peering, accepter: { ...accepter, ownerId: '444455556666' } }]) };

testCheck(check, {
  passes: {
    'an interface has it': [group, anEmptyAwsRegion({ networkInterfaces: known([anInterface()]) })],
    'an interface has it that nothing has': [
      group,
      anEmptyAwsRegion({ networkInterfaces: known([anInterface({ status: 'available', attachment: undefined })]) }),
    ],
    'another group admits it': [
      group,
      anEmptyAwsRegion({ securityGroups: known([group, other(from('sg-1', 'all'))]) }),
    ],
    'another group of another VPC sends to it': [
      group,
      anEmptyAwsRegion({ securityGroups: known([group, { ...other(to('sg-1', 'all')), vpcId: 'vpc-2' }]) }),
    ],
    'a launch template has it': [
      group,
      anEmptyAwsRegion({ launchTemplateVersions: known([{ ...template, groupIds: ['sg-1'] }]) }),
    ],
    'a launch template names it': [
      group,
      anEmptyAwsRegion({ launchTemplateVersions: known([{ ...template, groupNames: ['web'] }]) }),
    ],
    'a rule of another account names it across a peering': [
      group,
      anEmptyAwsRegion({
        ...abroad,
        securityGroupReferences: known([{ id: 'sg-1/pcx-1', tags: {}, groupId: 'sg-1', peeringId: 'pcx-1' }]),
      }),
    ],
    'an interface has it on a page before the one that was denied': [
      group,
      anEmptyAwsRegion({ networkInterfaces: unknown(denied('ec2:DescribeNetworkInterfaces'), [anInterface()]) }),
    ],
  },
  fails: {
    'nothing has it, and the message says where we looked': [group, unused],
    'no rule of another account names it': [group, unused, anEmptyAwsRegion(abroad)],
    'the list of peerings broke off, but its VPC was asked about': [
      group,
      unused,
      anEmptyAwsRegion({
        vpcPeeringConnections: unknown(
          denied('ec2:DescribeVpcPeeringConnections'),
          abroad.vpcPeeringConnections.known ? abroad.vpcPeeringConnections.value : [],
        ),
      }),
    ],
    'only it itself names it': [
      aSecurityGroup({ rules: known([fromItself]) }),
      unused,
      anEmptyAwsRegion({ securityGroups: known([aSecurityGroup({ rules: known([fromItself]) })]) }),
    ],
  },
  unknown: {
    'interfaces could not be read': [
      group,
      'ec2:DescribeNetworkInterfaces: UnauthorizedOperation',
      anEmptyAwsRegion({ networkInterfaces: unknown(denied('ec2:DescribeNetworkInterfaces')) }),
    ],
    'rules of another group could not be read': [
      group,
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
      anEmptyAwsRegion({
        securityGroups: known([
          group,
          aSecurityGroup({ id: 'sg-2', rules: unknown(denied('ec2:DescribeSecurityGroups')) }),
        ]),
      }),
    ],
    'rules of another account could not be asked for': [
      group,
      'ec2:DescribeSecurityGroupReferences: UnauthorizedOperation',
      anEmptyAwsRegion({
        ...abroad,
        securityGroupReferences: unknown(denied('ec2:DescribeSecurityGroupReferences')),
      }),
    ],
    'peerings could not be read': [
      group,
      'ec2:DescribeVpcPeeringConnections: UnauthorizedOperation',
      anEmptyAwsRegion({ vpcPeeringConnections: unknown(denied('ec2:DescribeVpcPeeringConnections')) }),
    ],
    'the list of peerings broke off, and its VPC is not among those that were read': [
      group,
      'ec2:DescribeVpcPeeringConnections: UnauthorizedOperation',
      anEmptyAwsRegion({
        vpcPeeringConnections: unknown(denied('ec2:DescribeVpcPeeringConnections'), [
          {
            ...peering,
            requester: { ...peering.requester, vpcId: 'vpc-8' },
            accepter: { ...accepter, vpcId: 'vpc-9' },
          },
        ]),
      }),
    ],
    'launch templates could not be read': [
      group,
      'ec2:DescribeLaunchTemplateVersions: UnauthorizedOperation',
      anEmptyAwsRegion({ launchTemplateVersions: unknown(denied('ec2:DescribeLaunchTemplateVersions')) }),
    ],
  },
  notApplicable: { 'a default group cannot be deleted': aSecurityGroup({ groupName: 'default' }) },
});
