import { known, seenOf } from '#inventory/known.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { answered, inventoryOf, missingOf, refused } from '../../support/aws-calls.ts';

const ACCELERATOR = 'arn:aws:globalaccelerator::111122223333:accelerator/a';
const LISTENER = `${ACCELERATOR}/listener/l`;
const GROUP = `${LISTENER}/endpoint-group/g`;

const head = answered('globalaccelerator:ListAccelerators', {
  Accelerators: [
    {
      AcceleratorArn: ACCELERATOR,
      Name: 'edge',
      Enabled: true,
      IpAddressType: 'DUAL_STACK',
      IpSets: [{ IpAddresses: ['75.2.0.2', '75.2.0.1'] }, { IpAddresses: ['2600:9000:A::1'] }],
    },
  ],
});
const listeners = {
  Listeners: [
    {
      ListenerArn: LISTENER,
      Protocol: 'TCP',
      PortRanges: [
        { FromPort: 443, ToPort: 443 },
        { FromPort: 80, ToPort: 81 },
      ],
    },
  ],
};
const groups = {
  EndpointGroups: [
    {
      EndpointGroupArn: GROUP,
      EndpointGroupRegion: 'eu-west-1',
      EndpointDescriptions: [
        { EndpointId: 'i-1', Weight: 0, ClientIPPreservationEnabled: true },
        { EndpointId: 'arn:balancer' },
      ],
      PortOverrides: [{ ListenerPort: 443, EndpointPort: 8443 }],
    },
  ],
};
const calls: readonly RecordedCall[] = [
  head,
  answered('globalaccelerator:ListListeners', listeners, { AcceleratorArn: ACCELERATOR }),
  answered('globalaccelerator:ListEndpointGroups', groups, { ListenerArn: LISTENER }),
];

const read = (given: readonly RecordedCall[], source: 'recorded' | 'cli-dump' = 'recorded') =>
  inventoryOf(given, { region: 'global', source }).global.accelerators;

test.each([
  ['recorded', calls],
  ['backwards', calls.toReversed()],
  [
    'in files that name nobody',
    [
      head,
      answered('globalaccelerator:ListListeners', listeners),
      answered('globalaccelerator:ListEndpointGroups', groups),
    ],
  ],
])('%s: an accelerator down to its endpoints', (_, given) => {
  expect(read(given)).toMatchObject({
    known: true,
    value: [
      {
        id: ACCELERATOR,
        name: 'edge',
        enabled: true,
        addresses: ['2600:9000:a::1', '75.2.0.1', '75.2.0.2'],
        listeners: {
          known: true,
          value: [
            {
              protocol: 'TCP',
              portRanges: [
                [80, 81],
                [443, 443],
              ],
              endpointGroups: {
                known: true,
                value: [
                  {
                    region: 'eu-west-1',
                    trafficDialPercentage: 100,
                    endpoints: [
                      { id: 'arn:balancer', weight: 128, clientIpPreservation: false },
                      { id: 'i-1', weight: 0, clientIpPreservation: true },
                    ],
                    portOverrides: [{ listenerPort: 443, endpointPort: 8443 }],
                  },
                ],
              },
            },
          ],
        },
      },
    ],
  });
});

const listenersOf = (given: readonly RecordedCall[]) => seenOf(read(given))[0]?.listeners ?? known([]);
const groupsOf = (given: readonly RecordedCall[]) => seenOf(listenersOf(given))[0]?.endpointGroups ?? known([]);

test.each([
  [
    'accelerators denied',
    () => read([refused('globalaccelerator:ListAccelerators', 'AccessDeniedException')]),
    'globalaccelerator:ListAccelerators AccessDeniedException',
  ],
  ['listeners never asked for', () => listenersOf([head]), 'globalaccelerator:ListListeners NotRead'],
  [
    'a listener without a port',
    () =>
      listenersOf([
        head,
        answered(
          'globalaccelerator:ListListeners',
          { Listeners: [{ ListenerArn: LISTENER, Protocol: 'TCP', PortRanges: [{ FromPort: 1 }] }] },
          { AcceleratorArn: ACCELERATOR },
        ),
      ]),
    'globalaccelerator:ListListeners Malformed',
  ],
  [
    'endpoint groups throttled',
    () =>
      groupsOf([
        ...calls.slice(0, 2),
        refused('globalaccelerator:ListEndpointGroups', 'ThrottlingException', { ListenerArn: LISTENER }),
      ]),
    'globalaccelerator:ListEndpointGroups ThrottlingException',
  ],
])('%s: unknown', (_, fact, missing) => {
  expect(missingOf(fact())).toEqual([missing]);
});

test.each([
  ['aws', ['eu-west-1'], false],
  ['aws-cn', ['cn-north-1', 'cn-northwest-1'], true],
  ['aws-us-gov', ['us-gov-west-1'], true],
  ['a mixture that cannot be', ['cn-north-1', 'eu-west-1'], false],
  ['no region at all', [], false],
])('in the partition %s nobody asks where there is no such service', (_, regions, isNone) => {
  const given = [answered('ec2:DescribeRegions', { Regions: regions.map((RegionName) => ({ RegionName })) })];
  expect(read(given).known).toBe(isNone);
});
