import type { AwsCollector } from '#collectors/aws/collector.ts';
import { instanceStatusCollectors } from '#collectors/aws/instance-status.ts';
import { networkInterfaces } from '#collectors/aws/registry.ts';
import { seenOf } from '#inventory/known.ts';
import { answered, inventoryOf } from '../../support/aws-calls.ts';
import { collectedBy, requestsOf } from '../../support/collected-by.ts';

const outboundTraffic = instanceStatusCollectors.at(-1) as AwsCollector;
const CALL = 'cloudwatch:GetMetricData';

test('two metrics of each instance, 500 in a call, whole days and today', async () => {
  const ids = new Set(Array.from({ length: 251 }, (_, index) => `i-${String(index).padStart(3, '0')}`));
  const calls = await collectedBy(outboundTraffic, [answered(CALL, { MetricDataResults: [] })], {
    publicInstanceIds: ids,
  });
  const requests = requestsOf(calls, CALL);
  const sizes = requests.map(({ MetricDataQueries }) => (MetricDataQueries as unknown[]).length);
  expect(sizes.toSorted((a, b) => a - b)).toEqual([2, 500]);
  expect(requests[0]).toMatchObject({ StartTime: '2026-11-05T00:00:00.000Z', EndTime: '2026-11-20T03:30:00.000Z' });
  expect(requests.flatMap(({ MetricDataQueries }) => MetricDataQueries as unknown[])).toEqual(
    expect.arrayContaining([
      {
        Id: 'packets_i_000',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/EC2',
            MetricName: 'NetworkPacketsOut',
            Dimensions: [{ Name: 'InstanceId', Value: 'i-000' }],
          },
          Period: 86400,
          Stat: 'Sum',
        },
      },
    ]),
  );
});

test('nobody asks where no instance has a public address', async () => {
  expect(await collectedBy(outboundTraffic, [])).toEqual([]);
});

test('the list of interfaces tells which instances those are', async () => {
  const publicInstanceIds = new Set<string>();
  const nic = (id: string, more: object) => ({
    NetworkInterfaceId: `eni-${id}`,
    Attachment: { InstanceId: `i-${id}` },
    ...more,
  });
  const NetworkInterfaces = [
    nic('1', { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.1', Association: { PublicIp: '52.0.0.1' } }] }),
    nic('2', { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.2' }] }),
    nic('3', { Ipv6Addresses: [{ Ipv6Address: '2600:1f18::3' }] }),
  ];
  await collectedBy(networkInterfaces, [answered('ec2:DescribeNetworkInterfaces', { NetworkInterfaces })], {
    publicInstanceIds,
    pageLimit: 1,
  });
  expect([...publicInstanceIds].sort()).toEqual(['i-1', 'i-3']);
});

test('what was collected is what the inventory reads', async () => {
  const MetricDataResults = [
    {
      Id: 'packets_i_0a',
      Timestamps: ['2026-11-19T00:00:00Z', '2026-11-20T00:00:00Z'],
      Values: [10, 2],
      StatusCode: 'Complete',
    },
  ];
  const calls = await collectedBy(outboundTraffic, [answered(CALL, { MetricDataResults })], {
    publicInstanceIds: new Set(['i-0a']),
  });
  expect(seenOf(inventoryOf(calls).outboundTraffic)).toEqual([
    {
      id: 'i-0a',
      tags: {},
      days: [
        { day: '2026-11-19', packets: 10, isWhole: true },
        { day: '2026-11-20', packets: 2, isWhole: false },
      ],
    },
  ]);
});
