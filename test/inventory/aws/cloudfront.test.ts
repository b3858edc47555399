import { known, seenOf } from '#inventory/known.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { answered, inventoryOf, missingOf, refused } from '../../support/aws-calls.ts';

const origins = answered('cloudfront:ListVpcOrigins', {
  VpcOriginList: {
    Items: [{ Id: 'vo_1', Name: 'web', Status: 'Deployed', OriginEndpointArn: 'arn:alb' }],
    Quantity: 1,
  },
});
const ports = answered(
  'cloudfront:GetVpcOrigin',
  {
    VpcOrigin: {
      Id: 'vo_1',
      VpcOriginEndpointConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
    },
  },
  { Id: 'vo_1' },
);
const distributions = answered('cloudfront:ListDistributions', {
  DistributionList: {
    Items: [
      {
        Id: 'E1',
        Enabled: true,
        DomainName: 'd1.cloudfront.net',
        Origins: {
          Items: [
            { Id: 'a', VpcOriginConfig: { VpcOriginId: 'vo_1' } },
            { Id: 'b', DomainName: 'x.s3' },
          ],
        },
      },
    ],
  },
});

const read = (calls: readonly RecordedCall[]) => inventoryOf(calls, { region: 'global' }).global;

test.each([
  ['in order', [origins, ports, distributions]],
  ['backwards', [distributions, ports, origins]],
])('%s: an origin, its ports, and who leads to it', (_, calls) => {
  const { vpcOrigins, distributions: all } = read(calls);
  expect(vpcOrigins).toEqual(
    known([
      {
        id: 'vo_1',
        arn: undefined,
        name: 'web',
        tags: {},
        status: 'Deployed',
        endpointArn: 'arn:alb',
        ports: known({ http: 80, https: 443, protocolPolicy: 'https-only' }),
      },
    ]),
  );
  expect(seenOf(all)).toEqual([
    { id: 'E1', tags: {}, enabled: true, domainName: 'd1.cloudfront.net', vpcOriginIds: ['vo_1'] },
  ]);
});

test.each([
  ['none', { VpcOriginList: { Quantity: 0 } }],
  ['an absent list', {}],
])('%s: no distribution matters, and nobody asks', (_, response) => {
  const { vpcOrigins, distributions: all } = read([answered('cloudfront:ListVpcOrigins', response)]);
  expect([vpcOrigins, all]).toEqual([known([]), known([])]);
});

test.each([
  [
    'denied',
    [refused('cloudfront:ListVpcOrigins')],
    ['cloudfront:ListVpcOrigins AccessDenied', 'cloudfront:ListDistributions NotRead'],
  ],
  [
    'broken off',
    [answered('cloudfront:ListVpcOrigins', { VpcOriginList: { Items: [], NextMarker: 'm' } })],
    ['cloudfront:ListVpcOrigins Truncated', 'cloudfront:ListDistributions NotRead'],
  ],
  ['not followed up', [origins], ['cloudfront:ListDistributions NotRead']],
])('%s: unknown', (_, calls, missing) => {
  const { vpcOrigins, distributions: all } = read(calls);
  expect([vpcOrigins, all].flatMap(missingOf)).toEqual(missing);
});

test.each([
  ['never asked for', [], 'NotRead'],
  ['denied', [refused('cloudfront:GetVpcOrigin', 'AccessDenied', { Id: 'vo_1' })], 'AccessDenied'],
  ['incomplete', [answered('cloudfront:GetVpcOrigin', { VpcOrigin: { Id: 'vo_1' } })], 'Malformed'],
])('ports %s are unknown', (_, more, code) => {
  const origin = seenOf(read([origins, ...more]).vpcOrigins)[0];
  expect(missingOf(origin?.ports ?? known(0))).toEqual([`cloudfront:GetVpcOrigin ${code}`]);
});
