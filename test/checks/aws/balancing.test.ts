import { balancersOf, balancerType, listenersOf, poolsOf } from '#checks/aws/balancing.ts';
import { persistencesOf } from '#checks/aws/persistence.ts';
import { known, seenOf, unknown } from '#inventory/known.ts';
import {
  aClassicBalancer,
  aClassicListener,
  aListener,
  anAlb,
  anNlb,
  aTargetGroup,
  forward,
} from '../../support/a-load-balancer.ts';
import { anEmptyAwsRegion } from '../../support/an-aws-region.ts';
import { denied } from '../../support/missing-calls.ts';

const both = anEmptyAwsRegion({
  loadBalancers: known([anAlb(), anNlb()]),
  classicLoadBalancers: known([aClassicBalancer()]),
  targetGroups: known([aTargetGroup()]),
});

test('balancers of every generation are told apart', () => {
  expect(seenOf(balancersOf(both)).map(balancerType)).toEqual(['alb', 'nlb', 'clb']);
  expect(balancerType(anAlb({ type: 'gateway' }))).toBe('gwlb');
  expect(seenOf(poolsOf(both)).map(({ name }) => name)).toEqual(['shop', 'old-shop']);
});

test('a listener is named by its ARN, a classic one by balancer, protocol and port', () => {
  expect(seenOf(listenersOf(both)).map(({ id }) => id)).toEqual([
    aListener().arn,
    seenOf(anNlb().listeners)[0]?.arn,
    'old-shop/https/443',
  ]);
});

test.each([
  ['newer balancers', { loadBalancers: unknown<never>(denied('elbv2:DescribeLoadBalancers')) }],
  ['classic balancers', { classicLoadBalancers: unknown<never>(denied('elb:DescribeLoadBalancers')) }],
  ['listeners', { loadBalancers: known([anAlb({ listeners: unknown(denied('elbv2:DescribeListeners')) })]) }],
])('%s that could not be read leave the list of listeners unknown', (_, change) => {
  const listeners = listenersOf({ ...both, ...change });
  expect(listeners.known).toBe(false);
  expect(seenOf(listeners)).not.toEqual([]);
});

const sticky = {
  'stickiness.enabled': 'true',
  'stickiness.type': 'app_cookie',
  'stickiness.app_cookie.duration_seconds': '7200',
  'stickiness.lb_cookie.duration_seconds': '1',
};

test('persistence is found at target groups, forward actions and classic policies that a listener names', () => {
  const forwarding = { ...forward(), stickiness: { enabled: true, durationSeconds: 60 } };
  const region = anEmptyAwsRegion({
    loadBalancers: known([anAlb({ listeners: known([aListener({ defaultActions: known([forwarding]) })]) })]),
    classicLoadBalancers: known([
      aClassicBalancer({
        listeners: known([aClassicListener({ policyNames: ['tls', 'used'] })]),
        cookieStickiness: [{ policyName: 'used' }, { policyName: 'unused', expirationSeconds: 90_000 }],
      }),
    ]),
    targetGroups: known([aTargetGroup({ attributes: known(sticky) })]),
  });
  expect(seenOf(persistencesOf(region)).map(({ type, bindings }) => [type, bindings])).toEqual([
    ['target-group', known([{ by: 'app_cookie', place: 'app_cookie', seconds: 7200 }])],
    ['listener', known([{ by: 'target group', place: 'default', seconds: 60 }])],
    ['clb', known([{ by: 'lb_cookie', place: 'used' }])],
  ]);
});

test('a cookie without a duration lasts a day, which is the platform default', () => {
  const attributes = known({ 'stickiness.enabled': 'true', 'stickiness.type': 'lb_cookie' });
  const [place] = seenOf(persistencesOf(anEmptyAwsRegion({ targetGroups: known([aTargetGroup({ attributes })]) })));
  expect(place?.bindings).toEqual(known([{ by: 'lb_cookie', place: 'lb_cookie', seconds: 86_400 }]));
});
