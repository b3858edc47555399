import { known } from '#inventory/known.ts';
import { answered, inventoryOf } from '../../support/aws-calls.ts';

/** An interface as both the list and its instance tell it. */
const told = (id: string, change: object = {}) => ({
  NetworkInterfaceId: id,
  Status: 'in-use',
  InterfaceType: 'interface',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-1',
  SourceDestCheck: true,
  Groups: [{ GroupId: 'sg-1' }],
  Attachment: { DeviceIndex: 0, Status: 'attached' },
  PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '52.0.0.10' } }],
  Ipv6Addresses: [],
  ...change,
});

const instance = (interfaces: readonly object[], change: object = {}) => ({
  InstanceId: 'i-1',
  State: { Name: 'running' },
  Placement: { AvailabilityZone: 'eu-west-1a' },
  NetworkInterfaces: interfaces,
  ...change,
});

const listed = (id: string) => told(id, { Attachment: { InstanceId: 'i-1', Status: 'attached' } });

const instances = (...all: readonly object[]) =>
  answered('ec2:DescribeInstances', { Reservations: [{ Instances: all }] });
const interfaces = (...all: readonly object[]) => answered('ec2:DescribeNetworkInterfaces', { NetworkInterfaces: all });

const idsOf = (region: ReturnType<typeof inventoryOf>) =>
  region.networkInterfaces.known
    ? region.networkInterfaces.value.map(({ id }) => id)
    : region.networkInterfaces.missing;

const TAKEN = 'network interfaces that ec2:DescribeNetworkInterfaces lacks are judged as their instances tell them: ';

test.each([
  ['an empty list', [interfaces(), instances(instance([told('eni-1')]))]],
  ['an empty list that was read later', [instances(instance([told('eni-1')])), interfaces()]],
])('%s: the interface is what its instance tells', (_, calls) => {
  const region = inventoryOf(calls);
  expect(region.networkInterfaces).toMatchObject({
    known: true,
    value: [
      {
        id: 'eni-1',
        status: 'in-use',
        subnetId: 'subnet-1',
        vpcId: 'vpc-1',
        availabilityZone: 'eu-west-1a',
        groupIds: ['sg-1'],
        sourceDestCheck: true,
        attachment: { instanceId: 'i-1', status: 'attached', deviceIndex: 0 },
        addresses: [{ privateIp: '10.0.1.10', primary: true, publicIp: '52.0.0.10' }],
      },
    ],
  });
  expect(region.assumptions).toEqual([`${TAKEN}eni-1 (i-1)`]);
});

test('nothing else is concluded from a list that is empty although machines run', () => {
  const region = inventoryOf([interfaces(), instances(instance([told('eni-1')]))]);
  expect(region.classicLoadBalancers.known).toBe(false);
  expect(inventoryOf([interfaces()]).classicLoadBalancers).toEqual(known([]));
});

test('one of two is missing: only that one is taken', () => {
  const region = inventoryOf([instances(instance([told('eni-1'), told('eni-2')])), interfaces(listed('eni-1'))]);
  expect(idsOf(region)).toEqual(['eni-1', 'eni-2']);
  expect(region.assumptions).toEqual([`${TAKEN}eni-2 (i-1)`]);
});

test('a list that lacks none says nothing', () => {
  const region = inventoryOf([instances(instance([told('eni-1')])), interfaces(listed('eni-1'))]);
  expect(idsOf(region)).toEqual(['eni-1']);
  expect(region.assumptions).toEqual([]);
});

test.each(['terminated', 'shutting-down'])('interfaces of a %s instance do not count', (Name) => {
  const region = inventoryOf([interfaces(), instances(instance([told('eni-1')], { State: { Name } }))]);
  expect(region.networkInterfaces).toEqual(known([]));
  expect(region.assumptions).toEqual([]);
});

test('many are told in a few words', () => {
  const many = [1, 2, 3, 4, 5, 6, 7].map((each) => told(`eni-${each}`));
  expect(inventoryOf([interfaces(), instances(instance(many))]).assumptions).toEqual([
    `${TAKEN}eni-1 (i-1), eni-2 (i-1), eni-3 (i-1), eni-4 (i-1), eni-5 (i-1) and 2 more`,
  ]);
});

const gap = (what: string) => [
  {
    call: 'ec2:DescribeNetworkInterfaces',
    code: 'NotRead',
    message: `${what} not in the answer, and the instance does not tell enough to judge by`,
  },
];

test.each([
  ['its status', { Status: undefined }],
  ['its subnet', { SubnetId: undefined }],
  ['its VPC', { VpcId: undefined }],
  ['its groups', { Groups: [] }],
  ['its source/destination check', { SourceDestCheck: undefined }],
  ['any address', { PrivateIpAddresses: [] }],
  ['an address that can be read', { PrivateIpAddresses: [{ PrivateIpAddress: 'x' }] }],
])('where the instance does not tell %s, the list is not known', (_, change) => {
  const region = inventoryOf([
    interfaces(listed('eni-2')),
    instances(instance([told('eni-1', change), told('eni-2')])),
  ]);
  expect(region.networkInterfaces).toMatchObject({
    known: false,
    missing: gap('eni-1 of i-1 is'),
    seen: [{ id: 'eni-2' }],
  });
});

test('a machine without any interface is one whose interfaces were not read', () => {
  const bare = instances(instance([]));
  expect(idsOf(inventoryOf([interfaces(), bare]))).toEqual(gap('interfaces of i-1 are'));
  expect(idsOf(inventoryOf([interfaces(listed('eni-1')), bare]))).toEqual(['eni-1']);
});

test('a list that was denied stays what it is', () => {
  const denied = {
    call: 'ec2:DescribeNetworkInterfaces',
    request: {},
    error: { code: 'UnauthorizedOperation', message: 'no' },
  };
  const region = inventoryOf([denied, instances(instance([told('eni-1')]))]);
  expect(idsOf(region)).toEqual([
    { call: 'ec2:DescribeNetworkInterfaces', code: 'UnauthorizedOperation', message: 'no' },
  ]);
  expect(region.assumptions).toEqual([]);
});

test('an answer without instances, or none at all, takes nothing', () => {
  for (const response of [{ Reservations: [] }, null, { Reservations: [{ Instances: [null, {}] }] }])
    expect(inventoryOf([interfaces(), answered('ec2:DescribeInstances', response)]).networkInterfaces).toEqual(
      known([]),
    );
});
