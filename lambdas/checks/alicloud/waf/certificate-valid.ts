import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Known, known, unknown } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass, undecided } from '../../outcome.ts';
import { wafCommand } from '../waf-command.ts';

const WANTED_DAYS = 30;
const DAY_MS = 86_400_000;

/** When the answers came: days are counted from then, so that a snapshot is always judged the same. */
const readAt = (region: AliRegion): Known<string> =>
  region.readAt === undefined
    ? unknown({
        call: 'yundun-waf:DescribeDomainDetail',
        code: 'NotRead',
        message: 'the snapshot does not say when it was taken',
      })
    : known(region.readAt);

export default defineCheck({
  id: 'alicloud-waf-certificate-valid',
  title: 'Certificates at WAF stay valid for a month',
  severity: 'high',
  concern: 'availability',
  examines: 'alicloud.waf.Domain',
  why: 'On that day every browser refuses the website.',
  fix: 'Upload a new certificate, or have it renewed by itself.',
  sources: [
    'https://www.alibabacloud.com/help/en/waf/web-application-firewall-3-0/developer-reference/api-waf-openapi-2021-10-01-describedomaindetail',
  ],

  examine(domain, { region }) {
    return given({ detail: domain.detail, readAt: readAt(region) }, ({ detail, readAt: at }) => {
      const { certificateEndsAt, hasHttps } = detail;
      if (certificateEndsAt === undefined && !hasHttps) return notApplicable('Serves no HTTPS.');
      if (certificateEndsAt === undefined) {
        const message = `the answer about ${domain.id} has no CertDetail`;
        return undecided([{ call: 'yundun-waf:DescribeDomainDetail', code: 'Malformed', message }]);
      }
      const left = Math.floor((Date.parse(certificateEndsAt) - Date.parse(at)) / DAY_MS);
      if (left > WANTED_DAYS) return pass(say`${left} days left.`);
      return fail(
        left < 0
          ? say`The certificate ended on ${certificateEndsAt.slice(0, 10)}.`
          : say`The certificate ends on ${certificateEndsAt.slice(0, 10)}, in ${left} days.`,
        { certificateEndsAt, daysLeft: left },
        {
          severity: left < 0 ? 'critical' : 'high',
          commands: [wafCommand(region, 'DescribeDomainDetail', { centre: domain.centre, Domain: domain.id })],
        },
      );
    });
  },
});
