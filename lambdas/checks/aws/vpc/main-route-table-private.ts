import { seenOf } from '#inventory/known.ts';
import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { deleteRoute, destinationOf } from '../route-commands.ts';
import { subnetsUsing } from '../subnets-using.ts';

export default defineCheck({
  id: 'aws-vpc-main-route-table-private',
  title: 'Main route tables lead to no Internet gateway',
  severity: 'medium',
  concern: 'exposure',
  examines: 'aws.ec2.RouteTable',
  why: 'Every subnet that somebody adds and forgets to associate is then a public one.',
  fix: 'Give the public subnets a table of their own, then delete the route from the main table.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#RouteTables'],

  examine(table, { region }) {
    if (!table.main) return notApplicable('Not a main table.');
    const open = seenOf(table.routes).filter(
      ({ target, state }) => target.kind === 'internet-gateway' && state === 'active',
    );
    const [first] = open;
    if (!first) return table.routes.known ? pass() : undecided(table.routes.missing);
    const subnets = subnetsUsing(table, region);
    const [destination, target] = [destinationOf(first), first.target.id];
    return fail(
      subnets.length === 0
        ? say`The main table leads ${destination} to ${target}; no subnet uses it now.`
        : say`The main table leads ${destination} to ${target}; used by ${sayAll(subnets)}.`,
      { routes: open, subnets },
      { commands: open.map((route) => deleteRoute(region, table, route)) },
    );
  },
});
