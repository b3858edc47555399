import { type Said, say, sayAll, wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';
import { nextHopState } from '../next-hop.ts';

/** Several dead ends as one text. */
const all = (dead: readonly Said[]): Said => dead.reduce((before, next) => say`${before}; ${next}`);

export default defineCheck({
  id: 'alicloud-vpc-route-next-hop-alive',
  title: 'Every route leads to something that is there and working',
  severity: 'high',
  concern: 'availability',
  examines: 'alicloud.vpc.Route',
  why: 'Packets for the destination are lost without an answer: to a user, a service that hangs.',
  fix: 'Point the route at a next hop that works, or delete it.',
  sources: ['https://www.alibabacloud.com/help/en/vpc/user-guide/route-tables'],

  examine(route, { region }) {
    if (route.type === 'system') return notApplicable('The platform looks after its own routes.');
    const deaths = route.nextHops.map((hop) => nextHopState(hop, region));
    const dead = deaths.flatMap((state) => (state.kind === 'dead' ? [state.text] : []));
    const alive = deaths.some(({ kind }) => kind === 'alive');
    const missing = deaths.flatMap((state) => (state.kind === 'unknown' ? state.missing : []));
    if (dead.length > 0) {
      const [RouteTableId, DestinationCidrBlock] = [route.tableId, route.destination];
      return fail(
        alive
          ? say`Leads nowhere for ${route.destination}: ${all(dead)}, while other next hops work.`
          : say`Leads nowhere for ${route.destination}: ${all(dead)}.`,
        { destination: route.destination, nextHops: route.nextHops, dead: dead.map((each) => wordsOf(each)) },
        { commands: [aliyunCommand(region, 'vpc', 'DescribeRouteEntryList', { RouteTableId, DestinationCidrBlock })] },
      );
    }
    if (missing.length > 0) return undecided(missing);
    const hops = sayAll(route.nextHops.map(({ type, id }) => `${type} ${id ?? ''}`.trim()));
    return alive ? pass() : notApplicable(say`Leads to ${hops}, and no call that is made tells how that is.`);
  },
});
