import type { AccountState } from '@aws-sdk/client-account';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import type { ServedScope } from '../recording.ts';
import { arnOf, type Site } from './content.ts';
import { outboundMetrics } from './metrics.ts';

/** The estate of a region as our collectors would have recorded it: one page for each list, empty lists included. */
export function recordedRegion(site: Site, hasInterfaces = site.content.networkInterfaces.length > 0): ServedScope {
  const { account, region, now, content } = site;
  const calls: RecordedCall[] = [];
  const record = (call: string, request: object, response: object): void => {
    // Dates become texts here, as they do in a file.
    calls.push(JSON.parse(JSON.stringify({ call, request, at: now.toISOString(), response })) as RecordedCall);
  };
  const list = (call: string, key: string, items: readonly object[], request: object = { MaxResults: 1000 }): void =>
    record(call, request, { [key]: items });

  list('ec2:DescribeVpcs', 'Vpcs', content.vpcs);
  list('ec2:DescribeNetworkInterfaces', 'NetworkInterfaces', content.networkInterfaces);
  list('ec2:DescribeSubnets', 'Subnets', content.subnets);
  list('ec2:DescribeSecurityGroups', 'SecurityGroups', content.securityGroups);
  for (const [VpcId, groups] of content.staleGroups) {
    list('ec2:DescribeStaleSecurityGroups', 'StaleSecurityGroupSet', groups, { VpcId, MaxResults: 255 });
  }
  list('ec2:DescribeSecurityGroupVpcAssociations', 'SecurityGroupVpcAssociations', []);
  list('ec2:DescribeLaunchTemplateVersions', 'LaunchTemplateVersions', content.launchTemplateVersions, {
    Versions: ['$Default', '$Latest'],
    MaxResults: 200,
  });
  list('ec2:DescribeNetworkAcls', 'NetworkAcls', content.networkAcls);
  list('ec2:DescribeRouteTables', 'RouteTables', content.routeTables, { MaxResults: 100 });
  list('ec2:DescribeInternetGateways', 'InternetGateways', content.internetGateways);
  list('ec2:DescribeEgressOnlyInternetGateways', 'EgressOnlyInternetGateways', content.egressOnlyInternetGateways, {
    MaxResults: 255,
  });
  list('ec2:DescribeNatGateways', 'NatGateways', content.natGateways);
  list('ec2:DescribeVpnGateways', 'VpnGateways', content.vpnGateways, {});
  list('ec2:DescribeCarrierGateways', 'CarrierGateways', []);
  list(
    'ec2:DescribeTransitGatewayVpcAttachments',
    'TransitGatewayVpcAttachments',
    content.transitGatewayVpcAttachments,
  );
  if (content.transitGatewayVpcAttachments.length > 0) recordTransitGateways(site, list);
  list('ec2:DescribeVpcEndpoints', 'VpcEndpoints', content.vpcEndpoints);
  list('ec2:DescribeVpcPeeringConnections', 'VpcPeeringConnections', content.vpcPeeringConnections);
  list('ec2:DescribeManagedPrefixLists', 'PrefixLists', content.prefixLists, { MaxResults: 100 });
  for (const [PrefixListId, entries] of content.prefixListEntries) {
    list('ec2:GetManagedPrefixListEntries', 'Entries', entries, { PrefixListId, MaxResults: 100 });
  }
  record('ec2:DescribeVpcBlockPublicAccessOptions', {}, blockPublicAccessOff(site));
  list('ec2:DescribeVpcBlockPublicAccessExclusions', 'VpcBlockPublicAccessExclusions', []);
  list('ec2:DescribeFlowLogs', 'FlowLogs', content.flowLogs);
  list('ec2:DescribeAddresses', 'Addresses', content.addresses, {});
  if (hasInterfaces) {
    list('ec2:DescribeInstances', 'Reservations', content.reservations);
    list('ec2:DescribeInstanceStatus', 'InstanceStatuses', content.instanceStatuses);
    recordBalancers(site, record);
    recordClassicBalancers(site, record);
    for (const { request, response } of outboundMetrics(site)) record('cloudwatch:GetMetricData', request, response);
  }
  return { provider: 'aws', account, region, calls: [...calls, ...content.otherCalls] };
}

type Record = (call: string, request: object, response: object) => void;
type List = (call: string, key: string, items: readonly object[], request?: object) => void;

/** Asked for only where a VPC is attached. */
function recordTransitGateways({ content }: Site, list: List): void {
  list('ec2:DescribeTransitGateways', 'TransitGateways', content.transitGateways);
  list('ec2:DescribeTransitGatewayAttachments', 'TransitGatewayAttachments', content.transitGatewayAttachments);
  list('ec2:DescribeTransitGatewayRouteTables', 'TransitGatewayRouteTables', content.transitGatewayRouteTables);
  const Filters = [{ Name: 'state', Values: ['active', 'blackhole'] }];
  for (const [TransitGatewayRouteTableId, routes] of content.transitGatewayRoutes)
    list('ec2:SearchTransitGatewayRoutes', 'Routes', routes, { TransitGatewayRouteTableId, Filters, MaxResults: 1000 });
}

