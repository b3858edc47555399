/**
 * Which call a plain AWS CLI answer came from, told by its top-level key.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/ec2/
 */
const CALLS: Readonly<Record<string, string>> = {
  Regions: 'ec2:DescribeRegions',
  Vpcs: 'ec2:DescribeVpcs',
  Subnets: 'ec2:DescribeSubnets',
  SecurityGroups: 'ec2:DescribeSecurityGroups',
  SecurityGroupVpcAssociations: 'ec2:DescribeSecurityGroupVpcAssociations',
  StaleSecurityGroupSet: 'ec2:DescribeStaleSecurityGroups',
  NetworkAcls: 'ec2:DescribeNetworkAcls',
  RouteTables: 'ec2:DescribeRouteTables',
  InternetGateways: 'ec2:DescribeInternetGateways',
  EgressOnlyInternetGateways: 'ec2:DescribeEgressOnlyInternetGateways',
  CarrierGateways: 'ec2:DescribeCarrierGateways',
  NatGateways: 'ec2:DescribeNatGateways',
  NetworkInterfaces: 'ec2:DescribeNetworkInterfaces',
  Reservations: 'ec2:DescribeInstances',
  InstanceStatuses: 'ec2:DescribeInstanceStatus',
  Addresses: 'ec2:DescribeAddresses',
  PrefixLists: 'ec2:DescribeManagedPrefixLists',
  Entries: 'ec2:GetManagedPrefixListEntries',
  VpcBlockPublicAccessOptions: 'ec2:DescribeVpcBlockPublicAccessOptions',
  VpcBlockPublicAccessExclusions: 'ec2:DescribeVpcBlockPublicAccessExclusions',
  SecurityGroupReferenceSet: 'ec2:DescribeSecurityGroupReferences',
  VpcPeeringConnections: 'ec2:DescribeVpcPeeringConnections',
  VpcEndpoints: 'ec2:DescribeVpcEndpoints',
  FlowLogs: 'ec2:DescribeFlowLogs',
  LaunchTemplateVersions: 'ec2:DescribeLaunchTemplateVersions',
  TransitGateways: 'ec2:DescribeTransitGateways',
  TransitGatewayAttachments: 'ec2:DescribeTransitGatewayAttachments',
  TransitGatewayVpcAttachments: 'ec2:DescribeTransitGatewayVpcAttachments',
  TransitGatewayRouteTables: 'ec2:DescribeTransitGatewayRouteTables',
  VpnGateways: 'ec2:DescribeVpnGateways',
  LoadBalancers: 'elbv2:DescribeLoadBalancers',
  Listeners: 'elbv2:DescribeListeners',
  Rules: 'elbv2:DescribeRules',
  TargetGroups: 'elbv2:DescribeTargetGroups',
  TargetHealthDescriptions: 'elbv2:DescribeTargetHealth',
  LoadBalancerDescriptions: 'elb:DescribeLoadBalancers',
  LoadBalancerAttributes: 'elb:DescribeLoadBalancerAttributes',
  PolicyDescriptions: 'elb:DescribeLoadBalancerPolicies',
  InstanceStates: 'elb:DescribeInstanceHealth',
  Accelerators: 'globalaccelerator:ListAccelerators',
  EndpointGroups: 'globalaccelerator:ListEndpointGroups',
  VpcOriginList: 'cloudfront:ListVpcOrigins',
  VpcOrigin: 'cloudfront:GetVpcOrigin',
  DistributionList: 'cloudfront:ListDistributions',
  DetectorIds: 'guardduty:ListDetectors',
  FindingIds: 'guardduty:ListFindings',
  Findings: 'guardduty:GetFindings',
  Administrator: 'guardduty:GetAdministratorAccount',
  Members: 'guardduty:ListMembers',
  Destinations: 'guardduty:ListPublishingDestinations',
  MetricDataResults: 'cloudwatch:GetMetricData',
  AccountState: 'account:GetAccountInformation',
  AlternateContact: 'account:GetAlternateContact',
  events: 'health:DescribeEvents',
  entities: 'health:DescribeAffectedEntities',
};

/** Keys that mean one call beside one key and another beside another. */
const BY_COMPANION: readonly (readonly [key: string, companion: string, call: string])[] = [
  ['Attributes', 'LoadBalancerArn', 'elbv2:DescribeLoadBalancerAttributes'],
  ['Attributes', 'TargetGroupArn', 'elbv2:DescribeTargetGroupAttributes'],
  ['Attributes', 'ListenerArn', 'elbv2:DescribeListenerAttributes'],
  ['Routes', 'TransitGatewayRouteTableId', 'ec2:SearchTransitGatewayRoutes'],
  ['Listeners', 'AcceleratorArn', 'globalaccelerator:ListListeners'],
  ['FindingPublishingFrequency', '', 'guardduty:GetDetector'],
  ['UserId', 'Arn', 'sts:GetCallerIdentity'],
];

