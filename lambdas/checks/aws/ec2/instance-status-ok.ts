import type { InstanceStatus } from '#inventory/aws/instance-status.ts';
import { NOT_READ } from '#snapshot/recorded-call.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';
import { withId } from '../with-id.ts';

export default defineCheck({
  id: 'aws-ec2-instance-status-ok',
  title: 'Instances pass their status checks and have no event scheduled',
  severity: 'medium',
  concern: 'availability',
  examines: 'aws.ec2.Instance',
  why: 'An impaired host answers badly or not at all, and a scheduled event stops it at an hour that AWS chose.',
  fix: 'Stop and start the instance: that moves it to other hardware, at an hour of your choice.',
  sources: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html'],

  examine({ id, state }, { region }) {
    if (state !== 'running') return notApplicable(`The instance is ${state}.`);
    const { instanceStatuses } = region;
    const status = withId(instanceStatuses, id);
    if (!status) {
      const message = `no status of ${id} was told`;
      return undecided(
        instanceStatuses.known
          ? [{ call: 'ec2:DescribeInstanceStatus', code: NOT_READ, message }]
          : instanceStatuses.missing,
      );
    }
    const trouble = troublesOf(status);
    if (trouble.length === 0) return pass();
    const which = { 'instance-ids': id };
    return fail(
      `${trouble.join('; ')}.`,
      { status },
      { commands: ['stop-instances', 'start-instances'].map((each) => awsCommand(region, 'ec2', each, which)) },
    );
  },
});

function troublesOf({
  instanceStatus,
  systemStatus,
  ebsStatus,
  impairedSince,
  events,
}: InstanceStatus): readonly string[] {
  const checks = { InstanceStatus: instanceStatus, SystemStatus: systemStatus, AttachedEbsStatus: ebsStatus };
  const since = impairedSince ? ` since ${impairedSince}` : '';
  const impaired = Object.entries(checks).flatMap(([name, value]) =>
    value === 'impaired' ? [`${name} is impaired${since}`] : [],
  );
  return [
    ...impaired,
    ...events.map(({ code, notBefore }) => `${code} is scheduled${notBefore ? ` for ${notBefore}` : ''}`),
  ];
}