const blockPublicAccessOff = ({ account, region }: Site): object => ({
  VpcBlockPublicAccessOptions: {
    AwsAccountId: account,
    AwsRegion: region,
    State: 'default-state',
    InternetGatewayBlockMode: 'off',
    Reason: 'Default',
    ManagedBy: 'account',
    ExclusionsAllowed: 'allowed',
  },
});

const PAGE = { PageSize: 400 };

function recordBalancers({ content }: Site, record: Record): void {
  record('elbv2:DescribeLoadBalancers', PAGE, { LoadBalancers: content.loadBalancers });
  record('elbv2:DescribeTargetGroups', PAGE, { TargetGroups: content.targetGroups });
  for (const [LoadBalancerArn, Attributes] of content.loadBalancerAttributes) {
    const Listeners = content.listeners.filter((each) => each.LoadBalancerArn === LoadBalancerArn);
    record('elbv2:DescribeLoadBalancerAttributes', { LoadBalancerArn }, { Attributes });
    record('elbv2:DescribeListeners', { LoadBalancerArn, ...PAGE }, { Listeners });
  }
  for (const [ListenerArn, Attributes] of content.listenerAttributes) {
    record('elbv2:DescribeListenerAttributes', { ListenerArn }, { Attributes });
  }
  for (const [ListenerArn, Rules] of content.rules) record('elbv2:DescribeRules', { ListenerArn, ...PAGE }, { Rules });
  for (const [TargetGroupArn, Attributes] of content.targetGroupAttributes) {
    record('elbv2:DescribeTargetGroupAttributes', { TargetGroupArn }, { Attributes });
  }
  for (const [TargetGroupArn, TargetHealthDescriptions] of content.targetHealth) {
    record('elbv2:DescribeTargetHealth', { TargetGroupArn }, { TargetHealthDescriptions });
  }
  const ResourceArns = [
    ...content.loadBalancers.flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? []),
    ...content.targetGroups.flatMap(({ TargetGroupArn }) => TargetGroupArn ?? []),
  ];
  if (ResourceArns.length > 0) {
    const TagDescriptions = ResourceArns.map((ResourceArn) => ({
      ResourceArn,
      Tags: content.balancerTags.get(ResourceArn) ?? [],
    }));
    record('elbv2:DescribeTags', { ResourceArns }, { TagDescriptions });
  }
}

function recordClassicBalancers({ content }: Site, record: Record): void {
  record('elb:DescribeLoadBalancers', PAGE, { LoadBalancerDescriptions: content.classicBalancers });
  const names = content.classicBalancers.flatMap(({ LoadBalancerName }) => LoadBalancerName ?? []);
  for (const LoadBalancerName of names) {
    const request = { LoadBalancerName };
    record('elb:DescribeLoadBalancerAttributes', request, {
      LoadBalancerAttributes: content.classicAttributes.get(LoadBalancerName) ?? {},
    });
    record('elb:DescribeLoadBalancerPolicies', request, {
      PolicyDescriptions: content.classicPolicies.get(LoadBalancerName) ?? [],
    });
    record('elb:DescribeInstanceHealth', request, {
      InstanceStates: content.classicHealth.get(LoadBalancerName) ?? [],
    });
  }
  if (names.length > 0) {
    const TagDescriptions = names.map((LoadBalancerName) => ({
      LoadBalancerName,
      Tags: [{ Key: 'team', Value: 'shop' }],
    }));
    record('elb:DescribeTags', { LoadBalancerNames: names }, { TagDescriptions });
  }
}

/** Who we are, which regions we have, and what AWS says about the account. */
export function recordedAccount(
  site: Site,
  regions: readonly string[],
  more: readonly RecordedCall[] = [],
  AccountState: AccountState = 'ACTIVE',
): ServedScope {
  const { account, now } = site;
  const at = now.toISOString();
  const call = (name: string, request: object, response: object): RecordedCall =>
    ({ call: name, request, at, response }) as RecordedCall;
  return {
    provider: 'aws',
    account,
    region: 'global',
    calls: [
      call(
        'sts:GetCallerIdentity',
        {},
        {
          UserId: 'AROAEXAMPLEEXAMPLE:posture',
          Account: account,
          Arn: arnOf({ ...site, region: '' }, 'sts', 'assumed-role/PostureScan/posture'),
        },
      ),
      call(
        'ec2:DescribeRegions',
        {},
        {
          Regions: regions.map((RegionName) => ({
            RegionName,
            Endpoint: `ec2.${RegionName}.amazonaws.com`,
            OptInStatus: 'opt-in-not-required',
          })),
        },
      ),
      call('globalaccelerator:ListAccelerators', { MaxResults: 100 }, { Accelerators: [] }),
      call(
        'cloudfront:ListVpcOrigins',
        { MaxItems: 100 },
        {
          VpcOriginList: { Marker: '', MaxItems: 100, IsTruncated: false, Quantity: 0, Items: [] },
        },
      ),
      call('account:GetAccountInformation', {}, { AccountId: account, AccountState }),
      ...more,
    ],
  };
}
