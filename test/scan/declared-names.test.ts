import type { Outcome } from '#checks/outcome.ts';
import { CHECKS } from '#checks/registry.ts';
import { known, unknown } from '#inventory/known.ts';
import { DEFAULT_POLICY, type Policy } from '#platform/policy.ts';
import { wordsOf } from '#platform/text.ts';
import { DeclaredNames } from '#scan/declared-names.ts';
import type { CloudRegion } from '#scan/inventories.ts';
import { aClassicBalancer, albAttributes, anAlb } from '../support/a-load-balancer.ts';
import { aListener, aLoadBalancer, anEmptyAliRegion } from '../support/an-ali-region.ts';
import { anEmptyAwsRegion } from '../support/an-aws-region.ts';
import { denied } from '../support/missing-calls.ts';

const global = anEmptyAwsRegion({ region: 'global' });
const balancerIn = (region: string, name = 'shop', seconds = 60) => {
  const arn = `arn:aws:elasticloadbalancing:${region}:111122223333:loadbalancer/app/${name}/50dc6c495c0c9188`;
  const attributes = albAttributes({ 'idle_timeout.timeout_seconds': String(seconds) });
  return anEmptyAwsRegion({ region, loadBalancers: known([anAlb({ id: arn, arn, name, attributes })]) });
};
const ireland = balancerIn('eu-west-1');
const oregon = balancerIn('us-west-2');
const elsewhere = anEmptyAwsRegion({ region: 'eu-central-1' });
const closed = anEmptyAwsRegion({
  region: 'eu-central-1',
  loadBalancers: unknown(denied('elbv2:DescribeLoadBalancers')),
});

type Hops = Policy['paths'][number]['hops'];
const path = (...hops: Hops): Partial<Policy> => ({ paths: [{ name: 'shop', hops }] });
const proxy = (...balancers: readonly string[]): Partial<Policy> => ({
  proxies: [{ name: 'CDN', cidrs: [], balancers: [...balancers] }],
});
const cdn = { name: 'CDN', readSeconds: 60, keepAliveSeconds: 15 };
const hop = (resource: string) => ({ name: 'balancer', resource });

const said = (outcome: Outcome): string =>
  outcome.verdict === 'unknown'
    ? outcome.missing.map(({ call, code, message }) => `${call} ${code}: ${message}`).join('; ')
    : `${outcome.verdict} ${wordsOf(outcome.message)}`;

function resultsOf(policy: Partial<Policy>, regions: readonly CloudRegion[], checks = CHECKS): readonly string[] {
  const declared = new DeclaredNames(checks, { ...DEFAULT_POLICY, ...policy });
  for (const region of regions) declared.saw(region);
  return [...declared.results()].map(({ resource, outcome }) => `${resource.region} ${said(outcome)}`);
}

const NOWHERE = 'policy.paths of shop NotOneLoadBalancer';

