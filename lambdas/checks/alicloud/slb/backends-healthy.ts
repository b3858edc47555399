import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { healthCommand, serverCount } from '../servers.ts';
import { stateText } from '../state-text.ts';

export default defineCheck({
  id: 'alicloud-slb-backends-healthy',
  title: 'Every server behind a listener is healthy',
  severity: 'high',
  concern: 'availability',
  examines: 'alicloud.slb.Listener',
  why: 'The rest carries the load of the dead server; when none is left, the service is down.',
  fix: 'Look at the server and at what the health check asks it.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listlisteners',
    'https://www.alibabacloud.com/help/en/slb/network-load-balancer/developer-reference/api-nlb-2022-04-30-listlisteners',
  ],

  examine(listener, { region }) {
    if (listener.redirects) return notApplicable('Only sends clients on.');
    if (listener.status !== 'running') return notApplicable(say`Is ${stateText(listener.status)}.`);
    return given({ badServers: listener.badServers }, ({ badServers }) => {
      const failing = badServers.filter(({ status }) => status === 'abnormal' || status === 'unhealthy');
      if (failing.length === 0) return pass();
      const all = serverCount(listener);
      const isDown = all !== undefined && all > 0 && failing.length >= all;
      const named = failing.slice(0, 3).map(({ id, port, reason }) => {
        const server = port === undefined ? id : `${id}:${port}`;
        return reason ? say`${server} (${reason})` : server;
      });
      const names = failing.length > 3 ? say`${sayAll(named)} and ${failing.length - 3} more` : sayAll(named);
      return fail(
        isDown
          ? say`All ${failing.length} server(s) fail the health check: ${names}.`
          : all === undefined
            ? say`${failing.length} server(s) fail the health check: ${names}.`
            : say`${failing.length} of ${all} server(s) fail the health check: ${names}.`,
        { failing, servers: all ?? null },
        { severity: isDown ? 'critical' : 'high', commands: [healthCommand(region, listener)] },
      );
    });
  },
});
