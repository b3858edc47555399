import { AliRegionBuilder } from '#inventory/alicloud/region.ts';
import { containmentText } from '#reports/containment.ts';
import { planIn } from '#scan/contain.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { rehearse } from '../support/rehearse.ts';

const answer = (call: string, response: object): RecordedCall => ({ call, request: {}, response });
const failed = (): never => {
  throw new Error('no plan');
};

const CALLS: readonly RecordedCall[] = [
  answer('ecs:DescribeInstances', {
    Instances: {
      Instance: [
        {
          InstanceId: 'i-bp1',
          InstanceName: 'web',
          Status: 'Running',
          VpcAttributes: { VpcId: 'vpc-bp1', VSwitchId: 'vsw-1', PrivateIpAddress: { IpAddress: ['10.0.0.5'] } },
          EipAddress: { AllocationId: 'eip-1', IpAddress: '47.96.0.10' },
          SecurityGroupIds: { SecurityGroupId: ['sg-bp1', 'sg-bp2'] },
          OperationLocks: { LockReason: [{ LockReason: 'security' }] },
        },
      ],
    },
  }),
  answer('ecs:DescribeNetworkInterfaces', {
    NetworkInterfaceSets: {
      NetworkInterfaceSet: [
        {
          NetworkInterfaceId: 'eni-p',
          Type: 'Primary',
          Status: 'InUse',
          InstanceId: 'i-bp1',
          SecurityGroupIds: { SecurityGroupId: ['sg-bp1', 'sg-bp2'] },
        },
        {
          NetworkInterfaceId: 'eni-s',
          Type: 'Secondary',
          Status: 'InUse',
          InstanceId: 'i-bp1',
          SecurityGroupIds: { SecurityGroupId: ['sg-bp3'] },
        },
      ],
    },
  }),
  answer('ecs:DescribeSecurityGroups', {
    SecurityGroups: { SecurityGroup: [{ SecurityGroupId: 'sg-bp1', SecurityGroupType: 'normal' }] },
  }),
  answer('vpc:DescribeEipAddresses', {
    EipAddresses: {
      EipAddress: [
        {
          AllocationId: 'eip-1',
          IpAddress: '47.96.0.10',
          Status: 'InUse',
          InstanceId: 'i-bp1',
          InstanceType: 'EcsInstance',
        },
      ],
    },
    TotalCount: 1,
    PageNumber: 1,
    PageSize: 100,
  }),
];

const region = () => {
  const builder = new AliRegionBuilder({ provider: 'alicloud', account: '5000000000000001', region: 'cn-hangzhou' });
  for (const call of CALLS) builder.add(call);
  return builder.build();
};

test.each(['i-bp1', '47.96.0.10', 'eip-1'])('a machine in Alibaba Cloud, by %s', (id) => {
  const plan = planIn(region(), id, { operators: ['198.51.100.0/24'], at: '2026-11-20T02:30:00Z', language: 'en' });
  const stdout = containmentText(plan ?? failed());
  const ran = rehearse(stdout).map((each) => each.split('|').slice(2).join(' ').trim());
  expect(ran.map((each) => each.split(' ')[0])).toEqual([
    'DescribeInstances',
    'DescribeDisks',
    'CreateSnapshot',
    'ModifyInstanceAttribute',
    'CreateSecurityGroup',
    'AuthorizeSecurityGroupEgress',
    'AuthorizeSecurityGroupEgress',
    'ModifySecurityGroupPolicy',
    'AuthorizeSecurityGroup',
    'AuthorizeSecurityGroup',
    'DescribeSecurityGroupAttribute',
    'ModifyInstanceAttribute',
    'ModifyNetworkInterfaceAttribute',
    'DescribeInstanceRamRole',
    'DetachInstanceRamRole',
    'StopInstance',
  ]);
  expect(ran[5]).toContain(
    '--SecurityGroupId sg-new --IpProtocol all --PortRange -1/-1 --DestCidrIp 0.0.0.0/0 --Policy drop --Priority 1',
  );
  expect(ran[11]).toBe('ModifyInstanceAttribute --RegionId cn-hangzhou --InstanceId i-bp1 --SecurityGroupIds.1 sg-new');
  expect(ran[12]).toBe(
    'ModifyNetworkInterfaceAttribute --RegionId cn-hangzhou --NetworkInterfaceId eni-s --SecurityGroupId.1 sg-new',
  );
  expect(stdout).toContain(
    '#    aliyun ecs ModifyInstanceAttribute --RegionId cn-hangzhou --InstanceId i-bp1 --SecurityGroupIds.1 sg-bp1 --SecurityGroupIds.2 sg-bp2',
  );
  expect(stdout).toContain('# - Do not release, unbind or rebind 47.96.0.10 while it is in a blackhole');
  expect(stdout).toContain('The platform has locked it (security)');
});

test('what is not there has no plan', () => {
  expect(planIn(region(), 'i-bp9', { operators: [], at: '2026-11-20T02:30:00Z', language: 'en' })).toBeUndefined();
});
