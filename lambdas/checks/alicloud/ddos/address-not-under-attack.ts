import { say, wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass, undecided } from '../../outcome.ts';
import { lookCommand, moment } from '../attack-text.ts';
import { keptAttack, toldText } from '../kept-attack.ts';

export default defineCheck({
  id: 'alicloud-ddos-address-not-under-attack',
  title: 'No address is under attack',
  severity: 'high',
  concern: 'availability',
  examines: 'alicloud.ddos.Address',
  why: 'Traffic is being scrubbed; when the attack outgrows the protection, the address goes into a blackhole.',
  fix: 'Tell whoever runs the service, and have Anti-DDoS Proxy or a larger protection ready.',
  sources: [
    'https://www.alibabacloud.com/help/en/anti-ddos/anti-ddos-basic/product-overview/alibaba-cloud-blackhole-filtering-policies',
  ],

  examine(address, { region, notices }) {
    const kept = keptAttack(address, notices, 'scrubbing');
    if (kept) {
      return fail(
        say`${address.id} (${address.holder}) is under attack: ${toldText(kept)}.`,
        {
          address: address.id,
          holder: wordsOf(address.holder),
          caseId: kept.caseId,
          startedAt: kept.startedAt ?? null,
        },
        { commands: [lookCommand(region, address)] },
      );
    }
    return given({ state: address.state }, ({ state }) => {
      const { id, holder, startedAt, events } = address;
      if (state === 'normal' && address.unread) return undecided(address.unread);
      if (state !== 'scrubbed')
        return pass(events.length === 0 ? '' : say`${events.length} attack(s) in the last 7 days.`);
      const attacked =
        startedAt === undefined
          ? say`${id} (${holder}) is under attack and being scrubbed.`
          : say`${id} (${holder}) is under attack and being scrubbed since ${moment(startedAt)}.`;
      return fail(
        events.length > 1 ? say`${attacked} ${events.length} attacks in the last 7 days.` : attacked,
        { address: id, holder: wordsOf(holder), startedAt: startedAt ?? null, events: events.slice(0, 10) },
        { commands: [lookCommand(region, address)] },
      );
    });
  },
});
