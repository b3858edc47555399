import { outboundQueryId } from '#inventory/aws/instance-status.ts';
import { known, seenOf } from '#inventory/known.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { answered, inventoryOf, missingOf, refused } from '../../support/aws-calls.ts';

describe('status checks', () => {
  const read = (raw: object) =>
    seenOf(
      inventoryOf([
        answered('ec2:DescribeInstanceStatus', {
          InstanceStatuses: [
            { InstanceId: 'i-1', InstanceStatus: { Status: 'ok' }, SystemStatus: { Status: 'ok' }, ...raw },
          ],
        }),
      ]).instanceStatuses,
    )[0];

  test.each([
    ['fine', {}, { instanceStatus: 'ok', systemStatus: 'ok', events: [] }],
    [
      'impaired, since the earliest of its checks',
      {
        InstanceStatus: {
          Status: 'impaired',
          Details: [{ Name: 'reachability', ImpairedSince: '2026-11-19T02:00:00Z' }],
        },
        SystemStatus: { Status: 'impaired', Details: [{ ImpairedSince: '2026-11-19T01:00:00Z' }] },
      },
      { instanceStatus: 'impaired', impairedSince: '2026-11-19T01:00:00Z' },
    ],
    [
      'to be retired',
      {
        Events: [
          { Code: 'instance-retirement', Description: 'The host is failing', NotBefore: '2026-12-01T00:00:00Z' },
        ],
      },
      {
        events: [
          { code: 'instance-retirement', description: 'The host is failing', notBefore: '2026-12-01T00:00:00Z' },
        ],
      },
    ],
    [
      'past it',
      {
        Events: [
          { Code: 'system-reboot', Description: '[Completed] Reboot' },
          { Code: 'x', Description: '[Canceled] No' },
        ],
      },
      { events: [] },
    ],
  ])('%s', (_, raw, wanted) => {
    expect(read(raw)).toMatchObject(wanted);
  });

  test.each([
    ['no instance check', { InstanceStatus: null }],
    ['no system check', { SystemStatus: {} }],
  ])('%s: malformed', (_, raw) => {
    expect(read(raw)).toBeUndefined();
  });
});

describe('outbound traffic', () => {
  const CALL = 'cloudwatch:GetMetricData';
  const EndTime = '2026-11-20T03:00:00.000Z';
  const series = (id: string, days: Readonly<Record<string, number>>, more: object = {}) => ({
    Id: id,
    Timestamps: Object.keys(days).map((day) => `2026-11-${day}T00:00:00Z`),
    Values: Object.values(days),
    StatusCode: 'Complete',
    ...more,
  });
  const page = (...MetricDataResults: readonly object[]) => answered(CALL, { MetricDataResults }, { EndTime });
  const read = (...calls: readonly RecordedCall[]) => inventoryOf(calls).outboundTraffic;

  test('packets and bytes by day, the running one marked', () => {
    const packets = series('packets_i_0a1', { '20': 5, '18': 100, '19': 120 });
    const bytes = series('bytes_i_0a1', { '19': 9000 });
    const wanted = known([
      {
        id: 'i-0a1',
        tags: {},
        days: [
          { day: '2026-11-18', packets: 100, isWhole: true },
          { day: '2026-11-19', packets: 120, bytes: 9000, isWhole: true },
          { day: '2026-11-20', packets: 5, isWhole: false },
        ],
      },
    ]);
    expect(read(page(packets, bytes))).toEqual(wanted);
    expect(read(page(bytes), page(packets))).toEqual(wanted);
  });

  test('the days of one series over two pages', () => {
    const first = answered(
      CALL,
      { MetricDataResults: [series('packets_i_1', { '19': 2 })], NextToken: 't' },
      { EndTime },
    );
    const second = answered(
      CALL,
      { MetricDataResults: [series('packets_i_1', { '18': 1 })] },
      { EndTime, NextToken: 't' },
    );
    expect(seenOf(read(second, first))[0]?.days.map(({ packets }) => packets)).toEqual([1, 2]);
  });

  test.each([
    ['another metric', series('cpu', {})],
    ['values without times', { ...series('packets_i_1', {}), Values: [1] }],
    ['an internal error', series('packets_i_1', { '19': 1 }, { StatusCode: 'InternalError' })],
    ['a metric nobody may see', series('packets_i_1', {}, { StatusCode: 'Forbidden' })],
  ])('%s is unknown', (_, result) => {
    expect(missingOf(read(page(result)))).toEqual([`${CALL} Malformed`]);
  });

  test('a query says which instance it is about', () => {
    expect(seenOf(read(page(series(outboundQueryId('bytes', 'i-0abc'), { '19': 1 }))))[0]?.id).toBe('i-0abc');
  });

  const nic = (more: object) =>
    answered('ec2:DescribeNetworkInterfaces', {
      NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Attachment: { InstanceId: 'i-1' }, ...more }],
    });
  const publicAddress = {
    PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.1', Association: { PublicIp: '52.0.0.1' } }],
  };

  test.each([
    ['no public address', {}, []],
    ['a public address of no instance', { ...publicAddress, Attachment: null }, []],
    ['a public address', publicAddress, [`${CALL} NotRead`]],
    ['an IPv6 address', { Ipv6Addresses: [{ Ipv6Address: '2600:1f18::1' }] }, [`${CALL} NotRead`]],
  ])('an instance with %s', (_, more, missing) => {
    expect(missingOf(read(nic(more)))).toEqual(missing);
  });

  test('denied is unknown', () => {
    expect(missingOf(read(nic(publicAddress), refused(CALL)))).toEqual([`${CALL} AccessDenied`]);
  });
});
