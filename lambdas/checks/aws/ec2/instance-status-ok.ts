import type { InstanceStatus } from '#inventory/aws/instance-status.ts';
import { say, type Text } from '#platform/text.ts';
import { NOT_READ, unanswered } from '#snapshot/recorded-call.ts';
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
    if (state !== 'running') return notApplicable(say`The instance is ${state}.`);
    const { instanceStatuses } = region;
    const status = withId(instanceStatuses, id);
    if (!status) {
      const why = say`no status of ${id} was told`;
      return undecided(
        instanceStatuses.known ? [unanswered('ec2:DescribeInstanceStatus', NOT_READ, why)] : instanceStatuses.missing,
      );
    }
    const [trouble, ...others] = troublesOf(status);
    if (trouble === undefined) return pass();
    const which = { 'instance-ids': id };
    return fail(
      say`${others.reduce<Text>((before, each) => say`${before}; ${each}`, trouble)}.`,
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
}: InstanceStatus): readonly Text[] {
  const checks = { InstanceStatus: instanceStatus, SystemStatus: systemStatus, AttachedEbsStatus: ebsStatus };
  const impaired = Object.entries(checks).flatMap(([name, value]) =>
    value === 'impaired'
      ? [impairedSince ? say`${name} is impaired since ${impairedSince}` : say`${name} is impaired`]
      : [],
  );
  return [
    ...impaired,
    ...events.map(({ code, notBefore }) =>
      notBefore ? say`${code} is scheduled for ${notBefore}` : say`${code} is scheduled`,
    ),
  ];
}
