import check from '#checks/aws/ec2/interface-outbound-traffic-normal.ts';
import { known, unknown } from '#inventory/known.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { anInstance, anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const day = (index: number): string => `2026-11-${String(index).padStart(2, '0')}`;
/** One day after the other, the last of them not over where it is given. */
const sending = (whole: readonly number[], today?: number) =>
  anEmptyAwsRegion({
    outboundTraffic: known([
      {
        id: 'i-1',
        tags: {},
        days: [
          ...whole.map((packets, index) => ({ day: day(index + 1), packets, isWhole: true })),
          ...(today === undefined ? [] : [{ day: day(whole.length + 1), packets: today, isWhole: false }]),
        ],
      },
    ]),
  });
const usual = Array.from({ length: 14 }, (_, index) => 100_000 + index);

testCheck(check, {
  passes: {
    'as usual': [anInterface(), sending([...usual, 120_000])],
    'ten times its median and no more': [anInterface(), sending([...usual, 1_000_065])],
    'one day of the past was wild': [anInterface(), sending([...usual.slice(1), 90_000_000, 100_000])],
    'a quiet host that sent a little': [anInterface(), sending([1, 1, 1, 1, 900])],
    'more than a wider factor allows': [
      anInterface(),
      { region: sending([...usual, 1_500_000]), policy: { outbound: { factor: 20 } } },
    ],
  },
  fails: {
    'it floods': [
      anInterface(),
      'i-1: NetworkPacketsOut on 2026-11-15 was 90,000,000, 900 times its median of 100,006.5.',
      sending([...usual, 90_000_000]),
    ],
    'it floods today, and today is not over': [
      anInterface(),
      'i-1: NetworkPacketsOut on 2026-11-16 was 90,000,000, 900 times its median of 100,006.5.',
      sending([...usual, 100_000], 90_000_000),
    ],
    'it was silent before': [
      anInterface(),
      'i-1: NetworkPacketsOut on 2026-11-04 was 5,000, after a median of 0.',
      sending([0, 0, 0, 5000]),
    ],
    'bytes alone': [
      anInterface(),
      'i-1: NetworkOut on 2026-11-04 was 50,000,000, 50 times its median of 1,000,000.',
      anEmptyAwsRegion({
        outboundTraffic: known([
          {
            id: 'i-1',
            tags: {},
            days: [1, 2, 3, 4].map((index) => ({
              day: day(index),
              bytes: index === 4 ? 50_000_000 : 1_000_000,
              isWhole: true,
            })),
          },
        ]),
      }),
    ],
  },
  unknown: {
    'metrics could not be read': [
      anInterface(),
      'cloudwatch:GetMetricData: UnauthorizedOperation',
      anEmptyAwsRegion({ outboundTraffic: unknown(denied('cloudwatch:GetMetricData')) }),
    ],
    'no metric of the host was read': [anInterface(), 'cloudwatch:GetMetricData: NotRead'],
  },
  notApplicable: {
    'no public address': anInterface({ addresses: [{ privateIp: '10.0.1.10', primary: true }] }),
    'a stopped host': [anInterface(), anEmptyAwsRegion({ instances: known([anInstance({ state: 'stopped' })]) })],
    'a host of yesterday': [anInterface(), sending([5, 90_000_000])],
  },
});
