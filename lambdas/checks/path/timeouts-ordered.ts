import { balancersNamed, pathsIn } from '../aws/path-hops.ts';
import { defineCheck } from '../check.ts';
import { judgePath } from '../judge-path.ts';
import { notApplicable } from '../outcome.ts';

export default defineCheck({
  id: 'path-timeouts-ordered',
  title: 'Along declared paths, no hop gives up before the next one',
  severity: 'medium',
  concern: 'availability',
  examines: 'aws.Place',
  why: 'Where timeouts cross, clients get 502 and 504 now and then, for requests that the servers answered well.',
  fix: 'Give outer hops the longer read timeout, and inner hops the longer idle timeout.',
  sources: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html'],

  examine(_, { region, policy }) {
    const outcomes = pathsIn(policy.paths, region).flatMap((path) =>
      judgePath(path, (resource) => balancersNamed(resource, region), policy),
    );
    return outcomes.length > 0 ? outcomes : notApplicable('No path of policy.paths stands here as a whole.');
  },
});
