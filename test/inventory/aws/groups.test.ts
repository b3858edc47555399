import { vpcsWithForeignGroups } from '#inventory/aws/groups.ts';
import { known, seenOf } from '#inventory/known.ts';
import { answered, inventoryOf, missingOf, refused } from '../../support/aws-calls.ts';

const CALL = 'ec2:DescribeStaleSecurityGroups';

const group = (GroupId: string, VpcId: string, ...named: readonly string[]) => ({
  GroupId,
  VpcId,
  IpPermissions: named.map((each) => ({ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: each }] })),
});
const groups = (...all: readonly object[]) => answered('ec2:DescribeSecurityGroups', { SecurityGroups: all });
const stale = answered(
  CALL,
  {
    StaleSecurityGroupSet: [
      {
        GroupId: 'sg-1',
        VpcId: 'vpc-1',
        StaleIpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 22,
            ToPort: 22,
            UserIdGroupPairs: [{ GroupId: 'sg-gone', VpcPeeringConnectionId: 'pcx-1' }],
          },
        ],
      },
    ],
  },
  { VpcId: 'vpc-1' },
);

describe('stale groups', () => {
  test.each([
    ['no group at all', []],
    ['groups that name nobody', [group('sg-1', 'vpc-1')]],
    ['groups that name themselves and neighbours', [group('sg-1', 'vpc-1', 'sg-1', 'sg-2'), group('sg-2', 'vpc-1')]],
  ])('%s: none, and nobody asks', (_, all) => {
    expect(inventoryOf([groups(...all)]).staleSecurityGroups).toEqual(known([]));
  });

  test.each([
    ['a group of another VPC', [group('sg-1', 'vpc-1', 'sg-2'), group('sg-2', 'vpc-2')], ['vpc-1']],
    ['a group that is nowhere', [group('sg-1', 'vpc-1', 'sg-gone'), group('sg-2', 'vpc-2')], ['vpc-1']],
    ['each other across VPCs', [group('sg-1', 'vpc-1', 'sg-2'), group('sg-2', 'vpc-2', 'sg-1')], ['vpc-1', 'vpc-2']],
  ])('where rules name %s, their VPC must be asked about', (_, all, vpcIds) => {
    const region = inventoryOf([groups(...all)]);
    expect(missingOf(region.staleSecurityGroups)).toEqual(vpcIds.map(() => `${CALL} NotRead`));
    const raw = all.map(({ GroupId, VpcId, IpPermissions }) => ({
      id: GroupId,
      vpcId: VpcId,
      named: IpPermissions.flatMap(({ UserIdGroupPairs }) => UserIdGroupPairs.map((pair) => pair.GroupId)),
    }));
    expect(vpcsWithForeignGroups(raw)).toEqual(vpcIds);
  });

  const abroad = groups(group('sg-1', 'vpc-1', 'sg-gone'));

  test('say what is gone', () => {
    expect(inventoryOf([stale, abroad]).staleSecurityGroups).toEqual(
      known([
        {
          id: 'sg-1',
          tags: {},
          vpcId: 'vpc-1',
          rules: [
            {
              direction: 'ingress',
              protocol: 'tcp',
              from: '22',
              to: '22',
              groupIds: ['sg-gone'],
              peeringIds: ['pcx-1'],
            },
          ],
        },
      ]),
    );
  });

  test('of a dump name their VPC themselves', () => {
    expect(seenOf(inventoryOf([answered(CALL, stale.response), abroad]).staleSecurityGroups)).toHaveLength(1);
  });

  test.each([
    ['the groups are denied', [refused('ec2:DescribeSecurityGroups')], 'ec2:DescribeSecurityGroups AccessDenied'],
    ['the call is denied', [abroad, refused(CALL, 'AccessDenied', { VpcId: 'vpc-1' })], `${CALL} AccessDenied`],
    [
      'another VPC was asked about',
      [abroad, answered(CALL, { StaleSecurityGroupSet: [] }, { VpcId: 'vpc-2' })],
      `${CALL} NotRead`,
    ],
    [
      'a rule cannot be read',
      [groups({ GroupId: 'sg-1', VpcId: 'vpc-1', IpPermissions: [{ IpProtocol: 'x' }] })],
      'ec2:DescribeSecurityGroups Malformed',
    ],
  ])('are unknown when %s', (_, calls, missing) => {
    expect(missingOf(inventoryOf(calls).staleSecurityGroups)).toContain(missing);
  });
});

test('the groups of a launch template, wherever it names them', () => {
  const version = (LaunchTemplateData: unknown) =>
    seenOf(
      inventoryOf([
        answered('ec2:DescribeLaunchTemplateVersions', {
          LaunchTemplateVersions: [{ LaunchTemplateId: 'lt-1', VersionNumber: 3, LaunchTemplateData }],
        }),
      ]).launchTemplateVersions,
    )[0];
  expect(version({ SecurityGroupIds: ['sg-2'], NetworkInterfaces: [{ Groups: ['sg-1', 'sg-2'] }] })).toMatchObject({
    id: 'lt-1/3',
    templateId: 'lt-1',
    groupIds: ['sg-1', 'sg-2'],
    groupNames: [],
  });
  expect(version({ SecurityGroups: ['web'] })).toMatchObject({ groupIds: [], groupNames: ['web'] });
  expect(version(null)).toMatchObject({ groupIds: [], groupNames: [] });
});

test('a group in another VPC', () => {
  const region = inventoryOf([
    answered('ec2:DescribeSecurityGroupVpcAssociations', {
      SecurityGroupVpcAssociations: [{ GroupId: 'sg-1', VpcId: 'vpc-2', State: 'associated' }],
    }),
  ]);
  expect(seenOf(region.securityGroupVpcAssociations)).toEqual([
    { id: 'sg-1/vpc-2', tags: {}, groupId: 'sg-1', vpcId: 'vpc-2', state: 'associated' },
  ]);
});
