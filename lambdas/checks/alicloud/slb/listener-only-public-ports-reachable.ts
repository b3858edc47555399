import type { AliListener } from '#inventory/alicloud/balancing.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import { missingFor } from '#network/reached.ts';
import { say, sayAll } from '#platform/text.ts';
import { ownersChoice } from '../../aws/command.ts';
import { reachedByWorld } from '../../aws/exposures.ts';
import { openEvidence, openText, type WorldOpen } from '../../aws/open-text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass, undecided } from '../../outcome.ts';
import { publicPorts } from '../../public-ports.ts';
import { balancerOf, setListener } from '../balancer-of.ts';
import { aliyunCommand } from '../command.ts';

const ACCESS_LIST = ownersChoice('ACCESS_LIST', 'set it to the id of an access list with the clients to admit');

/** An access list on a CLB or ALB listener; an NLB has its security group for that. */
function admitOnly(region: AliRegion, listener: AliListener): string {
  const { kind, balancerId, listenerId } = listener;
  if (kind === 'clb')
    return `${setListener(region, listener, { AclStatus: 'on', AclType: 'white' })} --AclId ${ACCESS_LIST}`;
  if (kind === 'nlb') return aliyunCommand(region, 'nlb', 'GetLoadBalancerAttribute', { LoadBalancerId: balancerId });
  const options = { ListenerId: listenerId, AclType: 'White' };
  return `${aliyunCommand(region, 'alb', 'AssociateAclsWithListener', options)} --AclIds.1 ${ACCESS_LIST}`;
}

export default defineCheck({
  id: 'alicloud-slb-listener-only-public-ports-reachable',
  title: 'Internet balancers listen on public ports only',
  severity: 'medium',
  concern: 'exposure',
  examines: 'alicloud.slb.Listener',
  why: 'Whatever else listens was mostly opened for a test, and is reached by everybody.',
  fix: 'Put an access list on the listener, or declare the port in policy.publicPorts.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listlisteners',
    'https://www.alibabacloud.com/help/en/slb/network-load-balancer/developer-reference/api-nlb-2022-04-30-listlisteners',
  ],

  examine(listener, { region, policy }) {
    return given({ balancer: balancerOf(listener, region) }, ({ balancer }) => {
      const reach = aliReach(region).ofBalancer(balancer, listener);
      const { exposures } = reach;
      const pick = ({ ports, protocol }: WorldOpen) => ports.subtract(publicPorts(policy, protocol));
      const { must: open, may } = reachedByWorld(reach, pick);
      if (open.length === 0) return may.length === 0 ? pass() : undecided(missingFor(reach));
      return fail(
        say`The Internet reaches ${openText(open)} at ${sayAll([...new Set(exposures.flatMap(({ address }) => address ?? []))])}.`,
        { open: open.map(openEvidence) },
        {
          commands: [admitOnly(region, listener)],
          path: exposures[0]?.path ?? [],
        },
      );
    });
  },
});
