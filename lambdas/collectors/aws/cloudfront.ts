import { GetVpcOriginCommand, ListDistributionsCommand, ListVpcOriginsCommand } from '@aws-sdk/client-cloudfront';
import { boolean, object, objects, text } from '#inventory/fields.ts';
import { type AwsCollector, defineCollector } from './collector.ts';

/**
 * CloudFront's ways into private subnets and, where there are any, the distributions that use them.
 *
 * Of a distribution only that is kept: its origins' custom headers are often shared secrets.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListVpcOrigins.html
 */
export const vpcOrigins: AwsCollector = defineCollector({
  scope: 'global',
  actions: ['cloudfront:GetVpcOrigin', 'cloudfront:ListDistributions', 'cloudfront:ListVpcOrigins'],
  async collect({ clients, record }) {
    if (clients.partition === 'aws-us-gov') return;
    const client = clients.cloudFront;
    const ids: string[] = [];
    const whole = await record.pages(
      'cloudfront:ListVpcOrigins',
      { MaxItems: 100 },
      (input, options) => client.send(new ListVpcOriginsCommand(input), options),
      {
        token: ['Marker', 'VpcOriginList.NextMarker'],
        async onPage(page) {
          ids.push(...objects(object(page['VpcOriginList'])['Items']).flatMap(({ Id }) => text(Id) ?? []));
        },
      },
    );
    if (whole && ids.length === 0) return;
    await Promise.all([
      ...ids.map((Id) =>
        record.once('cloudfront:GetVpcOrigin', { Id }, (input, options) =>
          client.send(new GetVpcOriginCommand(input as { Id: string }), options),
        ),
      ),
      record.pages(
        'cloudfront:ListDistributions',
        { MaxItems: 100 },
        async (input, options) => {
          const { DistributionList, ...rest } = await client.send(new ListDistributionsCommand(input), options);
          const Items = objects(DistributionList?.Items).map(originsOf);
          return { ...rest, DistributionList: { ...DistributionList, Items } };
        },
        { token: ['Marker', 'DistributionList.NextMarker'] },
      ),
    ]);
  },
});

function originsOf(distribution: Readonly<Record<string, unknown>>): object {
  const { Id, ARN, Status, DomainName } = distribution;
  const Items = objects(object(distribution['Origins'])['Items']).map((origin) => ({
    Id: origin['Id'],
    DomainName: origin['DomainName'],
    VpcOriginConfig: origin['VpcOriginConfig'],
  }));
  return { Id, ARN, Status, DomainName, Enabled: boolean(distribution['Enabled']), Origins: { Items } };
}
