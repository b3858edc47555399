import { seenOf } from '#inventory/known.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass, undecided } from '../../outcome.ts';
import { balancerOf, setListener } from '../balancer-of.ts';

export default defineCheck({
  id: 'alicloud-slb-listeners-encrypted',
  title: 'No Internet listener speaks plain HTTP',
  severity: 'medium',
  concern: 'exposure',
  examines: 'alicloud.slb.Listener',
  why: 'Everybody on the way reads and changes what is sent, passwords and sessions too.',
  fix: 'Add an HTTPS listener and let the HTTP listener redirect to it.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listlisteners',
  ],

  examine(listener, { region }) {
    if (listener.protocol !== 'http') return notApplicable('Is no HTTP listener.');
    return given({ balancer: balancerOf(listener, region) }, ({ balancer }) => {
      const addresses = aliReach(region).estate.addressesOf(balancer);
      const isPublic = balancer.isInternet || seenOf(addresses).length > 0;
      if (!isPublic)
        return addresses.known ? notApplicable('Does not face the Internet.') : undecided(addresses.missing);
      if (listener.redirects) return pass('Redirects.');
      return fail(
        say`Listens for plain HTTP on port ${listener.ports[0]} of an Internet balancer and does not redirect.`,
        { port: listener.ports[0], redirects: false },
        {
          commands: [
            setListener(region, listener, listener.kind === 'clb' ? { ListenerForward: 'on', ForwardPort: 443 } : {}),
          ],
        },
      );
    });
  },
});
