import type { Route } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { type Said, say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass, undecided } from '../../outcome.ts';
import { deleteRoute, destinationOf } from '../route-commands.ts';
import { subnetsUsing } from '../subnets-using.ts';

export default defineCheck({
  id: 'aws-vpc-route-not-blackhole',
  title: 'No route leads into a blackhole',
  severity: 'high',
  concern: 'availability',
  examines: 'aws.ec2.RouteTable',
  why: 'The target is gone but the route is not, so everything sent to the destination is dropped without a word.',
  fix: 'Point the route at a target that lives, or delete it.',
  sources: ['https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html'],

  examine(table, { region }) {
    const dead = seenOf(table.routes).filter(({ state }) => state === 'blackhole');
    const fails = dead.map((route) =>
      fail(
        goneText(route, subnetsUsing(table, region)),
        { route, subnets: subnetsUsing(table, region) },
        { discriminator: destinationOf(route), commands: [deleteRoute(region, table, route)] },
      ),
    );
    if (!table.routes.known) return [...fails, undecided(table.routes.missing)];
    return fails.length === 0 ? pass() : fails;
  },
});

function goneText(route: Route, subnets: readonly string[]): Said {
  const [destination, target, users] = [destinationOf(route), route.target.id, sayAll(subnets)];
  if (subnets.length === 0)
    return say`The route to ${destination} leads to ${target}, which is gone; no subnet uses the table now.`;
  return subnets.length === 1
    ? say`The route to ${destination} leads to ${target}, which is gone; ${users} loses it.`
    : say`The route to ${destination} leads to ${target}, which is gone; ${users} lose it.`;
}
