import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';
import { stateText } from '../state-text.ts';

export default defineCheck({
  id: 'alicloud-cen-route-not-blackhole',
  title: 'No transit router drops traffic that nobody declared',
  severity: 'high',
  concern: 'availability',
  examines: 'alicloud.cen.Route',
  why: 'Everything that is sent to the destination is thrown away without a word.',
  fix: 'Delete the blackhole route, or declare it in policy.expectedBlackholes when it is meant.',
  sources: [
    'https://www.alibabacloud.com/help/en/cen/developer-reference/api-cbn-2017-09-12-listtransitrouterrouteentries',
  ],

  examine(route, { region, policy }) {
    if (!route.isBlackhole) return pass();
    const { destination, tableId: TransitRouterRouteTableId, status } = route;
    if ([destination, TransitRouterRouteTableId, route.id].some((each) => policy.expectedBlackholes.includes(each))) {
      return pass('Is declared in policy.expectedBlackholes.');
    }
    if (status !== 'active') return pass(say`Is ${stateText(status)} and takes no traffic.`);
    return fail(
      say`Sends ${destination} into a blackhole on ${TransitRouterRouteTableId}.`,
      { destination, routeTable: TransitRouterRouteTableId, type: route.type ?? 'unknown', status },
      { commands: [aliyunCommand(region, 'cbn', 'ListTransitRouterRouteEntries', { TransitRouterRouteTableId })] },
    );
  },
});
