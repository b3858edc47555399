import { seenOf } from '#inventory/known.ts';
import { say, wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { setTargetGroupAttribute } from '../balancer-attributes.ts';
import { isTargetGroup } from '../balancing.ts';
import { proxyOf } from '../proxied.ts';

export default defineCheck({
  id: 'aws-elb-source-ip-stickiness-not-behind-proxy',
  title: 'Clients behind a proxy are not told apart by address',
  severity: 'medium',
  concern: 'availability',
  examines: 'aws.elb.TargetGroup',
  why: 'All clients share the proxy’s few addresses, so most of them land on one server while the others stay idle.',
  fix: 'Turn source_ip stickiness off, or bind clients by a cookie at an application load balancer.',
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#sticky-sessions',
  ],

  examine(group, { region, policy }) {
    if (!isTargetGroup(group)) return notApplicable('A classic balancer has no stickiness by address.');
    if (!group.attributes.known) return undecided(group.attributes.missing);
    const { 'stickiness.enabled': enabled, 'stickiness.type': type } = group.attributes.value;
    if (enabled !== 'true' || type !== 'source_ip') return notApplicable('Stickiness by source address is off.');
    const { loadBalancers } = region;
    const fronts = seenOf(loadBalancers).filter(({ arn }) => group.loadBalancerArns.includes(arn));
    const judged = fronts.map((balancer) => ({ balancer, proxy: proxyOf(balancer, group, region, policy) }));
    for (const { balancer, proxy } of judged) {
      if (!proxy.known || proxy.value === undefined) continue;
      return fail(
        say`Stickiness is source_ip, and all clients of ${balancer.name} come through ${proxy.value}.`,
        { stickiness: 'source_ip', balancer: balancer.arn, proxy: wordsOf(proxy.value) },
        { commands: [setTargetGroupAttribute(region, group, 'stickiness.enabled', 'false')] },
      );
    }
    const missing = judged.flatMap(({ proxy }) => (proxy.known ? [] : proxy.missing));
    if (!loadBalancers.known) missing.push(...loadBalancers.missing);
    return missing.length === 0 ? pass() : undecided(missing);
  },
});
