import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

const FIXED = 7;
/** A repair, or its undoing, that did not work. */
const FAILED = new Set([2, 4]);

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
    if (status === FIXED || necessity !== 'asap') return pass();
    const where = instanceName ? say`${instanceName} (${instanceId ?? say`no id`})` : (instanceId ?? say`a machine`);
    const what = cves.length > 0 ? say`${name} (${sayAll(cves.slice(0, 3))})` : name;
    const failed = status !== undefined && FAILED.has(status);
    return fail(
      failed
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
