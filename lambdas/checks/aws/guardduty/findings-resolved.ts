import type { GuardDutyFinding } from '#inventory/aws/guardduty.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, type Severity } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

export default defineCheck({
  id: 'aws-guardduty-findings-resolved',
  title: 'No GuardDuty finding is open',
  severity: 'high',
  concern: 'detection',
  examines: 'aws.guardduty.Finding',
  why: 'Each open finding is something that GuardDuty saw happen, and that nobody has dealt with or put aside.',
  fix: 'Deal with what the finding describes, then archive it.',
  sources: ['https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html'],

  examine(finding, { region }) {
    if (finding.archived) return pass('The finding is archived.');
    const { type, severity, count, title, sample, firstSeenAt, lastSeenAt, resourceType, instanceId } = finding;
    const [, detector, id] = /detector\/([^/]+)\/finding\/(.+)$/.exec(finding.arn) ?? [];
    const said = sentence(title);
    const seen =
      count === 1
        ? say`${type}, severity ${severity}, seen once: ${said}`
        : say`${type}, severity ${severity}, seen ${count} times: ${said}`;
    const which = { 'detector-id': detector, 'finding-ids': id };
    return fail(
      sample ? say`Sample finding: ${seen}` : seen,
      { type, severity, count, sample, firstSeenAt, lastSeenAt, resourceType, instanceId },
      {
        severity: severityOf(finding),
        commands: [
          awsCommand(region, 'guardduty', 'get-findings', which),
          awsCommand(region, 'guardduty', 'archive-findings', which),
        ],
      },
    );
  },

  whenNone: ({ region }) =>
    region.detectors.known && region.detectors.value.length === 0
      ? notApplicable('GuardDuty is off.')
      : pass('No finding is open.'),
});

/** GuardDuty's own bands. */
function severityOf({ severity }: GuardDutyFinding): Severity {
  if (severity >= 9) return 'critical';
  if (severity >= 7) return 'high';
  return severity >= 4 ? 'medium' : 'low';
}

const sentence = (title: string): string => (title.endsWith('.') ? title : `${title}.`);
