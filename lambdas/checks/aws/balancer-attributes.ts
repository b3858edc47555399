import type { ClassicLoadBalancer } from '#inventory/aws/elb.ts';
import type { Attributes, LoadBalancer, TargetGroup } from '#inventory/aws/elbv2.ts';
import { awsCommand } from './command.ts';

type Place = { readonly region: string };

/** A number among attributes, or the platform's default where the attribute is not told. */
export function secondsOf(attributes: Attributes, key: string, otherwise: number): number {
  const written = attributes[key];
  const read = written === undefined || written.trim() === '' ? Number.NaN : Number(written);
  return Number.isFinite(read) ? read : otherwise;
}

/** A command that sets an attribute of an application, network or gateway balancer. */
export const setAttribute = (
  region: Place,
  { arn }: Pick<LoadBalancer, 'arn'>,
  key: string,
  value: string | number,
): string =>
  awsCommand(region, 'elbv2', 'modify-load-balancer-attributes', {
    'load-balancer-arn': arn,
    attributes: `Key=${key},Value=${value}`,
  });

/** A command that sets an attribute of a listener. */
export const setListenerAttribute = (region: Place, arn: string, key: string, value: string | number): string =>
  awsCommand(region, 'elbv2', 'modify-listener-attributes', {
    'listener-arn': arn,
    attributes: `Key=${key},Value=${value}`,
  });

/** A command that sets an attribute of a target group. */
export const setTargetGroupAttribute = (
  region: Place,
  { arn }: Pick<TargetGroup, 'arn'>,
  key: string,
  value: string | number,
): string =>
  awsCommand(region, 'elbv2', 'modify-target-group-attributes', {
    'target-group-arn': arn,
    attributes: `Key=${key},Value=${value}`,
  });

/** The settings of a classic balancer as its API writes them. */
type ClassicSettings = Partial<
  Record<'CrossZoneLoadBalancing' | 'AccessLog' | 'ConnectionDraining' | 'ConnectionSettings', object>
> & { readonly AdditionalAttributes?: readonly object[] };

/** A command that sets attributes of a classic balancer. */
export const setClassicAttributes = (
  region: Place,
  { name }: Pick<ClassicLoadBalancer, 'name'>,
  settings: ClassicSettings,
): string =>
  awsCommand(region, 'elb', 'modify-load-balancer-attributes', {
    'load-balancer-name': name,
    'load-balancer-attributes': settings,
  });
