import type { SecurityGroup } from '#inventory/aws/ec2.ts';
import type { ClassicLoadBalancer } from '#inventory/aws/elb.ts';
import type { LoadBalancer, Target, TargetGroup } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP } from '#inventory/protocols.ts';
import { awsReach } from '#network/aws-reach.ts';
import { isTargetGroup, type Pool } from './balancing.ts';
import { awsCommand, ownersChoice, withValue } from './command.ts';
import { fillBalancer, fillGroup, registerAgain } from './register-targets.ts';
import { addZone } from './second-zone.ts';

/**
 * Commands that show how the targets of a pool do and mend what the reasons name: targets that are stopped, that a group
 * keeps the health checks from, that stand in a zone without the balancer, or that answer the check with something else.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#target-health-reason-codes
 */
export function mendTargets(pool: Pool, region: AwsRegion): readonly string[] {
  if (!isTargetGroup(pool)) return mendClassic(pool, region);
  const look = awsCommand(region, 'elbv2', 'describe-target-health', { 'target-group-arn': pool.arn });
  const targets = seenOf(pool.targets);
  if (targets.length === 0) return [look, ...fillGroup(region, pool).slice(1)];
  const because = (...reasons: readonly string[]): readonly Target[] =>
    targets.filter(({ reason = '' }) => reasons.includes(reason));
  const [stopped, leaving] = [
    because('Target.InvalidState'),
    because('Target.DeregistrationInProgress', 'Target.NotRegistered'),
  ];
  const front = seenOf(region.loadBalancers).find(({ arn }) => pool.loadBalancerArns.includes(arn));
  const commands = [
    ...(pool.targetType === 'instance' && stopped.length > 0
      ? [awsCommand(region, 'ec2', 'start-instances', { 'instance-ids': stopped.map(({ id }) => id) })]
      : []),
    ...(leaving.length > 0 ? [registerAgain(region, pool, leaving)] : []),
    ...(front ? because('Target.NotInUse').flatMap((target) => enableZone(front, target, region)) : []),
    ...(front ? because('Target.Timeout').flatMap((target) => admitCheck(front, pool, target, region)) : []),
  ];
  return [look, ...(commands.length > 0 ? new Set(commands) : [changeCheck(pool, region)])];
}

/** Another health check: the path or the port that is asked for now is not answered as it should be. */
function changeCheck(
  { arn, healthCheck: { protocol, path, port = 'traffic-port' } }: TargetGroup,
  region: AwsRegion,
): string {
  const change = awsCommand(region, 'elbv2', 'modify-target-group', { 'target-group-arn': arn });
  return path === undefined
    ? withValue(
        change,
        'health-check-port',
        ownersChoice('CHECK_PORT', `set it to a port that the targets open; now it is ${port}`),
      )
    : withValue(
        change,
        'health-check-path',
        ownersChoice(
          'CHECK_PATH',
          `set it to a path that the targets answer; now ${protocol ?? 'HTTP'} asks for ${path}`,
        ),
      );
}

/** The balancer in the zone of a target, where it is not yet. */
function enableZone(front: LoadBalancer, { id }: Target, region: AwsRegion): readonly string[] {
  const [nic] = nicsOf(id, region);
  const zone = nic?.availabilityZone;
  return zone === undefined || front.zones.some(({ name }) => name === zone)
    ? []
    : addZone(front, region, zone).slice(1);
}

const nicsOf = (id: string, region: AwsRegion) => {
  const { estate } = awsReach(region);
  return id.startsWith('i-') ? estate.interfacesOf(id) : estate.interfacesAt(id);
};

/** The health check let in at a target's group, from the balancer's group; none where a rule lets it in already. */
function admitCheck(front: LoadBalancer, pool: TargetGroup, target: Target, region: AwsRegion): readonly string[] {
  const [source] = front.securityGroupIds;
  const port = Number(pool.healthCheck.port) || target.port || pool.port;
  const groupIds = nicsOf(target.id, region)[0]?.groupIds ?? [];
  const groups = groupIds.map((id) => awsReach(region).estate.groupOrUnread(id));
  const [group] = groups;
  if (source === undefined || port === undefined || !group || groups.some((each) => admits(each, source, port)))
    return [];
  return [
    awsCommand(region, 'ec2', 'authorize-security-group-ingress', {
      'group-id': group.id,
      protocol: 'tcp',
      port,
      'source-group': source,
    }),
  ];
}

const admits = ({ rules }: SecurityGroup, source: string, port: number): boolean =>
  !rules.known ||
  rules.value.some(
    ({ direction, protocol, from = 0, to = 65_535, peer }) =>
      direction === 'ingress' &&
      [ALL_PROTOCOLS, TCP].includes(protocol) &&
      from <= port &&
      port <= to &&
      (peer.kind === 'group' ? peer.id === source : true),
  );

function mendClassic({ name, instanceIds, healthCheck }: ClassicLoadBalancer, region: AwsRegion): readonly string[] {
  const look = awsCommand(region, 'elb', 'describe-instance-health', { 'load-balancer-name': name });
  if (instanceIds.length === 0) return [look, ...fillBalancer(region, name).slice(1)];
  const {
    target = 'HTTP:80/',
    intervalSeconds = 30,
    timeoutSeconds = 5,
    healthyCount = 10,
    unhealthyCount = 2,
  } = healthCheck;
  const change = awsCommand(region, 'elb', 'configure-health-check', { 'load-balancer-name': name });
  const wanted = ownersChoice('CHECK_TARGET', `set it to what the instances answer; now it is ${target}`);
  const rest = `Interval=${intervalSeconds},Timeout=${timeoutSeconds},UnhealthyThreshold=${unhealthyCount},HealthyThreshold=${healthyCount}`;
  return [look, withValue(change, 'health-check', `Target=${wanted},${rest}`)];
}
