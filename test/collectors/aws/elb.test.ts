import { elb } from '#collectors/aws/elb.ts';
import { seenOf } from '#inventory/known.ts';
import { answered, inventoryOf } from '../../support/aws-calls.ts';
import { collectedBy, requestsOf, tallied } from '../../support/collected-by.ts';

const names = Array.from({ length: 21 }, (_, index) => `old-${index}`);
const served = [
  answered('elb:DescribeLoadBalancers', {
    LoadBalancerDescriptions: names.map((LoadBalancerName) => ({ LoadBalancerName, Scheme: 'internal' })),
  }),
  ...names.flatMap((LoadBalancerName) => [
    answered(
      'elb:DescribeLoadBalancerAttributes',
      {
        LoadBalancerAttributes: {
          CrossZoneLoadBalancing: { Enabled: true },
          AccessLog: { Enabled: true },
          ConnectionDraining: { Enabled: true },
        },
      },
      { LoadBalancerName },
    ),
    answered('elb:DescribeLoadBalancerPolicies', { PolicyDescriptions: [] }, { LoadBalancerName }),
    answered('elb:DescribeInstanceHealth', { InstanceStates: [] }, { LoadBalancerName }),
  ]),
  answered('elb:DescribeTags', { TagDescriptions: [] }),
];

test('balancers by page, details once for each, tags in batches of twenty', async () => {
  const calls = await collectedBy(elb, served, { pageLimit: 20 });
  expect(tallied(calls)).toEqual({
    'elb:DescribeInstanceHealth': 21,
    'elb:DescribeLoadBalancerAttributes': 21,
    'elb:DescribeLoadBalancerPolicies': 21,
    'elb:DescribeLoadBalancers': 2,
    'elb:DescribeTags': 2,
  });
  expect(requestsOf(calls, 'elb:DescribeLoadBalancers')[0]).toEqual({ PageSize: 400 });
  for (const { attributes, policies, instanceHealth } of seenOf(inventoryOf(calls).classicLoadBalancers)) {
    expect(attributes.known && policies.known && instanceHealth.known).toBe(true);
  }
});

test('no balancer, no further call', async () => {
  const none = [answered('elb:DescribeLoadBalancers', { LoadBalancerDescriptions: [] })];
  expect(tallied(await collectedBy(elb, none))).toEqual({ 'elb:DescribeLoadBalancers': 1 });
});
