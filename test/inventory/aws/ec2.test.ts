import {
  instancesOf,
  publicInstanceOf,
  readAddress,
  readInstance,
  readNetworkInterface,
  readRegionName,
  readSecurityGroup,
} from '#inventory/aws/ec2.ts';
import { known } from '#inventory/known.ts';
import { missingOf } from '../../support/aws-calls.ts';

describe('rules of a group', () => {
  const read = (IpPermissions: unknown, IpPermissionsEgress?: unknown) =>
    readSecurityGroup({ GroupId: 'sg-1', GroupName: 'web', IpPermissions, IpPermissionsEgress })?.rules ?? known([]);
  const ingress = { direction: 'ingress' };
  const world = { kind: 'cidr', cidr: '0.0.0.0/0', family: 'ipv4' };

  test.each([
    ['by name', 'tcp', 6],
    ['by number', '6', 6],
    ['as a number', 6, 6],
    ['in capitals', 'UDP', 17],
    ['all', '-1', -1],
    ['ICMP for IPv6', 'icmpv6', 58],
    ['any other', '47', 47],
  ])('a protocol %s', (_, IpProtocol, protocol) => {
    expect(read([{ IpProtocol, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }])).toEqual(
      known([{ ...ingress, protocol, peer: world }]),
    );
  });

  test('four lists of peers are four kinds of rules, in one order', () => {
    const permission = {
      IpProtocol: 'tcp',
      FromPort: 20,
      ToPort: 30,
      IpRanges: [{ CidrIp: '198.51.100.7/24', Description: 'office' }, { CidrIp: '10.0.0.0/8' }],
      Ipv6Ranges: [{ CidrIpv6: '::/0' }],
      PrefixListIds: [{ PrefixListId: 'pl-1' }],
      UserIdGroupPairs: [{ GroupId: 'sg-2', UserId: '1', VpcPeeringConnectionId: 'pcx-1', PeeringStatus: 'Active' }],
    };
    const ports = { ...ingress, protocol: 6, from: 20, to: 30 };
    const rules = known([
      { ...ports, peer: { kind: 'cidr', cidr: '10.0.0.0/8', family: 'ipv4' } },
      { ...ports, peer: { kind: 'cidr', cidr: '198.51.100.0/24', family: 'ipv4' }, description: 'office' },
      { ...ports, peer: { kind: 'cidr', cidr: '::/0', family: 'ipv6' } },
      {
        ...ports,
        peer: {
          kind: 'group',
          id: 'sg-2',
          accountId: '1',
          vpcId: undefined,
          peeringId: 'pcx-1',
          peeringStatus: 'active',
        },
      },
      { ...ports, peer: { kind: 'prefix-list', id: 'pl-1' } },
    ]);
    expect(read([permission])).toEqual(rules);
    const backwards = { ...permission, IpRanges: permission.IpRanges.toReversed() };
    expect(read([backwards])).toEqual(rules);
  });

  test('both directions', () => {
    const all = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
    expect(read(all, all)).toMatchObject({ value: [{ direction: 'ingress' }, { direction: 'egress' }] });
  });

  test.each([
    ['empty', []],
    ['null', null],
    ['absent', undefined],
    [
      'a permission with no peer',
      [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [], UserIdGroupPairs: null }],
    ],
  ])('%s is no rule', (_, permissions) => {
    expect(read(permissions)).toEqual(known([]));
  });

  test.each([
    ['permissions that are no list', { IpProtocol: 'tcp' }],
    ['a permission that is a text', ['tcp']],
    ['a permission that is null', [null]],
    ['a protocol nobody knows', [{ IpProtocol: 'carrier-pigeon', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]],
    ['no protocol', [{ IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]],
    ['a range that is none', [{ IpProtocol: 'tcp', IpRanges: [{ CidrIp: '0.0.0.0/33' }] }]],
    ['a range that is a text', [{ IpProtocol: 'tcp', IpRanges: ['0.0.0.0/0'] }]],
    ['ranges that are a text', [{ IpProtocol: 'tcp', IpRanges: '0.0.0.0/0' }]],
    ['ranges that are an object', [{ IpProtocol: 'tcp', Ipv6Ranges: { CidrIpv6: '::/0' } }]],
    ['a prefix list without an id', [{ IpProtocol: 'tcp', PrefixListIds: [{}] }]],
    ['a group without an id', [{ IpProtocol: 'tcp', UserIdGroupPairs: [{ UserId: '1' }] }]],
  ])('%s could open anything: unknown', (_, permissions) => {
    expect(missingOf(read(permissions))).toEqual(['ec2:DescribeSecurityGroups Malformed']);
  });

  test('the rules beside one that cannot be read are seen', () => {
    const permissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }, { CidrIp: 'x' }] }];
    expect(read(permissions)).toMatchObject({ known: false, seen: [{ peer: world }] });
  });

  test('a group is named by its group name, whatever its tags say', () => {
    const group = readSecurityGroup({ GroupId: 'sg-1', GroupName: 'default', Tags: [{ Key: 'Name', Value: 'web' }] });
    expect(group).toMatchObject({ name: 'default', groupName: 'default', tags: { Name: 'web' } });
  });
});

