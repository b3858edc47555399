import fc from 'fast-check';
import { iamAction } from '#collectors/aws/collector.ts';
import { awsCollectors } from '#collectors/aws/registry.ts';
import type { AwsGlobal, AwsRegion } from '#inventory/aws/region.ts';
import { known } from '#inventory/known.ts';
import { callsOfAnswer } from '#snapshot/aws-cli-keys.ts';
import { answered, inventoryOf, missingOf, refused } from '../../support/aws-calls.ts';

type ListName = {
  [Name in keyof AwsRegion]: AwsRegion[Name] extends { readonly known: boolean } ? Name : never;
}[keyof AwsRegion];

const arn = (what: string) => `arn:aws:elasticloadbalancing:eu-west-1:111122223333:${what}`;

/** Every list of a region: the call that reads it, the key of its answer, and the least that an item of it holds. */
const LISTS: readonly (readonly [fact: ListName, call: string, key: string, item: object, token?: string])[] = [
  ['regions', 'ec2:DescribeRegions', 'Regions', { RegionName: 'eu-west-1' }],
  ['vpcs', 'ec2:DescribeVpcs', 'Vpcs', { VpcId: 'vpc-1' }],
  ['subnets', 'ec2:DescribeSubnets', 'Subnets', { SubnetId: 'subnet-1', VpcId: 'vpc-1' }],
  ['securityGroups', 'ec2:DescribeSecurityGroups', 'SecurityGroups', { GroupId: 'sg-1' }],
  ['networkAcls', 'ec2:DescribeNetworkAcls', 'NetworkAcls', { NetworkAclId: 'acl-1', VpcId: 'vpc-1', Entries: [] }],
  ['routeTables', 'ec2:DescribeRouteTables', 'RouteTables', { RouteTableId: 'rtb-1', VpcId: 'vpc-1', Routes: [] }],
  ['internetGateways', 'ec2:DescribeInternetGateways', 'InternetGateways', { InternetGatewayId: 'igw-1' }],
  [
    'egressOnlyInternetGateways',
    'ec2:DescribeEgressOnlyInternetGateways',
    'EgressOnlyInternetGateways',
    { EgressOnlyInternetGatewayId: 'eigw-1' },
  ],
  ['natGateways', 'ec2:DescribeNatGateways', 'NatGateways', { NatGatewayId: 'nat-1' }],
  ['networkInterfaces', 'ec2:DescribeNetworkInterfaces', 'NetworkInterfaces', { NetworkInterfaceId: 'eni-1' }],
  ['instances', 'ec2:DescribeInstances', 'Reservations', { Instances: [{ InstanceId: 'i-1' }] }],
  ['addresses', 'ec2:DescribeAddresses', 'Addresses', { PublicIp: '52.0.0.1' }],
  ['prefixLists', 'ec2:DescribeManagedPrefixLists', 'PrefixLists', { PrefixListId: 'pl-1' }],
  [
    'blockPublicAccessExclusions',
    'ec2:DescribeVpcBlockPublicAccessExclusions',
    'VpcBlockPublicAccessExclusions',
    { ExclusionId: 'vpcbpa-exclude-1' },
  ],
  [
    'vpcPeeringConnections',
    'ec2:DescribeVpcPeeringConnections',
    'VpcPeeringConnections',
    { VpcPeeringConnectionId: 'pcx-1' },
  ],
  ['flowLogs', 'ec2:DescribeFlowLogs', 'FlowLogs', { FlowLogId: 'fl-1' }],
  [
    'securityGroupVpcAssociations',
    'ec2:DescribeSecurityGroupVpcAssociations',
    'SecurityGroupVpcAssociations',
    { GroupId: 'sg-1', VpcId: 'vpc-2' },
  ],
  [
    'securityGroupReferences',
    'ec2:DescribeSecurityGroupReferences',
    'SecurityGroupReferenceSet',
    { GroupId: 'sg-1', VpcPeeringConnectionId: 'pcx-1' },
  ],
  [
    'launchTemplateVersions',
    'ec2:DescribeLaunchTemplateVersions',
    'LaunchTemplateVersions',
    { LaunchTemplateId: 'lt-1', VersionNumber: 1 },
  ],
  ['vpcEndpoints', 'ec2:DescribeVpcEndpoints', 'VpcEndpoints', { VpcEndpointId: 'vpce-1', VpcId: 'vpc-1' }],
  ['transitGateways', 'ec2:DescribeTransitGateways', 'TransitGateways', { TransitGatewayId: 'tgw-1' }],
  [
    'transitGatewayAttachments',
    'ec2:DescribeTransitGatewayAttachments',
    'TransitGatewayAttachments',
    { TransitGatewayAttachmentId: 'tgw-attach-1', TransitGatewayId: 'tgw-1', ResourceType: 'vpc' },
  ],
  [
    'transitGatewayVpcAttachments',
    'ec2:DescribeTransitGatewayVpcAttachments',
    'TransitGatewayVpcAttachments',
    { TransitGatewayAttachmentId: 'tgw-attach-1', TransitGatewayId: 'tgw-1', VpcId: 'vpc-1' },
  ],
  [
    'transitGatewayRouteTables',
    'ec2:DescribeTransitGatewayRouteTables',
    'TransitGatewayRouteTables',
    { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1' },
  ],
  ['vpnGateways', 'ec2:DescribeVpnGateways', 'VpnGateways', { VpnGatewayId: 'vgw-1' }],
  ['carrierGateways', 'ec2:DescribeCarrierGateways', 'CarrierGateways', { CarrierGatewayId: 'cagw-1' }],
  [
    'loadBalancers',
    'elbv2:DescribeLoadBalancers',
    'LoadBalancers',
    { LoadBalancerArn: arn('loadbalancer/app/web/1'), Scheme: 'internal' },
    'NextMarker',
  ],
  [
    'targetGroups',
    'elbv2:DescribeTargetGroups',
    'TargetGroups',
    { TargetGroupArn: arn('targetgroup/web/1') },
    'NextMarker',
  ],
  [
    'classicLoadBalancers',
    'elb:DescribeLoadBalancers',
    'LoadBalancerDescriptions',
    { LoadBalancerName: 'old', Scheme: 'internal' },
    'NextMarker',
  ],
  [
    'instanceStatuses',
    'ec2:DescribeInstanceStatus',
    'InstanceStatuses',
    { InstanceId: 'i-1', InstanceStatus: { Status: 'ok' }, SystemStatus: { Status: 'ok' } },
  ],
  [
    'outboundTraffic',
    'cloudwatch:GetMetricData',
    'MetricDataResults',
    { Id: 'packets_i_1', Timestamps: [], Values: [] },
  ],
];

const factOf = (region: AwsRegion, fact: ListName) => region[fact] as { readonly known: boolean };

const ROWS = LISTS.map(([fact, call, key, item, token = 'NextToken']) => [fact, call, key, item, token] as const);

describe.each(ROWS)('%s', (fact, call, key, item, token) => {
  const ofAnswers = (...responses: readonly unknown[]) =>
    factOf(inventoryOf(responses.map((response) => answered(call, response))), fact);

  test('one item is known, twice the same is one', () => {
    expect(ofAnswers({ [key]: [item] })).toMatchObject({ known: true, value: [{ id: expect.any(String) }] });
    expect(ofAnswers({ [key]: [item, item] }, { [key]: [item] })).toEqual(ofAnswers({ [key]: [item] }));
  });

  test.each([
    ['empty', []],
    ['absent', undefined],
    ['null', null],
  ])('%s means that there is none', (_, value) => {
    expect(ofAnswers({ [key]: value })).toEqual(known([]));
  });

  test.each([
    ['an item without what it is known by', { [key]: [item, { Unknown: 1 }] }, 'Malformed'],
    ['an item that is null', { [key]: [item, null] }, 'Malformed'],
    ['an item that is a text', { [key]: [item, 'x'] }, 'Malformed'],
    ['a list that is none', { [key]: 'x' }, 'Malformed'],
    ['an answer that is none', null, 'Malformed'],
    ['a token that nobody followed', { [key]: [item], [token]: 't' }, 'Truncated'],
  ])('%s is unknown', (_, response, code) => {
    expect(missingOf(ofAnswers(response))).toContain(`${call} ${code}`);
  });

  test('what was read before it broke off is seen', () => {
    const region = inventoryOf([
      answered(call, { [key]: [item], [token]: 't' }),
      refused(call, 'Throttling', { Marker: 't', NextToken: 't' }),
    ]);
    expect(factOf(region, fact)).toMatchObject({
      missing: [{ call, code: 'Throttling' }],
      seen: [{ id: expect.any(String) }],
    });
  });

  test('not read, and denied', () => {
    expect(missingOf(factOf(inventoryOf([]), fact))).toEqual([`${call} NotRead`]);
    expect(missingOf(factOf(inventoryOf([refused(call)]), fact))).toEqual([`${call} AccessDenied`]);
    expect(missingOf(factOf(inventoryOf([refused(call)], { source: 'cli-dump' }), fact))).toEqual([
      `${call} AccessDenied`,
    ]);
  });

  test('a file of the CLI says the same', () => {
    expect(callsOfAnswer({ [key]: [item] })).toEqual([call]);
  });

  test('the call is one that a collector declares', () => {
    expect(awsCollectors.flatMap(({ actions }) => actions)).toContain(iamAction(call));
  });
});

test('the table names every list of a region', () => {
  const others = ['staleSecurityGroups', 'detectors', 'guardDutyFindings', 'blockPublicAccess'];
  const lists = Object.entries(inventoryOf([]))
    .filter(([, value]) => typeof value === 'object' && value !== null && 'known' in value)
    .map(([name]) => name);
  expect([...LISTS.map(([fact]) => fact), ...others].sort()).toEqual(lists.sort());
});

describe('what is implied by nothing being there', () => {
  const noVpc = answered('ec2:DescribeVpcs', { Vpcs: [] });
  const aVpc = answered('ec2:DescribeVpcs', { Vpcs: [{ VpcId: 'vpc-1' }] });
  const noInterface = answered('ec2:DescribeNetworkInterfaces', { NetworkInterfaces: [] });
  const onItsOwn = ['regions', 'vpcs', 'addresses', 'detectors', 'guardDutyFindings'];
  const withInterface = [
    'instances',
    'instanceStatuses',
    'outboundTraffic',
    'loadBalancers',
    'targetGroups',
    'classicLoadBalancers',
    'transitGateways',
    'transitGatewayAttachments',
    'transitGatewayVpcAttachments',
    'transitGatewayRouteTables',
  ];
  const emptyIn = (region: AwsRegion) =>
    Object.entries(region)
      .filter(([, value]) => value?.known === true && Array.isArray(value.value) && value.value.length === 0)
      .map(([name]) => name)
      .sort();
  const lists = [...LISTS.map(([fact]) => fact as string), 'staleSecurityGroups'];

  test('no VPC: nothing that stands in one', () => {
    const region = inventoryOf([noVpc]);
    expect(emptyIn(region)).toEqual([...lists.filter((name) => !onItsOwn.includes(name)), 'vpcs'].sort());
    expect(region.blockPublicAccess).toEqual(known({ mode: 'off' }));
  });

  test('no interface: nothing that holds one as long as it exists', () => {
    expect(emptyIn(inventoryOf([aVpc, noInterface]))).toEqual([...withInterface, 'networkInterfaces'].sort());
  });

  test.each([
    ['a denied list', refused('ec2:DescribeVpcs')],
    ['a list that breaks off', answered('ec2:DescribeVpcs', { Vpcs: [], NextToken: 't' })],
    ['a malformed list', answered('ec2:DescribeVpcs', { Vpcs: {} })],
  ])('%s of VPCs implies nothing', (_, call) => {
    expect(emptyIn(inventoryOf([call]))).toEqual([]);
  });

  test.each([
    ['denied', refused('ec2:DescribeNetworkInterfaces')],
    ['broken off', answered('ec2:DescribeNetworkInterfaces', { NetworkInterfaces: [], NextToken: 't' })],
  ])('a %s list of interfaces implies nothing', (_, call) => {
    expect(emptyIn(inventoryOf([aVpc, call]))).toEqual([]);
  });

  test('what was read all the same outweighs what is implied', () => {
    const region = inventoryOf([noVpc, refused('ec2:DescribeSubnets'), refused('elbv2:DescribeLoadBalancers')]);
    expect(missingOf(region.subnets)).toEqual(['ec2:DescribeSubnets AccessDenied']);
    expect(missingOf(region.loadBalancers)).toEqual(['elbv2:DescribeLoadBalancers AccessDenied']);
  });

  test('no VPC is attached to a transit gateway: no gateway, table or other attachment matters', () => {
    const region = inventoryOf([
      answered('ec2:DescribeTransitGatewayVpcAttachments', { TransitGatewayVpcAttachments: [] }),
    ]);
    expect(emptyIn(region)).toEqual(withInterface.filter((name) => name.startsWith('transit')).sort());
  });
});

describe('a plain dump', () => {
  const assumed = [
    'Classic Load Balancers',
    'CloudFront VPC origins',
    'Global Accelerator',
    'VPC Block Public Access',
    'VPC Block Public Access exclusions',
    'load balancers (elbv2)',
    'target groups',
  ].map((what) => `${what}: no file tells, taken as not in use`);

  test('takes refinements that no file tells of as not in use, and says so', () => {
    const region = inventoryOf([], { source: 'cli-dump' });
    expect(region.assumptions).toEqual(assumed.toSorted());
    expect(region.loadBalancers).toEqual(known([]));
    expect(region.blockPublicAccess).toEqual(known({ mode: 'off' }));
    expect(region.global.accelerators).toEqual(known([]));
  });

  test.each([
    'vpcs',
    'subnets',
    'securityGroups',
    'networkAcls',
    'routeTables',
    'internetGateways',
    'egressOnlyInternetGateways',
    'natGateways',
    'networkInterfaces',
    'instances',
    'prefixLists',
    'vpcPeeringConnections',
    'flowLogs',
    'detectors',
    'vpcEndpoints',
    'vpnGateways',
    'carrierGateways',
    'transitGatewayVpcAttachments',
    'securityGroupVpcAssociations',
    'launchTemplateVersions',
    'instanceStatuses',
    'outboundTraffic',
  ] as const)('never takes %s for granted', (fact) => {
    expect(inventoryOf([], { source: 'cli-dump' })[fact].known).toBe(false);
  });

  test('our own snapshot takes nothing for granted', () => {
    const region = inventoryOf([]);
    expect(region.assumptions).toEqual([]);
    expect(missingOf(region.blockPublicAccess)).toEqual(['ec2:DescribeVpcBlockPublicAccessOptions NotRead']);
    expect(missingOf(region.global.accelerators)).toEqual(['globalaccelerator:ListAccelerators NotRead']);
  });

  const groups = (peer: object) =>
    answered('ec2:DescribeSecurityGroups', {
      SecurityGroups: [{ GroupId: 'sg-1', IpPermissions: [{ IpProtocol: '-1', ...peer }] }],
    });
  const tables = (route: object) =>
    answered('ec2:DescribeRouteTables', { RouteTables: [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', Routes: [route] }] });
  const plainGroups = groups({ IpRanges: [{ CidrIp: '10.0.0.0/8' }] });
  const plainTables = tables({ DestinationCidrBlock: '10.0.0.0/8', GatewayId: 'local' });

  test.each([
    ['no rule and no route names', [plainGroups, plainTables], true],
    ['a rule names', [groups({ PrefixListIds: [{ PrefixListId: 'pl-1' }] }), plainTables], false],
    ['a route names', [plainGroups, tables({ DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1' })], false],
    ['nobody can tell whether a route names', [plainGroups], false],
    ['nobody can tell whether a rule names', [groups({ IpRanges: ['x'] }), plainTables], false],
  ])('a prefix list that %s', (_, calls, isAssumed) => {
    expect(inventoryOf(calls, { source: 'cli-dump' }).prefixLists.known).toBe(isAssumed);
  });
});

describe('what has no region', () => {
  const accelerators = (...names: readonly string[]) =>
    answered('globalaccelerator:ListAccelerators', {
      Accelerators: names.map((name) => ({ AcceleratorArn: `arn:${name}` })),
    });
  const ids = (global: AwsGlobal) =>
    global.accelerators.known ? global.accelerators.value.map(({ id }) => id) : missingOf(global.accelerators);

  const { global } = inventoryOf([accelerators('a')], { region: 'global' });

  test('is read once and handed to each region', () => {
    expect(ids(inventoryOf([], { global }).global)).toEqual(['arn:a']);
  });

  test('what a dump says of it in a region comes first, and the rest stays', () => {
    const region = inventoryOf([accelerators('b')], { global: { ...global, accountState: known('ACTIVE') } });
    expect(ids(region.global)).toEqual(['arn:b']);
    expect(region.global.accountState).toEqual(known('ACTIVE'));
  });

  test('takes nothing for granted in a region when the account was told of it', () => {
    expect(inventoryOf([], { source: 'cli-dump', global }).assumptions.join()).not.toContain('Global Accelerator');
  });
});

test('the order of calls and of lists changes nothing', () => {
  const calls = LISTS.flatMap(([, call, key, item], index) => [
    answered(call, { [key]: [item, { ...item, ...(index % 2 ? {} : { Tags: [{ Key: 'Name', Value: 'x' }] }) }] }),
    answered(call, { [key]: [item] }),
  ]);
  const backwards = calls
    .toReversed()
    .map(({ call, response }) =>
      answered(
        call,
        Object.fromEntries(
          Object.entries(response as object).map(([key, list]) => [key, (list as unknown[]).toReversed()]),
        ),
      ),
    );
  expect(JSON.stringify(inventoryOf(backwards))).toBe(JSON.stringify(inventoryOf(calls)));
});

/** Calls that are no list of a region, with a key of their answer. */
const OTHER_CALLS = [
  ['ec2:GetManagedPrefixListEntries', 'Entries'],
  ['ec2:DescribeVpcBlockPublicAccessOptions', 'VpcBlockPublicAccessOptions'],
  ['ec2:DescribeStaleSecurityGroups', 'StaleSecurityGroupSet'],
  ['ec2:SearchTransitGatewayRoutes', 'Routes'],
  ['elbv2:DescribeListeners', 'Listeners'],
  ['elbv2:DescribeRules', 'Rules'],
  ['elbv2:DescribeLoadBalancerAttributes', 'Attributes'],
  ['elbv2:DescribeTargetHealth', 'TargetHealthDescriptions'],
  ['elb:DescribeLoadBalancerAttributes', 'LoadBalancerAttributes'],
  ['guardduty:ListDetectors', 'DetectorIds'],
  ['guardduty:GetDetector', 'Features'],
  ['guardduty:GetFindings', 'Findings'],
  ['globalaccelerator:ListListeners', 'Listeners'],
  ['cloudfront:ListVpcOrigins', 'VpcOriginList'],
  ['account:GetAlternateContact', 'AlternateContact'],
  ['health:DescribeEvents', 'events'],
] as const;

test('no answer, however malformed, makes it throw', () => {
  const calls = [
    ...LISTS.map(([, call, key, item]) => ({ call, key, item })),
    ...OTHER_CALLS.map(([call, key]) => ({ call, key, item: {} })),
  ];
  const spoilt = fc.constantFrom(...calls).chain(({ call, key, item }) => {
    const fields = fc.dictionary(
      fc.constantFrom(...Object.keys(item), 'Tags', 'Groups', 'Attachment', 'Listener', 'State'),
      fc.jsonValue({ maxDepth: 3 }),
    );
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.array(
        fields.map((more) => ({ ...item, ...more })),
        { maxLength: 3 },
      ),
    );
    return value.map((each) => answered(call, { [key]: each }));
  });
  fc.assert(
    fc.property(fc.array(spoilt, { maxLength: 8 }), fc.boolean(), (given, isDump) => {
      const region = inventoryOf(given, { source: isDump ? 'cli-dump' : 'recorded' });
      expect(region.region).toBe('eu-west-1');
    }),
    { numRuns: 500, seed: 1 },
  );
});
