import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

/** Advanced, Enterprise, Ultimate and what is put together from modules. */
const PROTECTING = new Set([3, 5, 7, 8]);
const NAMES: Readonly<Record<number, string>> = { 1: 'free edition', 6: 'Anti-virus edition', 10: 'value-added plan' };

export default defineCheck({
  id: 'alicloud-sas-edition-protects',
  title: 'Security Center runs in an edition that protects',
  severity: 'medium',
  concern: 'detection',
  examines: 'alicloud.sas.SecurityCenter',
  why: 'The free edition tells of little and prevents nothing.',
  fix: 'Buy the Advanced edition or a higher one, or pay by use.',
  sources: [
    'https://www.alibabacloud.com/help/en/security-center/developer-reference/api-sas-2018-12-03-describeversionconfig',
  ],
  frameworks: ['CIS-AL-2.0 8.1'],

  examine({ editions }, { region }) {
    const best = editions.find(({ version, isPostpaid }) => isPostpaid || PROTECTING.has(version));
    if (best) return pass(`Edition ${best.version}${best.isTrial ? ', on trial' : ''}.`);
    const versions = [...new Set(editions.map(({ version }) => NAMES[version] ?? `edition ${version}`))];
    return fail(
      `Runs as the ${versions.join(' and ') || 'free edition'}.`,
      { editions },
      { commands: [aliyunCommand(region, 'sas', 'DescribeVersionConfig')] },
    );
  },
});
