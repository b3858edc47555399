import type { AwsCollector } from '#collectors/aws/collector.ts';
import { groupCollectors } from '#collectors/aws/groups.ts';
import { answered } from '../../support/aws-calls.ts';
import { collectedBy, requestsOf, tallied } from '../../support/collected-by.ts';

const [securityGroups, launchTemplates] = groupCollectors as readonly [AwsCollector, AwsCollector];

const group = (GroupId: string, VpcId: string, ...named: readonly string[]) => ({
  GroupId,
  VpcId,
  IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: named.map((each) => ({ GroupId: each })) }],
});

test.each([
  ['a group of elsewhere', [group('sg-1', 'vpc-1', 'sg-gone'), group('sg-2', 'vpc-2')], ['vpc-1']],
  ['only neighbours', [group('sg-1', 'vpc-1', 'sg-2'), group('sg-2', 'vpc-1')], []],
  [
    'a neighbour that comes on a later page',
    [group('sg-1', 'vpc-1', 'sg-3'), group('sg-2', 'vpc-1'), group('sg-3', 'vpc-1')],
    [],
  ],
])('stale groups are asked for where rules name %s', async (_, SecurityGroups, vpcIds) => {
  const served = [
    answered('ec2:DescribeSecurityGroups', { SecurityGroups }),
    answered('ec2:DescribeStaleSecurityGroups', { StaleSecurityGroupSet: [] }),
  ];
  const calls = await collectedBy(securityGroups, served, { pageLimit: 1 });
  expect(requestsOf(calls, 'ec2:DescribeStaleSecurityGroups')).toEqual(
    vpcIds.map((VpcId) => ({ VpcId, MaxResults: 255 })),
  );
  expect(tallied(calls)['ec2:DescribeSecurityGroups']).toBe(SecurityGroups.length);
});

const peering = (OwnerId: string, code = 'active') => ({
  VpcPeeringConnectionId: 'pcx-1',
  Status: { Code: code },
  RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: '111122223333', Region: 'eu-west-1', CidrBlock: '10.0.0.0/16' },
  AccepterVpcInfo: { VpcId: 'vpc-9', OwnerId, Region: 'eu-west-1', CidrBlock: '10.9.0.0/16' },
});

test.each([
  ['another account', peering('444455556666'), [{ GroupId: ['sg-1', 'sg-2'] }]],
  ['another account, and it is over', peering('444455556666', 'deleted'), []],
  ['the same account, whose rules tell themselves', peering('111122223333'), []],
])(
  'rules elsewhere that name our groups are asked for where a peering leads to %s',
  async (_, connection, requests) => {
    const SecurityGroups = [group('sg-2', 'vpc-1'), group('sg-1', 'vpc-1'), group('sg-3', 'vpc-2')];
    const served = [
      answered('ec2:DescribeSecurityGroups', { SecurityGroups }),
      answered('ec2:DescribeVpcPeeringConnections', { VpcPeeringConnections: [connection] }),
      answered('ec2:DescribeSecurityGroupReferences', { SecurityGroupReferenceSet: [] }),
    ];
    const calls = await collectedBy(securityGroups, served);
    expect(requestsOf(calls, 'ec2:DescribeSecurityGroupReferences')).toEqual(requests);
  },
);

test('of a launch template only the groups are kept: user data is where people put secrets', async () => {
  const version = {
    LaunchTemplateId: 'lt-1',
    LaunchTemplateName: 'web',
    VersionNumber: 3,
    LaunchTemplateData: {
      UserData: 'c2VjcmV0',
      KeyName: 'admin-key',
      SecurityGroupIds: ['sg-1'],
      NetworkInterfaces: [{ DeviceIndex: 0, Groups: ['sg-2'], PrivateIpAddress: '10.0.0.9' }],
    },
  };
  const calls = await collectedBy(launchTemplates, [
    answered(
      'ec2:DescribeLaunchTemplateVersions',
      { LaunchTemplateVersions: [version] },
      { Versions: ['$Default', '$Latest'] },
    ),
  ]);
  expect(calls).toMatchObject([
    {
      request: { Versions: ['$Default', '$Latest'], MaxResults: 200 },
      response: {
        LaunchTemplateVersions: [
          {
            LaunchTemplateId: 'lt-1',
            VersionNumber: 3,
            LaunchTemplateData: {
              SecurityGroupIds: ['sg-1'],
              NetworkInterfaces: [{ DeviceIndex: 0, Groups: ['sg-2'] }],
            },
          },
        ],
      },
    },
  ]);
  for (const left of ['c2VjcmV0', 'admin-key', '10.0.0.9']) expect(JSON.stringify(calls)).not.toContain(left);
});
