import { seenOf } from '#inventory/known.ts';
import { andText, type Said, say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

/** Advanced, Enterprise, Ultimate and what is put together from modules. */
const PROTECTING = new Set([3, 5, 7, 8]);
const NAMES: Readonly<Record<number, Said>> = {
  1: say`free edition`,
  6: say`Anti-virus edition`,
  10: say`value-added plan`,
};

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

  examine({ editions: told }, { region }) {
    const editions = seenOf(told);
    const best = editions.find(({ version, isPostpaid }) => isPostpaid || PROTECTING.has(version));
    if (best) return pass(best.isTrial ? say`Edition ${best.version}, on trial.` : say`Edition ${best.version}.`);
    if (!told.known) return undecided(told.missing);
    if (editions.length === 0) return notApplicable('Security Center is not available to the account.');
    const versions = [...new Set(editions.map(({ version }) => version))];
    const names = versions.map((version) => NAMES[version] ?? say`edition ${version}`);
    return fail(
      say`Runs as the ${andText(names)}.`,
      { editions },
      { commands: [aliyunCommand(region, 'sas', 'DescribeVersionConfig')] },
    );
  },
});
