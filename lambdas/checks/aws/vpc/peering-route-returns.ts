import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';
import { farSide, isRouted } from '../peering-routes.ts';

export default defineCheck({
  id: 'aws-vpc-peering-route-returns',
  title: 'A peering in use has routes on both sides',
  severity: 'medium',
  concern: 'availability',
  examines: 'aws.ec2.VpcPeeringConnection',
  why: 'Packets get to the other side and no reply comes back: connections over the peering time out.',
  fix: 'Add a route to the other VPC in the tables of the side that has none.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html'],

  examine(peering, { region }) {
    const { id, status, requester, accepter } = peering;
    if (status !== 'active') return notApplicable(say`The peering is ${status}.`);
    const sides = [requester, accepter].map((side) => ({ side, routed: isRouted(side, id, region) }));
    const missing = sides.flatMap(({ routed }) => (routed.known ? [] : routed.missing));
    if (missing.length > 0) return undecided(missing);
    const without = sides.filter(({ routed }) => routed.known && !routed.value).map(({ side }) => side);
    const [lonely] = without;
    if (!lonely) return pass();
    if (without.length === 2) return notApplicable('No route leads over it, so it is not in use.');
    const far = farSide(peering, lonely.vpcId ?? '');
    const tables = seenOf(region.routeTables).filter(({ vpcId }) => vpcId === lonely.vpcId);
    return fail(
      say`${far.vpcId ?? say`the far VPC`} has a route to ${lonely.vpcId ?? say`the far VPC`}, which has none back.`,
      { routed: far.vpcId, unrouted: lonely.vpcId },
      {
        commands: tables.flatMap((table) =>
          far.cidrs.map((cidr) =>
            awsCommand(region, 'ec2', 'create-route', {
              'route-table-id': table.id,
              'destination-cidr-block': cidr,
              'vpc-peering-connection-id': id,
            }),
          ),
        ),
      },
    );
  },
});
