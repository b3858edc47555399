import { number, object, objects, type Raw, text, texts } from '../fields.ts';
import { type Known, known, mapKnown } from '../known.ts';
import { byId } from '../listing.ts';
import { publicInstanceOf } from './ec2.ts';
import { list, type Part } from './part.ts';
import type { Tagged } from './tagged.ts';

/** The status checks of a running instance. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceStatus.html */
export interface InstanceStatus extends Tagged {
  readonly state?: string;
  /** `ok`, `impaired`, `initializing`, `insufficient-data` or `not-applicable`. */
  readonly instanceStatus: string;
  readonly systemStatus: string;
  readonly ebsStatus?: string;
  readonly impairedSince?: string;
  /** Scheduled events, the completed and cancelled ones left out. */
  readonly events: readonly {
    readonly code: string;
    readonly description?: string;
    readonly notBefore?: string;
    readonly notAfter?: string;
  }[];
}

/** What an instance sent, a day at a time (UTC). @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html */
export interface OutboundTraffic extends Tagged {
  /** Sorted; days without a data point are left out. */
  readonly days: readonly OutboundDay[];
}

export interface OutboundDay {
  /** `2026-01-31`. */
  readonly day: string;
  readonly packets?: number;
  readonly bytes?: number;
  /** False for the day that was not over when the metric was read: its sums can only grow. */
  readonly isWhole: boolean;
}

export interface InstanceStatusFacts {
  readonly instanceStatuses: Known<readonly InstanceStatus[]>;
  /** Of running instances that a public address or an IPv6 address leads to; others are not asked for. */
  readonly outboundTraffic: Known<readonly OutboundTraffic[]>;
}

/** The metrics that are asked for, by the beginning of their query's id. */
export const OUTBOUND_METRICS = { packets: 'NetworkPacketsOut', bytes: 'NetworkOut' } as const;

/** A metric query's id says what it is about, so that an answer can be told without its request. */
export const outboundQueryId = (metric: keyof typeof OUTBOUND_METRICS, instanceId: string): string =>
  `${metric}_${instanceId.replace('-', '_')}`;

const QUERY_ID = /^(packets|bytes)_i_(\w+)$/;

interface Series {
  readonly instanceId: string;
  readonly metric: keyof typeof OUTBOUND_METRICS;
  readonly points: readonly { readonly day: string; readonly value: number; readonly isWhole: boolean }[];
}

/** Reads how instances do; the list of interfaces tells which of them can send to the Internet. */
export function instanceStatusPart(): Part<InstanceStatusFacts> {
  const statuses = list('ec2:DescribeInstanceStatus', 'InstanceStatuses', readInstanceStatus);
  const metrics = list('cloudwatch:GetMetricData', 'MetricDataResults', readSeries);
  return {
    readers: [statuses, metrics],
    build(around) {
      const all = around.networkInterfaces;
      const noneToAsk = all.known && all.value.every((nic) => publicInstanceOf(nic) === undefined);
      const series = !metrics.wasRead && noneToAsk ? known([]) : metrics.result();
      return {
        instanceStatuses: byId(around.withInterface(statuses)),
        outboundTraffic: byId(mapKnown(series, trafficOf)),
      };
    },
  };
}

function readInstanceStatus(raw: Raw): InstanceStatus | undefined {
  const id = text(raw['InstanceId']);
  const statusOf = (key: string): string | undefined => text(object(raw[key])['Status'])?.toLowerCase();
  const instanceStatus = statusOf('InstanceStatus');
  const systemStatus = statusOf('SystemStatus');
  if (id === undefined || instanceStatus === undefined || systemStatus === undefined) return undefined;
  return {
    id,
    tags: {},
    state: text(object(raw['InstanceState'])['Name'])?.toLowerCase(),
    instanceStatus,
    systemStatus,
    ebsStatus: statusOf('AttachedEbsStatus'),
    impairedSince: ['InstanceStatus', 'SystemStatus', 'AttachedEbsStatus']
      .flatMap((key) => objects(object(raw[key])['Details']).flatMap((each) => text(each['ImpairedSince']) ?? []))
      .sort()[0],
    events: objects(raw['Events']).flatMap((each) => {
      const description = text(each['Description']);
      // The API keeps events for a while after they are over, and only their description says so.
      if (/^\[(Completed|Canceled)\]/i.test(description ?? '')) return [];
      return [
        {
          code: text(each['Code'])?.toLowerCase() ?? 'unknown',
          description,
          notBefore: text(each['NotBefore']),
          notAfter: text(each['NotAfter']),
        },
      ];
    }),
  };
}

function readSeries(raw: Raw, request: Raw): Series | undefined {
  const id = QUERY_ID.exec(text(raw['Id']) ?? '');
  if (/^(InternalError|Forbidden)$/.test(text(raw['StatusCode']) ?? '')) return undefined;
  const timestamps = texts(raw['Timestamps']);
  const values = Array.isArray(raw['Values']) ? raw['Values'].map(number) : [];
  if (!id || timestamps.length !== values.length) return undefined;
  const end = text(request['EndTime'])?.slice(0, 10);
  return {
    metric: id[1] as Series['metric'],
    instanceId: `i-${id[2]}`,
    points: timestamps.flatMap((at, index) => {
      const value = values[index];
      const day = at.slice(0, 10);
      return value === undefined ? [] : [{ day, value, isWhole: day !== end }];
    }),
  };
}

/** One answer may hold the packets of an instance and the next its bytes, or the rest of its days. */
function trafficOf(series: readonly Series[]): readonly OutboundTraffic[] {
  const instances = new Map<string, Map<string, OutboundDay>>();
  for (const { instanceId, metric, points } of series) {
    const days = instances.get(instanceId) ?? new Map<string, OutboundDay>();
    instances.set(instanceId, days);
    for (const { day, value, isWhole } of points) days.set(day, { ...days.get(day), day, [metric]: value, isWhole });
  }
  return [...instances].map(([id, days]) => ({
    id,
    tags: {},
    days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
  }));
}
