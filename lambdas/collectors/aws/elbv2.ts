import {
  DescribeListenerAttributesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { hasRules } from '#inventory/aws/elbv2-part.ts';
import { holdsSecrets } from '#inventory/aws/elbv2-read.ts';
import { objects, text } from '#inventory/fields.ts';
import type { Fields, Send } from '../record.ts';
import { batches } from './batches.ts';
import { type AwsCollectContext, type AwsCollector, defineCollector } from './collector.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html */
const PAGE = { PageSize: 400 };
const MARKER = ['Marker', 'NextMarker'] as const;
/** The most resources that DescribeTags is asked about at once. */
const TAG_BATCH = 20;

/**
 * Balancers and target groups by list; what the API tells of one at a time by a call for each.
 *
 * Only listeners for HTTP have rules, and only the others have attributes that anything is judged by.
 */
export const elbV2: AwsCollector = defineCollector({
  scope: 'region',
  actions: [
    'elasticloadbalancing:DescribeListenerAttributes',
    'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:DescribeLoadBalancerAttributes',
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeRules',
    'elasticloadbalancing:DescribeTags',
    'elasticloadbalancing:DescribeTargetGroupAttributes',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
  ],
  needs: 'interface',
  async collect(context) {
    const [balancers, groups] = await Promise.all([balancerArns(context), groupArns(context)]);
    await Promise.all([
      ...balancers.map((arn) => collectBalancer(arn, context)),
      ...groups.map((arn) => collectGroup(arn, context)),
      collectTags([...balancers, ...groups], context),
    ]);
  },
});

const balancerArns = (context: AwsCollectContext): Promise<readonly string[]> =>
  arnsOf('LoadBalancers', 'LoadBalancerArn', (onPage) =>
    context.record.pages(
      'elbv2:DescribeLoadBalancers',
      PAGE,
      (input, options) => context.clients.elbV2.send(new DescribeLoadBalancersCommand(input), options),
      { token: MARKER, onPage },
    ),
  );

const groupArns = (context: AwsCollectContext): Promise<readonly string[]> =>
  arnsOf('TargetGroups', 'TargetGroupArn', (onPage) =>
    context.record.pages(
      'elbv2:DescribeTargetGroups',
      PAGE,
      (input, options) => context.clients.elbV2.send(new DescribeTargetGroupsCommand(input), options),
      { token: MARKER, onPage },
    ),
  );

async function arnsOf(
  list: string,
  key: string,
  pages: (onPage: (page: Fields) => Promise<void>) => Promise<unknown>,
): Promise<readonly string[]> {
  const arns: string[] = [];
  await pages(async (page) => {
    arns.push(...objects(page[list]).flatMap((each) => text(each[key]) ?? []));
  });
  return arns;
}

async function collectBalancer(LoadBalancerArn: string, { clients: { elbV2: client }, record }: AwsCollectContext) {
  const rulesOf: Send = async (input, options) => {
    const answer = await client.send(new DescribeRulesCommand(input), options);
    return { ...answer, Rules: objects(answer.Rules).map(withoutSecrets) };
  };
  await Promise.all([
    record.once('elbv2:DescribeLoadBalancerAttributes', { LoadBalancerArn }, (input, options) =>
      client.send(new DescribeLoadBalancerAttributesCommand(input as { LoadBalancerArn: string }), options),
    ),
    record.pages(
      'elbv2:DescribeListeners',
      { LoadBalancerArn, ...PAGE },
      (input, options) => client.send(new DescribeListenersCommand(input), options),
      {
        token: MARKER,
        async onPage(page) {
          await Promise.all(
            objects(page['Listeners']).map(async (raw) => {
              const ListenerArn = text(raw['ListenerArn']);
              if (ListenerArn === undefined) return;
              if (hasRules({ protocol: text(raw['Protocol']) ?? '' })) {
                await record.pages('elbv2:DescribeRules', { ListenerArn, ...PAGE }, rulesOf, { token: MARKER });
              } else {
                await record.once('elbv2:DescribeListenerAttributes', { ListenerArn }, (input, options) =>
                  client.send(new DescribeListenerAttributesCommand(input as { ListenerArn: string }), options),
                );
              }
            }),
          );
        },
      },
    ),
  ]);
}

const withoutSecrets = (rule: Fields): Fields => ({
  ...rule,
  Conditions: objects(rule['Conditions']).map((condition) =>
    holdsSecrets(text(condition['Field']) ?? '') ? { Field: condition['Field'] } : condition,
  ),
});

async function collectGroup(TargetGroupArn: string, { clients: { elbV2: client }, record }: AwsCollectContext) {
  const subject = { TargetGroupArn };
  await Promise.all([
    record.once('elbv2:DescribeTargetGroupAttributes', subject, (input, options) =>
      client.send(new DescribeTargetGroupAttributesCommand(input as typeof subject), options),
    ),
    record.once('elbv2:DescribeTargetHealth', subject, (input, options) =>
      client.send(new DescribeTargetHealthCommand(input as typeof subject), options),
    ),
  ]);
}

async function collectTags(arns: readonly string[], { clients: { elbV2: client }, record }: AwsCollectContext) {
  await Promise.all(
    batches(arns, TAG_BATCH).map((ResourceArns) =>
      record.once('elbv2:DescribeTags', { ResourceArns }, (input, options) =>
        client.send(new DescribeTagsCommand(input as { ResourceArns: string[] }), options),
      ),
    ),
  );
}
