import { GetMetricDataCommand, type GetMetricDataInput, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { DescribeInstanceStatusCommand } from '@aws-sdk/client-ec2';
import { OUTBOUND_METRICS, outboundQueryId } from '#inventory/aws/instance-status.ts';
import { batches } from './batches.ts';
import { type AwsCollector, defineCollector, listCollector } from './collector.ts';

/** The most metrics that GetMetricData takes at once. */
const QUERIES = 500;
const DAY_SECONDS = 86_400;
/** The last whole day and the fortnight that it is compared with. */
const DAYS = 15;

/**
 * What instances with a way to the Internet sent, a UTC day at a time: whole days so that each compares with the
 * others, and today as far as it goes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
const outboundTraffic = defineCollector({
  scope: 'region',
  actions: ['cloudwatch:GetMetricData'],
  needs: 'interface',
  async collect({ clients: { cloudWatch }, record, publicInstanceIds = new Set() }) {
    const { now } = record;
    const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
    const StartTime = new Date(midnight - DAYS * DAY_SECONDS * 1000).toISOString();
    const EndTime = now.toISOString();
    const queries = [...publicInstanceIds].sort().flatMap((id) => [queryFor('packets', id), queryFor('bytes', id)]);
    await Promise.all(
      batches(queries, QUERIES).map((MetricDataQueries) =>
        record.pages('cloudwatch:GetMetricData', { MetricDataQueries, StartTime, EndTime }, (input, options) => {
          const asked = { ...input, StartTime: new Date(StartTime), EndTime: new Date(EndTime) };
          return cloudWatch.send(new GetMetricDataCommand(asked as GetMetricDataInput), options);
        }),
      ),
    );
  },
});

const queryFor = (metric: keyof typeof OUTBOUND_METRICS, instanceId: string): MetricDataQuery => ({
  Id: outboundQueryId(metric, instanceId),
  MetricStat: {
    Metric: {
      Namespace: 'AWS/EC2',
      MetricName: OUTBOUND_METRICS[metric],
      Dimensions: [{ Name: 'InstanceId', Value: instanceId }],
    },
    Period: DAY_SECONDS,
    Stat: 'Sum',
  },
});

/** How instances do. */
export const instanceStatusCollectors: readonly AwsCollector[] = [
  listCollector(
    { call: 'ec2:DescribeInstanceStatus', request: { MaxResults: 1000 }, needs: 'interface' },
    ({ ec2 }) =>
      (input, options) =>
        ec2.send(new DescribeInstanceStatusCommand(input), options),
  ),
  outboundTraffic,
];
