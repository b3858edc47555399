import { defineCheck } from '../../check.ts';
import { fail, pass, undecided } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-slb-deletion-protection-on',
  title: 'Load balancers are protected from deletion (Alibaba Cloud)',
  severity: 'low',
  concern: 'hygiene',
  examines: 'alicloud.slb.LoadBalancer',
  why: 'One wrong click, or one wrong line of a script, and the address is gone for good.',
  fix: 'Switch deletion protection on.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listlisteners',
  ],

  examine({ id, kind, deletionProtection }, { region }) {
    if (deletionProtection) return pass();
    if (deletionProtection === undefined) {
      const call = kind === 'clb' ? 'slb:DescribeLoadBalancerAttribute' : `${kind}:GetLoadBalancerAttribute`;
      return undecided([{ call, code: 'NotRead', message: `deletion protection of ${id} was not read` }]);
    }
    return fail(
      'Deletion protection is off.',
      { deletionProtection: false },
      {
        commands: [
          kind === 'clb'
            ? aliyunCommand(region, 'slb', 'SetLoadBalancerDeleteProtection', {
                LoadBalancerId: id,
                DeleteProtection: 'on',
              })
            : aliyunCommand(
                region,
                kind,
                kind === 'alb' ? 'EnableDeletionProtection' : 'UpdateLoadBalancerProtection',
                { ResourceId: id },
              ),
        ],
      },
    );
  },
});