describe('interfaces', () => {
  const read = (more: object) => readNetworkInterface({ NetworkInterfaceId: 'eni-1', ...more });

  test.each([
    [
      'nothing else',
      {},
      { interfaceType: 'interface', sourceDestCheck: true, addresses: [], groupIds: [], status: 'unknown' },
    ],
    [
      'nulls',
      { Attachment: null, Groups: null, Ipv6Addresses: null, PrivateIpAddresses: null },
      { groupIds: [], ipv6Addresses: [] },
    ],
    ['tags under their older name', { TagSet: [{ Key: 'Name', Value: 'a' }] }, { name: 'a' }],
    [
      'the short form of its address',
      { PrivateIpAddress: '10.0.0.1', Association: { PublicIp: '52.0.0.1' } },
      { addresses: [{ privateIp: '10.0.0.1', primary: true, publicIp: '52.0.0.1' }] },
    ],
    [
      'several addresses, the primary one first',
      {
        PrivateIpAddress: '10.0.0.9',
        PrivateIpAddresses: [
          { PrivateIpAddress: '10.0.0.2', Association: { PublicIp: '52.0.0.2' } },
          { PrivateIpAddress: '10.0.0.9', Primary: true },
        ],
      },
      {
        addresses: [
          { privateIp: '10.0.0.9', primary: true },
          { privateIp: '10.0.0.2', primary: false, publicIp: '52.0.0.2' },
        ],
      },
    ],
    [
      'a carrier address, which is no Internet address',
      { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.1', Association: { CarrierIp: '155.0.0.1' } }] },
      { addresses: [{ privateIp: '10.0.0.1', primary: false }] },
    ],
    [
      'IPv6 in canonical writing',
      { Ipv6Addresses: [{ Ipv6Address: '2600:1F18:0:0::B' }, { Ipv6Address: '2600:1f18::a' }] },
      { ipv6Addresses: ['2600:1f18::a', '2600:1f18::b'] },
    ],
    [
      'prefixes',
      { Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.16/28' }], Ipv6Prefixes: [{ Ipv6Prefix: '2600:1f18::/80' }] },
      { ipv4Prefixes: ['10.0.0.16/28'], ipv6Prefixes: ['2600:1f18::/80'] },
    ],
    ['groups in one order', { Groups: [{ GroupId: 'sg-2' }, { GroupId: 'sg-1' }] }, { groupIds: ['sg-1', 'sg-2'] }],
    [
      'configured tracking',
      { ConnectionTrackingConfiguration: { TcpEstablishedTimeout: 350 } },
      { trackingSeconds: { tcpEstablished: 350 } },
    ],
    ['a forwarder', { SourceDestCheck: false }, { sourceDestCheck: false }],
  ])('%s', (_, more, wanted) => {
    expect(read(more)).toMatchObject(wanted);
  });

  test.each([
    ['without an id', { NetworkInterfaceId: null }],
    ['with an address that is none', { PrivateIpAddresses: [{ PrivateIpAddress: 'ten' }] }],
    ['with an address that is a text', { PrivateIpAddresses: ['10.0.0.1'] }],
    [
      'with a public address that is none',
      { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.1', Association: { PublicIp: 'x' } }] },
    ],
    ['with an IPv6 address that is none', { Ipv6Addresses: [{ Ipv6Address: ':::1' }] }],
    ['with IPv6 addresses that are no list', { Ipv6Addresses: '::1' }],
  ])('%s cannot be understood', (_, more) => {
    expect(read(more)).toBeUndefined();
  });

  test.each([
    [
      'by its public address',
      { Attachment: { InstanceId: 'i-1' }, PrivateIpAddress: '10.0.0.1', Association: { PublicIp: '52.0.0.1' } },
      'i-1',
    ],
    ['by IPv6', { Attachment: { InstanceId: 'i-1' }, Ipv6Addresses: [{ Ipv6Address: '::2' }] }, 'i-1'],
    ['by nothing', { Attachment: { InstanceId: 'i-1' }, PrivateIpAddress: '10.0.0.1' }, undefined],
    ['without an instance', { PrivateIpAddress: '10.0.0.1', Association: { PublicIp: '52.0.0.1' } }, undefined],
  ])('an instance can be reached %s', (_, more, instanceId) => {
    expect(publicInstanceOf(read(more))).toBe(instanceId);
  });
});

test.each([
  [
    'an instance',
    readInstance({ InstanceId: 'i-1', State: { Name: 'Running' }, MetadataOptions: { HttpTokens: 'Required' } }),
    { state: 'running', metadata: { httpTokens: 'required' } },
  ],
  [
    'one of which little is said',
    readInstance({ InstanceId: 'i-1' }),
    { state: 'unknown', interfaceIds: [], metadata: {} },
  ],
  [
    'its interfaces in one order',
    readInstance({ InstanceId: 'i-1', NetworkInterfaces: [{ NetworkInterfaceId: 'b' }, { NetworkInterfaceId: 'a' }] }),
    { interfaceIds: ['a', 'b'] },
  ],
  ['an Elastic IP', readAddress({ PublicIp: '52.0.0.1', AllocationId: 'eipalloc-1' }), { id: 'eipalloc-1' }],
  ['one of the older kind', readAddress({ PublicIp: '52.0.0.1' }), { id: '52.0.0.1' }],
  [
    'a region',
    readRegionName({ RegionName: 'eu-west-1', OptInStatus: 'Opted-In' }),
    { id: 'eu-west-1', optInStatus: 'opted-in' },
  ],
])('%s', (_, read, wanted) => {
  expect(read).toMatchObject(wanted);
});

test.each([
  ['an instance without an id', readInstance({ State: {} })],
  ['an address that is none', readAddress({ PublicIp: 'x' })],
  ['a region without a name', readRegionName({})],
  ['a group without an id', readSecurityGroup({ GroupName: 'x' })],
])('%s cannot be understood', (_, read) => {
  expect(read).toBeUndefined();
});

test.each([
  [{ Instances: [{ a: 1 }] }, [{ a: 1 }]],
  [{ Instances: [] }, []],
  [{ Instances: ['x'] }, [undefined]],
  [{}, [undefined]],
])('the instances of %j', (reservation, wanted) => {
  expect(instancesOf(reservation)).toEqual(wanted);
});
