import { callsOfAnswer, requestOfAnswer } from '#snapshot/aws-cli-keys.ts';

test.each([
  ['one list', { Vpcs: [] }, ['ec2:DescribeVpcs']],
  ['several lists in one file', { Vpcs: [], Subnets: [] }, ['ec2:DescribeVpcs', 'ec2:DescribeSubnets']],
  ['a list and a token', { RouteTables: [], NextToken: 't' }, ['ec2:DescribeRouteTables']],
  ['instances', { Reservations: [] }, ['ec2:DescribeInstances']],
  ['an account', { UserId: 'u', Account: '1', Arn: 'a' }, ['sts:GetCallerIdentity']],
  ['balancers', { LoadBalancers: [] }, ['elbv2:DescribeLoadBalancers']],
  ['classic balancers', { LoadBalancerDescriptions: [] }, ['elb:DescribeLoadBalancers']],
  ['attributes of a balancer', { LoadBalancerArn: 'a', Attributes: [] }, ['elbv2:DescribeLoadBalancerAttributes']],
  ['attributes of a group', { TargetGroupArn: 'a', Attributes: [] }, ['elbv2:DescribeTargetGroupAttributes']],
  ['attributes of a listener', { ListenerArn: 'a', Attributes: [] }, ['elbv2:DescribeListenerAttributes']],
  ['attributes of nobody', { Attributes: [] }, []],
  [
    'attributes of a classic balancer',
    { LoadBalancerName: 'a', LoadBalancerAttributes: {} },
    ['elb:DescribeLoadBalancerAttributes'],
  ],
  ['listeners of a balancer', { Listeners: [{ ListenerArn: 'a', Port: 80 }] }, ['elbv2:DescribeListeners']],
  [
    'listeners of an accelerator',
    { Listeners: [{ ListenerArn: 'a', PortRanges: [] }] },
    ['globalaccelerator:ListListeners'],
  ],
  ['no listeners of an accelerator', { AcceleratorArn: 'a', Listeners: [] }, ['globalaccelerator:ListListeners']],
  ['tags of balancers', { TagDescriptions: [{ ResourceArn: 'a' }] }, ['elbv2:DescribeTags']],
  ['tags of classic balancers', { TagDescriptions: [{ LoadBalancerName: 'a' }] }, ['elb:DescribeTags']],
  ['no tags', { TagDescriptions: [] }, []],
  ['health of targets', { TargetGroupArn: 'a', TargetHealthDescriptions: [] }, ['elbv2:DescribeTargetHealth']],
  ['entries of a prefix list', { PrefixListId: 'pl-1', Entries: [] }, ['ec2:GetManagedPrefixListEntries']],
  ['routes of a transit gateway', { TransitGatewayRouteTableId: 't', Routes: [] }, ['ec2:SearchTransitGatewayRoutes']],
  ['routes of nobody', { Routes: [] }, []],
  [
    'a detector',
    { DetectorId: 'd', Status: 'ENABLED', FindingPublishingFrequency: 'SIX_HOURS' },
    ['guardduty:GetDetector'],
  ],
  ['an origin of CloudFront', { VpcOrigin: { Id: 'vo_1' }, ETag: 'e' }, ['cloudfront:GetVpcOrigin']],
  ['events', { events: [] }, ['health:DescribeEvents']],
  ['something else', { Buckets: [] }, []],
  ['a hostile key', { constructor: [], __proto__: [] }, []],
])('%s', (_, answer, calls) => {
  expect(callsOfAnswer(answer)).toEqual(calls);
});

test('what names the subject becomes the request', () => {
  expect(requestOfAnswer({ TargetGroupArn: 'a', Attributes: [], NextToken: 't', VpcId: 7 })).toEqual({
    TargetGroupArn: 'a',
  });
});
