import { daysAgo, idOf, type Site, tagsOf } from './content.ts';
import type { VpcBuilder } from './vpc-builder.ts';

/** A flow log of a whole VPC, to S3. With `deliveryError` it has stopped arriving. */
export function addFlowLog(site: Site, vpc: VpcBuilder, deliveryError?: string): void {
  site.content.flowLogs.push({
    FlowLogId: idOf(site, 'fl', vpc.name),
    FlowLogStatus: 'ACTIVE',
    ResourceId: vpc.id,
    TrafficType: 'ALL',
    LogDestinationType: 's3',
    LogDestination: `arn:aws:s3:::nordwind-flow-logs/${vpc.name}/`,
    DeliverLogsStatus: deliveryError ? 'FAILED' : 'SUCCESS',
    ...(deliveryError ? { DeliverLogsErrorMessage: deliveryError } : {}),
    MaxAggregationInterval: 600,
    CreationTime: daysAgo(site, 300),
    Tags: tagsOf(`${vpc.name}-flow-log`),
  });
}
