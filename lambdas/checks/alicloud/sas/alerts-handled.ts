import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass, type Severity } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

const PENDING = 1;
/** Security Center’s own levels. */
const LEVELS: Readonly<Record<string, Severity>> = { serious: 'critical', suspicious: 'high', remind: 'medium' };

export default defineCheck({
  id: 'alicloud-sas-alerts-handled',
  title: 'No alert of Security Center waits to be handled',
  severity: 'high',
  concern: 'detection',
  examines: 'alicloud.sas.Alert',
  why: 'Something on a machine looks like an intrusion, and nobody has looked.',
  fix: 'Look at the alert in Security Center, and handle it or mark it as known.',
  sources: [
    'https://www.alibabacloud.com/help/en/security-center/developer-reference/api-sas-2018-12-03-describesuspevents',
  ],

  examine(alert, { region }) {
    if (alert.status !== undefined && alert.status !== PENDING) return pass();
    const { name, level, instanceId, instanceName, lastSeenAt } = alert;
    const machine = instanceName && instanceId !== undefined ? say`${instanceName} (${instanceId})` : instanceId;
    const seen = lastSeenAt?.slice(0, 16).replace('T', ' ') ?? say`at an unknown time`;
    return fail(
      machine === undefined
        ? say`${name}, last seen ${seen}, is pending.`
        : say`${name} on ${machine}, last seen ${seen}, is pending.`,
      { level, kind: alert.kind ?? null, instanceId: instanceId ?? null, description: alert.description ?? null },
      {
        severity: LEVELS[level] ?? 'high',
        commands: [aliyunCommand(region, 'sas', 'DescribeSuspEvents', { Dealed: 'N' })],
      },
    );
  },
});
