import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { diagnose } from '../../../lambdas/network/explain/diagnose.ts';
import {
  aGroup,
  aNetwork,
  aNic,
  aTable,
  type Json,
  LOCAL,
  type NetworkAnswers,
  permission,
  regionOf,
  route,
} from '../../support/network-estate.ts';

describe('a rule that names a group of a peer', () => {
  const naming = (pair: Json, ports: readonly [number, number] = [5432, 5432]): Json => ({
    ...permission('tcp', ports[0], ports[1]),
    UserIdGroupPairs: [pair],
  });
  const FAR = { GroupId: 'sg-far', UserId: '999988887777', VpcId: 'vpc-9', VpcPeeringConnectionId: 'pcx-1' };
  const peered = (rules: readonly Json[], more: readonly Json[] = []): NetworkAnswers =>
    aNetwork({
      networkInterfaces: [aNic({ Ipv6Addresses: [] })],
      securityGroups: [aGroup(rules), ...more],
      routeTables: [aTable([{ DestinationCidrBlock: '10.0.0.0/16', ...LOCAL }, route('10.9.0.0/16', 'pcx-1')])],
      vpcPeeringConnections: [
        {
          VpcPeeringConnectionId: 'pcx-1',
          Status: { Code: 'active' },
          RequesterVpcInfo: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' },
          AccepterVpcInfo: { VpcId: 'vpc-9', CidrBlock: '10.9.0.0/16', OwnerId: '999988887777' },
        },
      ],
    });

  it.each<[string, NetworkAnswers, string]>([
    [
      'of an account that was not read may let it in',
      peered([naming(FAR)]),
      'unknown UNKNOWN_PEERED_SGS tcp 5432 from sg-far: sg-1 allows tcp 5432 from sg-far, a group of a peer; who is in it was not read.',
    ],
    [
      'does not, on another port',
      peered([naming(FAR, [22, 22])]),
      'fail ENI_SG_RULES_MISMATCH null: No rule of sg-1 lets it in.',
    ],
    [
      'does not where the group was read and nobody there is in it',
      peered([naming({ GroupId: 'sg-2', UserId: '111122223333' })], [aGroup([], { GroupId: 'sg-2' })]),
      'fail ENI_SG_RULES_MISMATCH null: No rule of sg-1 lets it in.',
    ],
    [
      'is not asked where another rule lets it in',
      peered([naming(FAR), permission('tcp', 5432, 5432, '10.9.0.0/16')]),
      'pass undefined tcp 5432 from 10.9.0.0/16: sg-1 allows tcp 5432 from 10.9.0.0/16.',
    ],
  ])('%s', (_name, answers, expected) => {
    const flow = { protocol: 6, selector: 5432 };
    const { paths } = diagnose(new AwsReach(regionOf(answers)), { from: '10.9.2.20', to: 'i-1', flow });
    const hop = paths[0]?.hops.find((each) => each.hop === 'security-group-in');
    expect(`${hop?.verdict} ${hop?.code} ${hop?.rule}: ${hop?.message}`).toBe(expected);
  });

  it('is unknown where the rules themselves were not read, whoever they name', () => {
    const reach = new AwsReach(regionOf(peered([naming(FAR)]), ['securityGroups']));
    const { paths } = diagnose(reach, { from: '10.9.2.20', to: 'i-1', flow: { protocol: 6, selector: 5432 } });
    const hop = paths[0]?.hops.find((each) => each.hop === 'security-group-in');
    expect([hop?.code, hop?.reasons?.[0]?.call]).toEqual(['X_SNAPSHOT_INCOMPLETE', 'ec2:DescribeSecurityGroups']);
  });
});