test.each<[string, Partial<Policy>, readonly CloudRegion[], readonly string[]]>([
  ['a path that a region judges as a whole', path(cdn, hop('shop')), [global, ireland, elsewhere], []],
  ['a path without a balancer is judged with the account', path(cdn, { name: 'app' }), [global, elsewhere], []],
  [
    'a path without a balancer where the account was not read',
    path(cdn, { name: 'app', readSeconds: 30 }),
    [elsewhere],
    ['eu-central-1 pass shop: CDN (read 60 s, keep-alive 15 s) ──▶ app (read 30 s).'],
  ],
  [
    'a name that stands for nothing, told once for all regions',
    path(cdn, hop('shpo')),
    [global, ireland, oregon, elsewhere],
    [`global ${NOWHERE}: shpo is no load balancer that was read`],
  ],
  [
    'an ARN of a region that was not read',
    path(cdn, hop('arn:aws:elasticloadbalancing:ap-south-1:111122223333:loadbalancer/app/shop/1')),
    [global, ireland],
    [
      `global ${NOWHERE}: arn:aws:elasticloadbalancing:ap-south-1:111122223333:loadbalancer/app/shop/1 is no load balancer that was read`,
    ],
  ],
  [
    'a name that two regions have',
    path(cdn, hop('shop')),
    [global, ireland, oregon],
    [
      `global ${NOWHERE}: shop names 2 load balancers, ${anAlb().arn} in 111122223333 eu-west-1, ${anAlb().arn.replace('eu-west-1', 'us-west-2')} in 111122223333 us-west-2: give an ARN`,
    ],
  ],
  [
    'a name that might stand where the balancers could not be read',
    path(cdn, hop('shop')),
    [global, closed],
    ['global elbv2:DescribeLoadBalancers UnauthorizedOperation: '],
  ],
  ['a name that was found, whatever else could not be read', path(cdn, hop('shop')), [global, ireland, closed], []],
  [
    'hops in two regions are judged when both were read',
    path(hop(anAlb().arn), { name: 'inner', resource: 'inner' }),
    [global, ireland, balancerIn('us-west-2', 'inner', 120)],
    [
      'global fail On the path shop, balancer gives up after 60 s while inner may still work for 120 s, so the client gets 504 for what goes on inside: balancer (read 60 s, idle 60 s, keep-alive 60 s) ──▶ inner (read 120 s, idle 120 s, keep-alive 120 s).',
    ],
  ],
  ['a proxy in front of a balancer', proxy('shop'), [global, ireland], []],
  [
    'a proxy in front of nothing',
    proxy('shop', 'shpo', 'old'),
    [global, ireland, elsewhere],
    ['global policy.proxies of CDN NotOneLoadBalancer: shpo, old are no load balancer that was read'],
  ],
  ['a proxy in front of what could not be read is not said to be in front of nothing', proxy('old'), [closed], []],
  ['nothing was read at all', path(cdn, { name: 'app' }), [], []],
])('%s', (_, policy, regions, expected) =>
  expect(resultsOf(policy, regions).map((line) => line.replace(/(Operation: ).*/, '$1'))).toEqual(expected),
);

test('a name that two balancers of one region have is told by that region alone', () => {
  const twins = { ...ireland, classicLoadBalancers: known([aClassicBalancer({ id: 'shop', name: 'shop' })]) };
  expect(resultsOf(path(cdn, hop('shop')), [global, twins])).toEqual([]);
});

test('a balancer of Alibaba Cloud fills its hop in, and a path along both clouds is judged', () => {
  const ali = anEmptyAliRegion({
    loadBalancers: known([aLoadBalancer({ id: 'lb-1' })]),
    listeners: known([aListener({ balancerId: 'lb-1', requestSeconds: 180, idleSeconds: 15 })]),
  });
  expect(resultsOf(path(cdn, hop('lb-1')), [ali])).toEqual([
    expect.stringContaining('CDN gives up after 60 s while balancer may still work for 180 s'),
    expect.stringContaining('balancer closes idle connections after 15 s while CDN uses them again for 15 s'),
  ]);
});

test('a path is judged once, whatever other accounts and regions there are', () => {
  const policy = { ...DEFAULT_POLICY, ...path(cdn, hop('shop')) };
  const declared = new DeclaredNames(CHECKS, policy);
  const pathsFor = (region: CloudRegion) => declared.policyFor(region).paths.map(({ name }) => name);
  expect(pathsFor(global)).toEqual(['shop']);
  declared.saw(global);
  expect(pathsFor(ireland)).toEqual(['shop']);
  declared.saw(ireland);
  expect(pathsFor(oregon)).toEqual([]);
});

test('a check that was not asked for says nothing', () => {
  const others = CHECKS.filter(({ id }) => id.startsWith('aws-ec2'));
  expect(resultsOf({ ...path(cdn, hop('shpo')), ...proxy('shpo') }, [global, ireland], others)).toEqual([]);
});
