import type { Target, TargetGroup } from '#inventory/aws/elbv2.ts';
import { awsCommand, ownersChoice, withValue } from './command.ts';

type Place = { readonly region: string };

/** Commands that show a target group and give it a target: which one is its owner's choice. */
export function fillGroup(region: Place, group: Pick<TargetGroup, 'arn'> & Partial<TargetGroup>): readonly string[] {
  const { arn, targetType = 'instance', port, vpcId } = group;
  const where = `${vpcId === undefined ? '' : ` in ${vpcId}`}${port === undefined ? '' : ` that listens on port ${port}`}`;
  const kinds: Readonly<Record<string, string>> = {
    instance: `the id of an instance${where}`,
    ip: `an address${where}`,
    lambda: 'the ARN of a function',
    alb: 'the ARN of an application load balancer',
  };
  const target = ownersChoice('TARGET_ID', `set it to ${kinds[targetType] ?? 'a target'}`);
  const look = awsCommand(region, 'elbv2', 'describe-target-groups', { 'target-group-arns': arn });
  const register = awsCommand(region, 'elbv2', 'register-targets', { 'target-group-arn': arn });
  return [look, withValue(register, 'targets', `Id=${target}`)];
}

/** Commands that show a classic balancer and give it an instance. */
export function fillBalancer(region: Place, name: string): readonly string[] {
  const look = awsCommand(region, 'elb', 'describe-load-balancers', { 'load-balancer-names': name });
  const register = awsCommand(region, 'elb', 'register-instances-with-load-balancer', { 'load-balancer-name': name });
  return [look, withValue(register, 'instances', ownersChoice('INSTANCE_ID', 'set it to the id of an instance'))];
}

/** A command that registers targets as they were, such as those on their way out. */
export const registerAgain = (region: Place, { arn }: Pick<TargetGroup, 'arn'>, targets: readonly Target[]): string =>
  awsCommand(region, 'elbv2', 'register-targets', {
    'target-group-arn': arn,
    targets: targets.map(({ id, port }) => `Id=${id}${port === undefined ? '' : `,Port=${port}`}`),
  });
