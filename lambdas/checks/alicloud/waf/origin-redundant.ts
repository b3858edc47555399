import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { wafCommand } from '../waf-command.ts';

/** Names that Alibaba Cloud gives to its balancers. */
const isBalancerName = (name: string): boolean =>
  /\.(alb|nlb|slb)\.[\w-]+\.(aliyuncs|aliyuncsslb[\w-]*)\.com$|alb\.aliyuncs/.test(name);

export default defineCheck({
  id: 'alicloud-waf-origin-redundant',
  title: 'Every website behind WAF has more than one origin',
  severity: 'low',
  concern: 'availability',
  examines: 'alicloud.waf.Domain',
  why: 'When the one origin is down, WAF has nowhere to send requests.',
  fix: 'Add a second origin or a backup origin in another zone.',
  sources: [
    'https://www.alibabacloud.com/help/en/waf/web-application-firewall-3-0/developer-reference/api-waf-openapi-2021-10-01-describedomaindetail',
  ],

  examine(domain, { region }) {
    return given({ detail: domain.detail }, ({ detail }) => {
      const { origins, backupOrigins } = detail;
      if (origins.length + backupOrigins.length > 1) return pass();
      const [only] = origins;
      // A balancer is one address and many servers.
      if (only !== undefined && isBalancerName(only)) return pass('The origin is a load balancer.');
      return fail(
        only === undefined ? 'Has no origin.' : say`Has one origin, ${only}, and no backup.`,
        { origins, backupOrigins },
        { commands: [wafCommand(region, 'DescribeDomainDetail', { centre: domain.centre, Domain: domain.id })] },
      );
    });
  },
});
