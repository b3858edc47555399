import type { AliCallName } from '#snapshot/alicloud-calls.ts';
import { account } from './account.ts';
import { albCollectors } from './alb.ts';
import { cmsCollectors } from './cms.ts';
import type { AliCollector } from './collector.ts';
import { ddosCollectors } from './ddos.ts';
import { ecsCollectors } from './ecs.ts';
import { edgeCollectors } from './edge.ts';
import { nlbCollectors } from './nlb.ts';
import { slbCollectors } from './slb.ts';
import { vpcCollectors } from './vpc.ts';
import { wafCollectors } from './waf.ts';

export { account };

/** Every collector of Alibaba Cloud, after {@link account}. */
const collectors: readonly AliCollector[] = [
  ...ecsCollectors,
  ...vpcCollectors,
  ...slbCollectors,
  ...albCollectors,
  ...nlbCollectors,
  ...ddosCollectors,
  ...cmsCollectors,
  ...wafCollectors,
  ...edgeCollectors,
];

/** Read in every region. */
export const regionalCollectors = collectors.filter(({ scope }) => scope === 'region');

/** Read once an account: products with one or two centres for the whole world. */
export const globalCollectors = collectors.filter(({ scope }) => scope === 'global');

/** Every call that scanning makes, sorted. */
export const alicloudCalls = (): readonly AliCallName[] =>
  [...new Set([account, ...collectors].flatMap(({ calls }) => calls))].sort();
