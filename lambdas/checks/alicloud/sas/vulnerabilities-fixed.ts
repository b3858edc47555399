import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

/** Fixed, ignored by its owner, not found any more, expired. */
const CLOSED: ReadonlySet<number | undefined> = new Set([7, 10, 12, 20]);
const FIX_FAILED = 2;

export default defineCheck({
  id: 'alicloud-sas-vulnerabilities-fixed',
  title: 'No vulnerability waits that must be fixed as soon as possible',
  severity: 'high',
  concern: 'detection',
  examines: 'alicloud.sas.Vulnerability',
  why: 'Security Center knows that attackers use it, and that the machine has it.',
  fix: 'Install the fix; where it failed, do what the reason names and try again.',
  sources: [
    'https://www.alibabacloud.com/help/en/security-center/developer-reference/api-sas-2018-12-03-describevullist',
  ],

  examine(vulnerability, { region }) {
    const { name, necessity, status, cves, instanceId, instanceName, publicIp, resultMessage } = vulnerability;
    if (CLOSED.has(status) || necessity !== 'asap') return pass();
    const where = instanceName ? say`${instanceName} (${instanceId ?? say`no id`})` : (instanceId ?? say`a machine`);
    const what = cves.length > 0 ? say`${name} (${sayAll(cves.slice(0, 3))})` : name;
    return fail(
      status === FIX_FAILED
        ? say`${what} on ${where}: the fix failed: ${resultMessage ?? say`Security Center gives no reason`}.`
        : say`${what} on ${where}: it is not fixed.`,
      { necessity, status: status ?? null, cves, publicIp: publicIp ?? null },
      {
        severity: publicIp === undefined ? 'high' : 'critical',
        commands: [
          aliyunCommand(region, 'sas', 'DescribeVulList', { Type: vulnerability.type, Dealed: 'n', Necessity: 'asap' }),
        ],
      },
    );
  },
});
