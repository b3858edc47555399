import type { AliRegion } from '#inventory/alicloud/region.ts';
import { seenOf } from '#inventory/known.ts';
import { aliyunCommand } from './command.ts';

/** The centre of WAF that stands for mainland China. */
const MAINLAND = 'cn-hangzhou';

/** A command about WAF, in the centre and of the instance that it needs to be told. */
export function wafCommand(
  { central: { wafInstances } }: AliRegion,
  action: string,
  { centre, ...options }: { readonly centre?: string; readonly Domain?: string } = {},
): string {
  const instances = seenOf(wafInstances);
  const instance = instances.find((each) => each.centre === centre) ?? instances[0];
  const region = centre ?? instance?.centre ?? MAINLAND;
  return aliyunCommand({ region }, 'waf-openapi', action, { InstanceId: instance?.id, ...options });
}
