import { mendFault } from '../aws/mend-path.ts';
import { hopOf, pathsIn } from '../aws/path-hops.ts';
import { defineCheck } from '../check.ts';
import { fail, notApplicable, type Outcome, pass, undecided } from '../outcome.ts';
import { drawPath, pathFaults } from '../path-timeouts.ts';

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
    const outcomes = pathsIn(policy.paths, region).flatMap(({ name, hops: declared }): readonly Outcome[] => {
      const judged = declared.map((hop) => hopOf(hop, region));
      const missing = judged.flatMap((hop) => (hop.known ? [] : hop.missing));
      // A hop that could not be read is compared with nobody; what is known of its neighbours still counts.
      const hops = judged.map((hop, index) => (hop.known ? hop.value : { name: declared[index]?.name ?? 'hop' }));
      const picture = drawPath(hops);
      const fails = pathFaults(hops).map((fault) =>
        fail(
          `On the path ${name}, ${fault.message}: ${picture}.`,
          { path: name, ...fault, hops, picture },
          { discriminator: `${name}/${fault.rule}/${fault.outer}`, commands: mendFault(fault, declared, region) },
        ),
      );
      if (missing.length > 0) return [...fails, undecided(missing)];
      return fails.length > 0 ? fails : [pass(`${name}: ${picture}.`)];
    });
    return outcomes.length > 0 ? outcomes : notApplicable('No path of policy.paths begins here.');
  },
});
