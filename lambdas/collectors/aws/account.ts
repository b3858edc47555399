import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type AwsCollector, defineCollector } from './collector.ts';

/** Who we are, and which regions the account has. Read first, before any region. */
export const account: AwsCollector = defineCollector({
  scope: 'global',
  actions: ['sts:GetCallerIdentity', 'ec2:DescribeRegions'],
  async collect({ clients: { sts, ec2 }, record }) {
    await Promise.all([
      record.once('sts:GetCallerIdentity', {}, (input, options) =>
        sts.send(new GetCallerIdentityCommand(input), options),
      ),
      record.once('ec2:DescribeRegions', {}, (input, options) => ec2.send(new DescribeRegionsCommand(input), options)),
    ]);
  },
});
