import { say, wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { blackholeText, lookCommand } from '../attack-text.ts';
import { keptAttack, toldText } from '../kept-attack.ts';

export default defineCheck({
  id: 'alicloud-ddos-address-not-blackholed',
  title: 'No address is in a blackhole',
  severity: 'critical',
  concern: 'availability',
  examines: 'alicloud.ddos.Address',
  why: 'All traffic to the address from outside the cloud is dropped: whatever it serves is down for everybody.',
  fix: 'Wait for the automatic release. Do not release or rebind the address by hand: the attack goes on, and each new blackhole lasts longer. Move urgent traffic to another address behind Anti-DDoS Proxy or WAF.',
  sources: [
    'https://www.alibabacloud.com/help/en/anti-ddos/anti-ddos-basic/product-overview/alibaba-cloud-blackhole-filtering-policies',
  ],

  examine(address, { region, notices }) {
    const kept = keptAttack(address, notices, 'blackhole');
    if (kept) {
      return fail(
        say`${address.id} (${address.holder}) is in a blackhole: ${toldText(kept)}. Do not release or rebind the address: the attack goes on, and the next blackhole lasts longer.`,
        {
          address: address.id,
          holder: wordsOf(address.holder),
          caseId: kept.caseId,
          startedAt: kept.startedAt ?? null,
          releaseAt: kept.endsAt ?? null,
        },
        { commands: [lookCommand(region, address)] },
      );
    }
    return given({ state: address.state }, ({ state }) => {
      if (state !== 'blackholed') return pass();
      const { id, holder, service, startedAt = null, releaseAt = null } = address;
      const told = blackholeText(address);
      return fail(
        service === 'waf'
          ? say`${told} Every website on it is cut off. Do not release or rebind the address: the attack goes on, and the next blackhole lasts longer.`
          : say`${told} Do not release or rebind the address: the attack goes on, and the next blackhole lasts longer.`,
        { address: id, holder: wordsOf(holder), service, startedAt, releaseAt, events: address.events.slice(0, 10) },
        { commands: [lookCommand(region, address)] },
      );
    });
  },
});
