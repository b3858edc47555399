import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass, undecided } from '../../outcome.ts';
import { setListener } from '../balancer-of.ts';
import { groupFirst, orElse, persistenceText } from '../balancing-text.ts';

export default defineCheck({
  id: 'alicloud-slb-weights-even',
  title: 'Servers that share sticky clients have equal weights',
  severity: 'low',
  concern: 'availability',
  examines: 'alicloud.slb.Listener',
  why: 'Clients that are bound stay with the heavier server even after weights change; a server of weight 0 keeps its old ones only.',
  fix: 'Give the servers of the group the same weight, or switch persistence off.',
  sources: [
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
    'https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-listlisteners',
  ],

  examine(listener, { region }) {
    return given({ balancing: listener.balancing }, ({ balancing }) =>
      orElse(
        balancing.flatMap((group) => {
          if (group.persistence.kind === 'none') return [];
          if (!group.servers.known) return { ...undecided(group.servers.missing), discriminator: group.id };
          const servers = group.servers.value.filter(({ isStandby }) => !isStandby);
          const weights = [...new Set(servers.map(({ weight }) => weight ?? 100))].sort((a, b) => a - b);
          if (weights.length < 2 && weights[0] !== 0) return [];
          return fail(
            say`${groupFirst(group)} has ${persistenceText(group.persistence)} over servers of weights ${sayAll(weights.map(String))}.`,
            { weights, servers: servers.map(({ id, weight }) => ({ id, weight: weight ?? null })), group: group.id },
            { discriminator: group.id, commands: [setListener(region, listener, {})] },
          );
        }),
        pass(),
      ),
    );
  },
});
