import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { isTargetGroup } from '../balancing.ts';
import { mendTargets } from '../mend-targets.ts';
import { healthOf } from '../target-health.ts';

export default defineCheck({
  id: 'aws-elb-target-group-has-healthy-targets',
  title: 'Load balancers have a healthy target to send to',
  severity: 'high',
  concern: 'availability',
  examines: 'aws.elb.TargetGroup',
  why: 'Without a healthy target the balancer answers 503, or sends to targets that it knows to be broken.',
  fix: 'Mend what the reasons name: the application, its port, the path of the health check, or the groups in between.',
  sources: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html'],

  examine(pool, { region }) {
    const isUsed = !isTargetGroup(pool) || pool.loadBalancerArns.length > 0;
    if (!isUsed) return notApplicable('No load balancer uses it.');
    if (isTargetGroup(pool) && !pool.healthCheck.enabled) return notApplicable('Health checks are off.');
    return given({ health: healthOf(pool) }, ({ health }) => {
      const { total, healthy, undetermined, reasons } = health;
      if (healthy > 0) return pass(say`${healthy} of ${total} are healthy.`, { ...health });
      if (undetermined > 0) return notApplicable(say`${undetermined} of ${total} are not checked yet.`);
      const message =
        total === 0 ? say`No target is registered.` : say`None of ${total} is healthy: ${sayAll(reasons)}.`;
      return fail(message, { ...health }, { commands: mendTargets(pool, region) });
    });
  },
});
