import { vpcOrigins } from '#collectors/aws/cloudfront.ts';
import { answered, inventoryOf } from '../../support/aws-calls.ts';
import { collectedBy, requestsOf, tallied } from '../../support/collected-by.ts';

const origins = (...ids: readonly string[]) =>
  answered('cloudfront:ListVpcOrigins', {
    VpcOriginList: {
      Marker: '',
      MaxItems: 100,
      IsTruncated: false,
      Quantity: ids.length,
      Items: ids.map((Id) => ({ Id, Name: Id, Status: 'Deployed', Arn: `arn:${Id}`, OriginEndpointArn: 'arn:alb' })),
    },
  });
const details = (Id: string) =>
  answered(
    'cloudfront:GetVpcOrigin',
    {
      VpcOrigin: {
        Id,
        VpcOriginEndpointConfig: {
          Name: Id,
          Arn: 'arn:alb',
          HTTPPort: 80,
          HTTPSPort: 443,
          OriginProtocolPolicy: 'https-only',
        },
      },
    },
    { Id },
  );
const distributions = answered('cloudfront:ListDistributions', {
  DistributionList: {
    Quantity: 1,
    Items: [
      {
        Id: 'E1',
        Enabled: true,
        Origins: {
          Quantity: 1,
          Items: [
            {
              Id: 'o',
              DomainName: 'x',
              VpcOriginConfig: { VpcOriginId: 'vo_1' },
              CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'X-Origin', HeaderValue: 's3cret' }] },
            },
          ],
        },
      },
    ],
  },
});

test('page by page, and distributions without their secrets', async () => {
  const served = [origins('vo_1', 'vo_2', 'vo_3'), details('vo_1'), details('vo_2'), details('vo_3'), distributions];
  const calls = await collectedBy(vpcOrigins, served, { pageLimit: 2 });
  expect(tallied(calls)).toEqual({
    'cloudfront:GetVpcOrigin': 3,
    'cloudfront:ListDistributions': 1,
    'cloudfront:ListVpcOrigins': 2,
  });
  expect(requestsOf(calls, 'cloudfront:ListVpcOrigins')[1]).toEqual({ MaxItems: 100, Marker: expect.any(String) });
  expect(JSON.stringify(calls)).not.toContain('s3cret');
  const { vpcOrigins: all, distributions: leading } = inventoryOf(calls, { region: 'global' }).global;
  expect(all).toMatchObject({ known: true, value: [{ ports: { known: true } }, { id: 'vo_2' }, { id: 'vo_3' }] });
  expect(leading).toMatchObject({ known: true, value: [{ id: 'E1', enabled: true, vpcOriginIds: ['vo_1'] }] });
});

test('without an origin nobody asks for distributions', async () => {
  expect(tallied(await collectedBy(vpcOrigins, [origins(), distributions]))).toEqual({
    'cloudfront:ListVpcOrigins': 1,
  });
});

test('nobody asks in the partition for governments', async () => {
  expect(await collectedBy(vpcOrigins, [origins()], { region: 'us-gov-east-1' })).toEqual([]);
});
