import type { Address, Instance, NetworkInterface } from '#inventory/aws/ec2.ts';

/** The interface of a running web server with a public address. */
export const anInterface = (change: Partial<NetworkInterface> = {}): NetworkInterface => ({
  id: 'eni-1',
  tags: {},
  status: 'in-use',
  interfaceType: 'interface',
  description: '',
  vpcId: 'vpc-1',
  subnetId: 'subnet-1',
  availabilityZone: 'eu-west-1a',
  ownerId: '111122223333',
  requesterManaged: false,
  sourceDestCheck: true,
  groupIds: ['sg-1'],
  attachment: { instanceId: 'i-1', instanceOwnerId: '111122223333', status: 'attached' },
  addresses: [{ privateIp: '10.0.1.10', primary: true, publicIp: '52.0.0.10' }],
  ipv6Addresses: [],
  ipv4Prefixes: [],
  ipv6Prefixes: [],
  trackingSeconds: {},
  ...change,
});

export const anInstance = (change: Partial<Instance> = {}): Instance => ({
  id: 'i-1',
  tags: {},
  state: 'running',
  instanceType: 'm6i.large',
  vpcId: 'vpc-1',
  subnetId: 'subnet-1',
  interfaceIds: ['eni-1'],
  metadata: { httpEndpoint: 'enabled', httpTokens: 'required' },
  ...change,
});

/** An Elastic IP that the web server uses. */
export const anAddress = (change: Partial<Address> = {}): Address => ({
  id: 'eipalloc-1',
  tags: {},
  publicIp: '52.0.0.10',
  allocationId: 'eipalloc-1',
  associationId: 'eipassoc-1',
  instanceId: 'i-1',
  interfaceId: 'eni-1',
  privateIp: '10.0.1.10',
  ...change,
});
