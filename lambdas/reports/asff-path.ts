/** The most components that a path lists: real ones have about a dozen. */
const MOST = 50;

/** CloudFormation's name of what an id belongs to, by what the id begins with. */
const BY_PREFIX: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^sg-/, 'AWS::EC2::SecurityGroup'],
  [/^acl-/, 'AWS::EC2::NetworkAcl'],
  [/^rtb-/, 'AWS::EC2::RouteTable'],
  [/^eni-/, 'AWS::EC2::NetworkInterface'],
  [/^igw-/, 'AWS::EC2::InternetGateway'],
  [/^eigw-/, 'AWS::EC2::EgressOnlyInternetGateway'],
  [/^nat-/, 'AWS::EC2::NatGateway'],
  [/^vpc-/, 'AWS::EC2::VPC'],
  [/^i-/, 'AWS::EC2::Instance'],
  [/^pcx-/, 'AWS::EC2::VPCPeeringConnection'],
  [/^tgw-/, 'AWS::EC2::TransitGateway'],
  [/:loadbalancer\//, 'AWS::ElasticLoadBalancingV2::LoadBalancer'],
  [/:listener\//, 'AWS::ElasticLoadBalancingV2::Listener'],
  [/:targetgroup\//, 'AWS::ElasticLoadBalancingV2::TargetGroup'],
  [/:accelerator\//, 'AWS::GlobalAccelerator::Accelerator'],
];

/** A component of a network path in AWS's findings format. */
interface PathComponent {
  readonly ComponentId: string;
  readonly ComponentType: string;
}

/**
 * The way in as AWS's findings format has it: the components that the packet passes, in order. The way back, which
 * passes them again, and hops without an id of their own are left to `report.json`.
 *
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_NetworkPathComponent.html
 */
export function networkPath(hops: readonly object[]): readonly PathComponent[] {
  const path: PathComponent[] = [];
  for (const { leg, component } of hops as readonly Readonly<Record<string, unknown>>[]) {
    if (leg !== 'forward' || typeof component !== 'string') continue;
    const type = BY_PREFIX.find(([pattern]) => pattern.test(component))?.[1];
    // An interface stands in the path once for its address and once more where the packet arrives.
    if (type !== undefined && path.at(-1)?.ComponentId !== component)
      path.push({ ComponentId: component, ComponentType: type });
  }
  return path.slice(0, MOST);
}
