import type { AliBook } from './book.ts';

/** The old report server was attacked tonight and is in a blackhole. */
export function writeAttack(book: AliBook): void {
  const DdosRegionId = book.region;
  book.list(
    'yundun-ddos:DescribeInstanceIpAddress',
    [
      {
        InstanceId: 'i-bp1legacy001',
        InstanceName: 'reports-old',
        InstanceType: 'ecs',
        InstanceStatus: 'abnormal',
        IpAddressConfig: [
          {
            InstanceIp: '120.27.30.40',
            IpStatus: 'blackholed',
            BlackholeThreshold: 500,
            DefenseBpsThreshold: 300,
            DefensePpsThreshold: 70000,
            ElasticThreshold: 500,
            IpVersion: 'v4',
            IsBgppack: false,
            IsFullProtection: 0,
            RegionId: 'cn-hangzhou',
          },
        ],
      },
    ],
    { DdosRegionId, InstanceType: 'ecs', DdosStatus: 'blackhole' },
  );
  book.list(
    'yundun-ddos:DescribeDdosEventList',
    [
      {
        DdosType: 'blackhole',
        DdosStatus: 'blackholed',
        StartTime: book.hoursAgo(1),
        EndTime: 0,
        DelayTime: 0,
        UnBlackholeTime: book.hoursAgo(-1.5),
      },
      {
        DdosType: 'defense',
        DdosStatus: 'normal',
        StartTime: book.hoursAgo(30),
        EndTime: book.hoursAgo(29.5),
        DelayTime: 0,
        UnBlackholeTime: 0,
      },
    ],
    { DdosRegionId, InstanceType: 'ecs', InstanceId: 'i-bp1legacy001', InternetIp: '120.27.30.40' },
  );
}
