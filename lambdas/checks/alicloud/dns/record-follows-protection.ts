import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';
import { protectionsOf } from '../protections.ts';

export default defineCheck({
  id: 'alicloud-dns-record-follows-protection',
  title: 'Protected names lead to their protection',
  severity: 'medium',
  concern: 'exposure',
  examines: 'alicloud.dns.Record',
  why: 'Whoever asks DNS gets the origin’s address, and WAF or Anti-DDoS Proxy never see the traffic.',
  fix: 'Make the record a CNAME to the name that WAF or Anti-DDoS Proxy gave.',
  sources: [
    'https://www.alibabacloud.com/help/en/waf/web-application-firewall-3-0/developer-reference/api-waf-openapi-2021-10-01-describedomaindetail',
  ],

  examine(record, { region }) {
    if (!record.isOn || !/^(A|AAAA|CNAME)$/.test(record.type)) return notApplicable();
    const { wafDomains, proxyDomains } = region.central;
    const protections = protectionsOf(record.name, region);
    if (protections.length === 0) {
      const missing = [wafDomains, proxyDomains].flatMap((list) => (list.known ? [] : list.missing));
      return missing.length === 0 ? notApplicable('Nothing protects the name.') : undecided(missing);
    }
    if (protections.some(({ cname }) => cname === record.value)) return pass();
    const missing = protections.flatMap((each) => each.missing);
    const origin = protections.find(({ origins }) => origins.includes(record.value));
    // A name may lead to the protection by way of another name: CDN, or one of the protections in front of another.
    if (!origin && record.type === 'CNAME') return pass(say`Leads to ${record.value}.`);
    if (!origin && missing.length > 0) return undecided(missing);
    const [first] = protections;
    const [label, cname] = [first?.label ?? '', first?.cname ?? say`its CNAME`];
    return fail(
      origin
        ? say`Leads to ${record.value}, the origin, and not to ${label} (${cname}).`
        : say`Leads to ${record.value} and not to ${label} (${cname}).`,
      { record: record.name, type: record.type, value: record.value, cname: first?.cname ?? null },
      {
        commands: [
          aliyunCommand(region, 'alidns', 'UpdateDomainRecord', {
            RecordId: record.id,
            Type: 'CNAME',
            Value: first?.cname ?? '',
          }),
        ],
      },
    );
  },
});
