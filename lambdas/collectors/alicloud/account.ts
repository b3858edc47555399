import { type AliCollector, defineCollector } from './collector.ts';

/** Who we are, and which regions there are. Read first, before any region. */
export const account: AliCollector = defineCollector({
  scope: 'global',
  calls: ['sts:GetCallerIdentity', 'ecs:DescribeRegions'],
  async collect({ ask }) {
    await Promise.all([ask.once('sts:GetCallerIdentity', {}), ask.once('ecs:DescribeRegions', {})]);
  },
});
