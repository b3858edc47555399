import {
  DescribeInstanceHealthCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancerPoliciesCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing';
import { objects, text } from '#inventory/fields.ts';
import { batches } from './batches.ts';
import { type AwsCollector, defineCollector } from './collector.ts';

/** The most balancers that DescribeTags is asked about at once. */
const TAG_BATCH = 20;

/**
 * Classic Load Balancers, and what the API tells of one at a time.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeLoadBalancers.html
 */
export const elb: AwsCollector = defineCollector({
  scope: 'region',
  actions: [
    'elasticloadbalancing:DescribeInstanceHealth',
    'elasticloadbalancing:DescribeLoadBalancerAttributes',
    'elasticloadbalancing:DescribeLoadBalancerPolicies',
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeTags',
  ],
  needs: 'interface',
  async collect({ clients: { elb: client }, record }) {
    const names: string[] = [];
    await record.pages(
      'elb:DescribeLoadBalancers',
      { PageSize: 400 },
      (input, options) => client.send(new DescribeLoadBalancersCommand(input), options),
      {
        token: ['Marker', 'NextMarker'],
        async onPage(page) {
          names.push(
            ...objects(page['LoadBalancerDescriptions']).flatMap((each) => text(each['LoadBalancerName']) ?? []),
          );
        },
      },
    );
    await Promise.all([
      ...names.flatMap((LoadBalancerName) => {
        const subject = { LoadBalancerName };
        return [
          record.once('elb:DescribeLoadBalancerAttributes', subject, (input, options) =>
            client.send(new DescribeLoadBalancerAttributesCommand(input as typeof subject), options),
          ),
          record.once('elb:DescribeLoadBalancerPolicies', subject, (input, options) =>
            client.send(new DescribeLoadBalancerPoliciesCommand(input), options),
          ),
          record.once('elb:DescribeInstanceHealth', subject, (input, options) =>
            client.send(new DescribeInstanceHealthCommand(input as typeof subject), options),
          ),
        ];
      }),
      ...batches(names, TAG_BATCH).map((LoadBalancerNames) =>
        record.once('elb:DescribeTags', { LoadBalancerNames }, (input, options) =>
          client.send(new DescribeTagsCommand(input as { LoadBalancerNames: string[] }), options),
        ),
      ),
    ]);
  },
});
