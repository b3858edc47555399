import { say, sayAll } from '#platform/text.ts';
import { NOT_READ, unanswered } from '#snapshot/recorded-call.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, type Outcome, pass, undecided } from '../../outcome.ts';
import { coversWholeVpc, farSide, routesByPeering } from '../peering-routes.ts';
import { deleteRoute, destinationOf } from '../route-commands.ts';
import { withId } from '../with-id.ts';

export default defineCheck({
  id: 'aws-vpc-peering-route-narrow',
  title: 'Peering routes lead to a part of the peer only',
  severity: 'medium',
  concern: 'exposure',
  examines: 'aws.ec2.RouteTable',
  why: 'A route to the whole peer lets one broken host look for the next in all of the other network.',
  fix: 'Route only the subnets of the peer that are needed.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html'],
  frameworks: ['CIS-A-5.0 5.6', 'CIS-A-6.0 6.6'],

  examine(table, { region }) {
    const outcomes = [...routesByPeering(table)].map(([peeringId, routes]): Outcome => {
      const peering = withId(region.vpcPeeringConnections, peeringId);
      if (!peering) {
        const { vpcPeeringConnections: list } = region;
        const why = say`${peeringId} is not among the peerings that were read`;
        return undecided(list.known ? [unanswered('ec2:DescribeVpcPeeringConnections', NOT_READ, why)] : list.missing);
      }
      const far = farSide(peering, table.vpcId);
      const isWide = coversWholeVpc(routes, far, region);
      if (!isWide.known) return undecided(isWide.missing);
      if (!isWide.value) return pass();
      const destinations = routes.map(destinationOf);
      return fail(
        say`The route to ${sayAll(destinations)} over ${peeringId} covers the whole of ${far.vpcId ?? say`the far VPC`}, ${sayAll([...far.cidrs, ...far.ipv6Cidrs])}.`,
        { peering: peeringId, destinations, peer: far },
        { discriminator: peeringId, commands: routes.map((route) => deleteRoute(region, table, route)) },
      );
    });
    if (!table.routes.known) outcomes.push(undecided(table.routes.missing));
    return outcomes.length === 0 ? notApplicable('No route leads over a peering.') : outcomes;
  },
});
