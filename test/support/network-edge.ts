import type { RecordedCall } from '../../lambdas/snapshot/recorded-call.ts';
import { ALB } from './network-balancer.ts';
import type { Json } from './network-estate.ts';

export const ACCELERATOR = 'arn:aws:globalaccelerator::111122223333:accelerator/x';

/** An accelerator with one listener, on ports 80–82 of which 81 arrives at 8080, and one endpoint in the region. */
export function acceleratorCalls(
  endpoint: Json,
  listener: Json = {},
  portOverrides: readonly Json[] = [{ ListenerPort: 81, EndpointPort: 8080 }],
): readonly RecordedCall[] {
  return [
    {
      call: 'globalaccelerator:ListAccelerators',
      request: {},
      response: { Accelerators: [{ AcceleratorArn: ACCELERATOR, Enabled: true, IpAddressType: 'IPV4' }] },
    },
    {
      call: 'globalaccelerator:ListListeners',
      request: { AcceleratorArn: ACCELERATOR },
      response: {
        Listeners: [
          {
            ListenerArn: `${ACCELERATOR}/listener/l`,
            Protocol: 'TCP',
            PortRanges: [{ FromPort: 80, ToPort: 82 }],
            ...listener,
          },
        ],
      },
    },
    {
      call: 'globalaccelerator:ListEndpointGroups',
      request: { ListenerArn: `${ACCELERATOR}/listener/l` },
      response: {
        EndpointGroups: [
          {
            EndpointGroupArn: `${ACCELERATOR}/listener/l/endpoint-group/g`,
            EndpointGroupRegion: 'eu-west-1',
            TrafficDialPercentage: 100,
            EndpointDescriptions: [endpoint],
            PortOverrides: portOverrides,
          },
        ],
      },
    },
  ];
}

/** A VPC origin that speaks HTTPS to a balancer or an instance, and the distribution that leads to it. */
export const vpcOriginCalls = (enabled: boolean, endpointArn: string = ALB): readonly RecordedCall[] => [
  {
    call: 'cloudfront:ListVpcOrigins',
    request: {},
    response: { VpcOriginList: { Items: [{ Id: 'vo_1', Status: 'Deployed', OriginEndpointArn: endpointArn }] } },
  },
  {
    call: 'cloudfront:GetVpcOrigin',
    request: { Id: 'vo_1' },
    response: {
      VpcOrigin: {
        Id: 'vo_1',
        VpcOriginEndpointConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
      },
    },
  },
  {
    call: 'cloudfront:ListDistributions',
    request: {},
    response: {
      DistributionList: {
        Items: [{ Id: 'E1', Enabled: enabled, Origins: { Items: [{ VpcOriginConfig: { VpcOriginId: 'vo_1' } }] } }],
      },
    },
  },
];
