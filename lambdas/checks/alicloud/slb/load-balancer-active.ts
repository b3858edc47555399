import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { CLI } from '../balancer-of.ts';
import { aliyunCommand } from '../command.ts';
import { stateText } from '../state-text.ts';

export default defineCheck({
  id: 'alicloud-slb-load-balancer-active',
  title: 'Every load balancer is active',
  severity: 'high',
  concern: 'availability',
  examines: 'alicloud.slb.LoadBalancer',
  why: 'A balancer that is stopped or locked serves nobody.',
  fix: 'Start the balancer; where it is locked, remove the reason (payment or security) first.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
  ],

  examine({ id, kind, status, businessStatus }, { region }) {
    if (/^(provisioning|configuring|createfailed)$/.test(status) && businessStatus === undefined)
      return notApplicable(say`Is ${stateText(status)}.`);
    if (status === 'unknown' && businessStatus === undefined) {
      const call = kind === 'clb' ? 'slb:DescribeLoadBalancers' : `${kind}:ListLoadBalancers`;
      return undecided([{ call, code: 'Malformed', message: `the answer about ${id} has no LoadBalancerStatus` }]);
    }
    if (status === 'active' && businessStatus === undefined) return pass();
    const states = businessStatus === undefined ? [status] : [status, businessStatus];
    return fail(
      say`The balancer is ${sayAll(states.map((each) => stateText(each)))}.`,
      { status, businessStatus: businessStatus ?? null },
      {
        commands: [
          kind === 'clb'
            ? aliyunCommand(region, 'slb', 'DescribeLoadBalancerAttribute', { LoadBalancerId: id })
            : aliyunCommand(region, CLI[kind], 'GetLoadBalancerAttribute', { LoadBalancerId: id }),
        ],
      },
    );
  },
});
