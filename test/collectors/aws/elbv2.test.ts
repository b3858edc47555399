import { elbV2 } from '#collectors/aws/elbv2.ts';
import { seenOf } from '#inventory/known.ts';
import { answered, inventoryOf } from '../../support/aws-calls.ts';
import { collectedBy, requestsOf, tallied } from '../../support/collected-by.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:';
const names = Array.from({ length: 25 }, (_, index) => `lb${String(index).padStart(2, '0')}`);
const balancerArn = (name: string) => `${ARN}loadbalancer/${name === 'lb00' ? 'net' : 'app'}/${name}/1`;
const listenerArn = (name: string) => `${balancerArn(name).replace(':loadbalancer/', ':listener/')}/2`;
const forward = [{ Type: 'forward', TargetGroupArn: `${ARN}targetgroup/g/1` }];

const secret = { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Origin', Values: ['s3cret'] } };
const path = { Field: 'path-pattern', PathPatternConfig: { Values: ['/a'] } };

const served = [
  answered('elbv2:DescribeLoadBalancers', {
    LoadBalancers: names.map((name) => ({
      LoadBalancerArn: balancerArn(name),
      LoadBalancerName: name,
      Scheme: 'internal',
      Type: name === 'lb00' ? 'network' : 'application',
    })),
  }),
  ...names.flatMap((name) => {
    const LoadBalancerArn = balancerArn(name);
    const ListenerArn = listenerArn(name);
    const Protocol = name === 'lb00' ? 'TCP' : 'HTTP';
    return [
      answered(
        'elbv2:DescribeListeners',
        { Listeners: [{ ListenerArn, LoadBalancerArn, Protocol, Port: 80, DefaultActions: forward }] },
        { LoadBalancerArn },
      ),
      answered(
        'elbv2:DescribeLoadBalancerAttributes',
        { Attributes: [{ Key: 'a', Value: name }] },
        { LoadBalancerArn },
      ),
      answered('elbv2:DescribeListenerAttributes', { Attributes: [{ Key: 'a', Value: name }] }, { ListenerArn }),
      answered(
        'elbv2:DescribeRules',
        { Rules: [{ RuleArn: `${ListenerArn}/3`, Priority: '1', Conditions: [secret, path], Actions: forward }] },
        { ListenerArn },
      ),
    ];
  }),
  answered('elbv2:DescribeTargetGroups', { TargetGroups: [{ TargetGroupArn: `${ARN}targetgroup/g/1` }] }),
  answered('elbv2:DescribeTargetGroupAttributes', { Attributes: [] }, { TargetGroupArn: `${ARN}targetgroup/g/1` }),
  answered('elbv2:DescribeTargetHealth', { TargetHealthDescriptions: [] }, { TargetGroupArn: `${ARN}targetgroup/g/1` }),
  answered('elbv2:DescribeTags', { TagDescriptions: [] }),
];

test('lists by page, details once for each, tags in batches of twenty', async () => {
  const calls = await collectedBy(elbV2, served, { pageLimit: 10 });
  expect(tallied(calls)).toEqual({
    'elbv2:DescribeListenerAttributes': 1,
    'elbv2:DescribeListeners': 25,
    'elbv2:DescribeLoadBalancerAttributes': 25,
    'elbv2:DescribeLoadBalancers': 3,
    'elbv2:DescribeRules': 24,
    'elbv2:DescribeTags': 2,
    'elbv2:DescribeTargetGroupAttributes': 1,
    'elbv2:DescribeTargetGroups': 1,
    'elbv2:DescribeTargetHealth': 1,
  });
  const tagged = requestsOf(calls, 'elbv2:DescribeTags').map(({ ResourceArns }) => (ResourceArns as string[]).length);
  expect(tagged.toSorted((a, b) => b - a)).toEqual([20, 6]);
  expect(requestsOf(calls, 'elbv2:DescribeLoadBalancers')[0]).toEqual({ PageSize: 400 });
});

test('what was collected is what the inventory needs', async () => {
  const { loadBalancers } = inventoryOf(await collectedBy(elbV2, served));
  expect(seenOf(loadBalancers)).toHaveLength(25);
  for (const { attributes, listeners } of seenOf(loadBalancers)) {
    expect(attributes.known && listeners.known && seenOf(listeners).every(({ rules }) => rules.known)).toBe(true);
  }
});

test('what a header must hold never enters the snapshot', async () => {
  const calls = await collectedBy(elbV2, served);
  expect(JSON.stringify(calls)).not.toContain('s3cret');
  expect(JSON.stringify(calls)).toContain('/a');
});

test('where balancers are denied, groups are read all the same', async () => {
  const calls = await collectedBy(elbV2, served, { faults: [{ calls: 'elbv2:DescribeLoadBalancers', kind: 'deny' }] });
  expect(calls.find(({ call }) => call === 'elbv2:DescribeLoadBalancers')?.error?.code).toBe('AccessDenied');
  expect(tallied(calls)['elbv2:DescribeTargetHealth']).toBe(1);
});
