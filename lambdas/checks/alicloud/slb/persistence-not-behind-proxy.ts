import { seenOf } from '#inventory/known.ts';
import { frontsOfListener } from '#network/alicloud-fronts.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import { say, wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass, undecided } from '../../outcome.ts';
import { addressBinding, bindsByAddress, unbind } from '../address-binding.ts';
import { balancerOf } from '../balancer-of.ts';
import { groupFirst, schedulerText } from '../balancing-text.ts';

export default defineCheck({
  id: 'alicloud-slb-persistence-not-behind-proxy',
  title: 'No listener behind WAF or Anti-DDoS Proxy binds clients by address',
  severity: 'high',
  concern: 'availability',
  examines: 'alicloud.slb.Listener',
  why: 'All users come from the few addresses of the proxy, so binding by address puts most of them on one server while the others idle.',
  fix: 'Switch persistence by address off; where sessions need it, use an HTTP listener with cookie persistence.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/support/faq-about-session-persistence',
  ],

  examine(listener, { region }) {
    return given(
      { balancing: listener.balancing, balancer: balancerOf(listener, region) },
      ({ balancing, balancer }) => {
        const bound = balancing.filter(bindsByAddress);
        if (bound.length === 0) return pass();
        const addresses = aliReach(region).estate.addressesOf(balancer);
        const fronts = frontsOfListener(region, listener, seenOf(addresses));
        const [front, ...others] = seenOf(fronts);
        if (!front)
          return fronts.known ? pass('No proxy of the cloud stands in front of it.') : undecided(fronts.missing);
        const proxies = others.length > 0 ? say`${front.label} and ${others.length} more` : front.label;
        return bound.map((group) =>
          fail(
            group.scheduler === undefined
              ? say`${groupFirst(group)} ${addressBinding(group)} while its clients come through ${proxies} from few back-to-source addresses: most users land on one server, whatever the scheduler would choose.`
              : say`${groupFirst(group)} ${addressBinding(group)} while its clients come through ${proxies} from few back-to-source addresses: most users land on one server, whatever the scheduler ${schedulerText(group.scheduler)} would choose.`,
            {
              scheduler: group.scheduler ?? null,
              persistence: group.persistence,
              fronts: seenOf(fronts).map(({ label }) => wordsOf(label)),
              group: group.id,
            },
            { discriminator: group.id, commands: [unbind(region, listener, group)] },
          ),
        );
      },
    );
  },
});
