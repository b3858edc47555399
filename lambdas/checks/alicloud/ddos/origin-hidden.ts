import { say, sayAll, wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass, undecided } from '../../outcome.ts';
import { backToSourceCommand, sourcesOf, strangersAt } from '../origin-access.ts';

export default defineCheck({
  id: 'alicloud-ddos-origin-hidden',
  title: 'Origins behind a proxy admit only the proxy',
  severity: 'high',
  concern: 'exposure',
  examines: 'alicloud.ddos.Origin',
  why: 'Whoever knows the origin’s address goes around WAF and Anti-DDoS Proxy, and attacks it directly.',
  fix: 'Admit only the back-to-source ranges in the security group or in the listener’s access list, and change an address that has leaked.',
  sources: [
    'https://www.alibabacloud.com/help/en/waf/web-application-firewall-3-0/developer-reference/api-waf-openapi-2021-10-01-describedomaindetail',
    'https://www.alibabacloud.com/help/en/anti-ddos/anti-ddos-pro-and-premium/user-guide/allow-back-to-origin-ip-addresses-to-access-the-origin-server',
  ],

  examine(origin, { region }) {
    const { wafSources, proxySources } = region.central;
    return given({ sources: sourcesOf(origin, wafSources, proxySources) }, ({ sources }) => {
      const { certain, isWorld, possible, missing } = strangersAt(origin, sources, region);
      if (certain.length === 0) return possible ? undecided(missing) : pass();
      return fail(
        isWorld
          ? say`Is the origin behind ${sayAll(origin.fronts)}, and admits the whole Internet instead of only its back-to-source ranges.`
          : say`Is the origin behind ${sayAll(origin.fronts)}, and admits others too (${sayAll(certain.slice(0, 3))}) instead of only its back-to-source ranges.`,
        { fronts: origin.fronts.map((front) => wordsOf(front)), admitted: certain.slice(0, 20), backToSource: sources },
        { commands: [backToSourceCommand(origin, region)] },
      );
    });
  },
});
