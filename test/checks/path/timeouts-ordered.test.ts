import check from '#checks/path/timeouts-ordered.ts';
import { known, unknown } from '#inventory/known.ts';
import { DEFAULT_POLICY, type Policy } from '#platform/policy.ts';
import { aClassicBalancer, albAttributes, anAlb, anNlb } from '../../support/a-load-balancer.ts';
import { anEmptyAwsRegion } from '../../support/an-aws-region.ts';
import { testCheck } from '../../support/check-tester.ts';
import { denied } from '../../support/missing-calls.ts';

const here = { id: 'eu-west-1', isAccount: false };
const account = { id: '111122223333', isAccount: true };
const alb = anAlb();
const idle = (seconds: number) => ({
  loadBalancers: known([anAlb({ attributes: albAttributes({ 'idle_timeout.timeout_seconds': String(seconds) }) })]),
});
const global = anEmptyAwsRegion({ region: 'global' });

type Hops = Policy['paths'][number]['hops'];
const along = (region: ReturnType<typeof anEmptyAwsRegion>, ...hops: Hops) => ({
  region,
  policy: { ...DEFAULT_POLICY, paths: [{ name: 'shop', hops }] },
});
const cdn = { name: 'CDN', readSeconds: 60, keepAliveSeconds: 15 };
const balancer = { name: 'balancer', resource: alb.arn };
const app = { name: 'app', readSeconds: 30, idleSeconds: 75 };

testCheck(check, {
  passes: {
    'every outer hop waits longer, every inner one keeps longer': [
      here,
      along(anEmptyAwsRegion(idle(60)), cdn, balancer, app),
    ],
    'declared values alone, judged with the account': [account, along(global, cdn, { ...app, readSeconds: 60 })],
    'what is not known is compared with nobody': [
      account,
      along(global, cdn, { name: 'WAF' }, { ...app, readSeconds: 90 }),
    ],
    'a network balancer passes bytes on': [
      here,
      along(anEmptyAwsRegion({ loadBalancers: known([anNlb()]) }), { name: 'balancer', resource: anNlb().arn }, app),
    ],
    'a declared value comes before what was read': [
      here,
      along(anEmptyAwsRegion(idle(600)), cdn, { ...balancer, readSeconds: 60, keepAliveSeconds: 60 }, app),
    ],
  },
  fails: {
    'the outer hop gives up first': [
      here,
      'On the path shop, CDN gives up after 60 s while balancer may still work for 120 s, so the client gets 504 for what goes on inside: CDN (read 60 s, keep-alive 15 s) ──▶ balancer (read 120 s, idle 120 s, keep-alive 120 s).',
      along(anEmptyAwsRegion(idle(120)), cdn, balancer),
    ],
    'both keep a connection for the same time: a race': [
      account,
      'On the path shop, SLB closes idle connections after 15 s while WAF uses them again for 15 s, so now and then a request meets a closed connection (502): WAF (keep-alive 15 s) ──▶ SLB (idle 15 s).',
      {
        ...along(global, { name: 'WAF', keepAliveSeconds: 15 }, { name: 'SLB', idleSeconds: 15 }),
        byHand: true,
      },
    ],
    'the server closes before the balancer does': [
      here,
      'On the path shop, app closes idle connections after 5 s while balancer uses them again for 60 s, so now and then a request meets a closed connection (502): balancer (read 60 s, idle 60 s, keep-alive 60 s) ──▶ app (read 30 s, idle 5 s).',
      { ...along(anEmptyAwsRegion(idle(60)), balancer, { ...app, idleSeconds: 5 }), byHand: true },
    ],
  },
  unknown: {
    'the ARN is that of a balancer which is not there': [
      here,
      'policy.paths of shop: NotOneLoadBalancer',
      along(anEmptyAwsRegion(), cdn, balancer),
    ],
    'two balancers have the name': [
      here,
      'policy.paths of shop: NotOneLoadBalancer',
      along(
        anEmptyAwsRegion({
          ...idle(60),
          classicLoadBalancers: known([aClassicBalancer({ id: 'shop', name: 'shop' })]),
        }),
        cdn,
        { name: 'balancer', resource: 'shop' },
      ),
    ],
    'the balancer could not be read': [
      here,
      'elbv2:DescribeLoadBalancers: UnauthorizedOperation',
      along(anEmptyAwsRegion({ loadBalancers: unknown(denied('elbv2:DescribeLoadBalancers')) }), cdn, balancer),
    ],
    'its attributes could not be read': [
      here,
      'elbv2:DescribeLoadBalancerAttributes: UnauthorizedOperation',
      along(
        anEmptyAwsRegion({
          loadBalancers: known([anAlb({ attributes: unknown(denied('elbv2:DescribeLoadBalancerAttributes')) })]),
        }),
        cdn,
        balancer,
      ),
    ],
  },
  notApplicable: {
    'no path is declared': here,
    'the name stands for nothing here: the run as a whole tells it': [
      here,
      along(anEmptyAwsRegion(idle(60)), cdn, { name: 'balancer', resource: 'shpo' }),
    ],
    'the path stands in another region': [
      { id: 'eu-central-1', isAccount: false },
      along(anEmptyAwsRegion({ region: 'eu-central-1' }), cdn, balancer),
    ],
  },
});
