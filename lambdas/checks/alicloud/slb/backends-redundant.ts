import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass, undecided } from '../../outcome.ts';
import { healthCommand, serversOf, zoneOf } from '../servers.ts';

export default defineCheck({
  id: 'alicloud-slb-backends-redundant',
  title: 'Every listener has servers in two zones',
  severity: 'medium',
  concern: 'availability',
  examines: 'alicloud.slb.Listener',
  why: 'One machine, or one zone, that fails takes the service with it.',
  fix: 'Add a second server, in another zone.',
  sources: ['https://www.alibabacloud.com/help/en/slb/classic-load-balancer/product-overview/regions-that-support-clb'],

  examine(listener, { region }) {
    if (listener.redirects) return notApplicable('Only sends clients on.');
    return given({ servers: serversOf(listener) }, ({ servers }) => {
      const ids = [...new Set(servers.map(({ id }) => id))].sort();
      const zones = new Set(servers.flatMap((server) => zoneOf(server, region) ?? []));
      const allKnown = servers.every((server) => zoneOf(server, region) !== undefined);
      const unread = allKnown
        ? []
        : [region.instances, region.interfaces].flatMap((list) => (list.known ? [] : list.missing));
      if (ids.length >= 2 && zones.size < 2 && unread.length > 0) return undecided(unread);
      if (ids.length >= 2 && (zones.size >= 2 || !allKnown))
        return pass(zones.size >= 2 ? say`${zones.size} zones.` : 'The zones are not known.');
      return fail(
        ids.length === 0
          ? 'The listener has no server.'
          : ids.length === 1
            ? say`The listener has one server, ${ids[0] ?? ''}.`
            : say`The listener has ${ids.length} servers, all in ${[...zones][0] ?? ''}.`,
        { servers: ids, zones: [...zones].sort() },
        { commands: [healthCommand(region, listener)] },
      );
    });
  },
});
