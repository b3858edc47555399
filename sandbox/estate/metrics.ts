import { publicInstanceOf, readNetworkInterface } from '#inventory/aws/ec2.ts';
import { OUTBOUND_METRICS, outboundQueryId } from '#inventory/aws/instance-status.ts';
import type { Site } from './content.ts';

const DAYS = 15;
const DAY_MS = 86_400_000;
/** What an ordinary host of the estate sends in a day. */
const ORDINARY_MEGABYTES = 800;
const PACKET_BYTES = 900;

/** What the instances with a public address sent on each of the last days: the one call that asks for all of them. */
export function outboundMetrics(site: Site): readonly { readonly request: object; readonly response: object }[] {
  const ids = [...new Set(site.content.networkInterfaces.flatMap((each) => publicInstance(each) ?? []))].sort();
  if (ids.length === 0) return [];
  const midnight = Math.floor(site.now.getTime() / DAY_MS) * DAY_MS;
  const days = Array.from({ length: DAYS }, (_, index) => new Date(midnight - (DAYS - index) * DAY_MS));
  const metrics = ids.flatMap((id) => (['packets', 'bytes'] as const).map((metric) => ({ id, metric })));
  const MetricDataQueries = metrics.map(({ id, metric }) => ({
    Id: outboundQueryId(metric, id),
    MetricStat: {
      Metric: {
        Namespace: 'AWS/EC2',
        MetricName: OUTBOUND_METRICS[metric],
        Dimensions: [{ Name: 'InstanceId', Value: id }],
      },
      Period: DAY_MS / 1000,
      Stat: 'Sum',
    },
  }));
  const MetricDataResults = metrics.map(({ id, metric }) => ({
    Id: outboundQueryId(metric, id),
    Label: `${id} ${OUTBOUND_METRICS[metric]}`,
    StatusCode: 'Complete',
    Timestamps: days,
    Values: days
      .map((_, index) => sentBytes(site, id, index) / (metric === 'bytes' ? 1 : PACKET_BYTES))
      .map(Math.round),
  }));
  const StartTime = new Date(midnight - DAYS * DAY_MS);
  return [
    {
      request: { MetricDataQueries, StartTime, EndTime: site.now },
      response: { MetricDataResults, Messages: [] },
    },
  ];
}

/** A host's day: what was said of it, else the ordinary amount, a little different each day. */
function sentBytes({ content }: Site, id: string, day: number): number {
  const said = content.outboundMegabytes.get(id);
  return (said?.[day] ?? ORDINARY_MEGABYTES + ((day * 37) % 11) * 20) * 1e6;
}

function publicInstance(each: object): string | undefined {
  const read = readNetworkInterface(JSON.parse(JSON.stringify(each)) as Readonly<Record<string, unknown>>);
  return read && publicInstanceOf(read);
}