/** Keys that mean one call or another by a field that only the items of one have. */
const BY_ITEM: readonly (readonly [key: string, field: string, call: string])[] = [
  ['Listeners', 'PortRanges', 'globalaccelerator:ListListeners'],
  ['TagDescriptions', 'ResourceArn', 'elbv2:DescribeTags'],
  ['TagDescriptions', 'LoadBalancerName', 'elb:DescribeTags'],
];

/** The calls by their operation: `DescribeLoadBalancers` is one of two services. */
export const CALLS_BY_OPERATION: ReadonlyMap<string, readonly string[]> = byOperation([
  ...Object.values(CALLS),
  ...[...BY_COMPANION, ...BY_ITEM].map(([, , call]) => call),
]);

function byOperation(calls: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const call of new Set(calls)) {
    const operation = call.slice(call.indexOf(':') + 1);
    found.set(operation, [...(found.get(operation) ?? []), call]);
  }
  return found;
}

/**
 * The keys beside an answer that name its subject; they become the request of the recorded call.
 * `NextToken` and the like stay in the response.
 */
const SUBJECT_KEYS = [
  'LoadBalancerArn',
  'LoadBalancerName',
  'TargetGroupArn',
  'ListenerArn',
  'AcceleratorArn',
  'PrefixListId',
  'DetectorId',
  'VpcId',
  'TransitGatewayRouteTableId',
] as const;

/**
 * What an item of a list has, whatever else: an answer never has all of these. Some items hold lists of the same name
 * as an answer's, such as the interfaces of an instance, and must not be taken for one.
 */
const ITEMS: readonly (readonly [list: string, ...keys: string[]])[] = [
  ['Reservations', 'InstanceId', 'ImageId'],
  ['Reservations', 'ReservationId', 'Instances'],
  ['LoadBalancers', 'LoadBalancerArn', 'DNSName'],
  ['LoadBalancerDescriptions', 'LoadBalancerName', 'DNSName'],
  ['Listeners', 'ListenerArn', 'Protocol'],
  ['TargetGroups', 'TargetGroupArn', 'TargetGroupName'],
  ['NetworkAcls', 'NetworkAclId', 'Entries'],
  ['RouteTables', 'RouteTableId', 'Routes'],
  ['NetworkInterfaces', 'NetworkInterfaceId', 'SubnetId', 'Groups'],
  ['SecurityGroups', 'GroupId', 'IpPermissions'],
  ['NatGateways', 'NatGatewayId', 'State'],
  ['VpcEndpoints', 'VpcEndpointId', 'ServiceName'],
  ['VpcPeeringConnections', 'VpcPeeringConnectionId', 'Status'],
  ['InternetGateways', 'InternetGatewayId', 'Attachments'],
  ['EgressOnlyInternetGateways', 'EgressOnlyInternetGatewayId', 'Attachments'],
  ['Addresses', 'AllocationId', 'PublicIp'],
  ['PrefixLists', 'PrefixListId', 'PrefixListName'],
  ['Subnets', 'SubnetId', 'CidrBlock'],
  ['Vpcs', 'VpcId', 'CidrBlock'],
];

/** The list that an object is an item of, where it is one and no answer: what `--query` leaves. */
export const listOfItem = (object: Readonly<Record<string, unknown>>): string | undefined =>
  ITEMS.find(([, ...keys]) => keys.every((key) => key in object))?.[0];

/** The calls that one plain answer holds; empty when no top-level key is known. */
export function callsOfAnswer(answer: Readonly<Record<string, unknown>>): readonly string[] {
  const companions = [
    ...BY_COMPANION.filter(([key, companion]) => key in answer && (companion === '' || companion in answer)),
    ...BY_ITEM.filter(([key, field]) => hasItemWith(answer[key], field)),
  ];
  const claimed = new Set(companions.map(([key]) => key));
  const plain = Object.keys(answer).flatMap((key) =>
    Object.hasOwn(CALLS, key) && !claimed.has(key) ? (CALLS[key] ?? []) : [],
  );
  return [...new Set([...companions.map(([, , call]) => call), ...plain])];
}

/** What the answer says about its subject, as a request would have. */
export const requestOfAnswer = (answer: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(SUBJECT_KEYS.filter((key) => typeof answer[key] === 'string').map((key) => [key, answer[key]]));

const hasItemWith = (list: unknown, field: string): boolean =>
  Array.isArray(list) && list.some((item) => typeof item === 'object' && item !== null && field in item);
