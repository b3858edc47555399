import { type AliCollector, defineCollector, eventWindow } from './collector.ts';
import { forEach } from './paging.ts';

/**
 * Events that CloudMonitor has of attacks. Asked for by name: the product codes that it files them under differ between pages of
 * its own documentation.
 */
const EVENT_NAMES = [
  'ddosbgp_event_blackhole',
  'ddosbgp_event_clean',
  'ddoscoo_event_blackhole_add',
  'ddoscoo_event_blackhole_end',
  'ddoscoo_event_defense_add',
  'ddoscoo_event_defense_end',
  'ddosdip_event_blackhole_add',
  'ddosdip_event_blackhole_end',
  'ddosdip_event_defense_add',
  'ddosdip_event_defense_end',
] as const;

const events = defineCollector({
  scope: 'region',
  calls: ['cms:DescribeSystemEventAttribute'],
  async collect({ ask, now }) {
    const { StartTime, EndTime } = eventWindow(now, 'ms');
    await forEach(EVENT_NAMES, (Name) =>
      ask.list('cms:DescribeSystemEventAttribute', { Name, StartTime: String(StartTime), EndTime: String(EndTime) }),
    );
  },
});

export const cmsCollectors: readonly AliCollector[] = [events];
