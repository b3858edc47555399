import { say } from '#platform/text.ts';
import { MALFORMED, unanswered } from '#snapshot/recorded-call.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

export default defineCheck({
  id: 'aws-guardduty-findings-published-promptly',
  title: 'GuardDuty tells what goes on within 15 minutes',
  severity: 'low',
  concern: 'detection',
  examines: 'aws.guardduty.Detector',
  why: 'A finding that repeats is told again only as often as this: by default an attack may go on for six hours unsaid.',
  fix: 'Set the publishing frequency to 15 minutes.',
  sources: ['https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html'],

  examine({ id, status, publishingFrequency, administrator }, { region }) {
    if (status !== 'ENABLED') return notApplicable('The detector is off.');
    if (publishingFrequency === 'FIFTEEN_MINUTES') return pass();
    if (publishingFrequency === undefined) {
      const why = say`the answer about ${id} has no FindingPublishingFrequency`;
      return undecided([unanswered('guardduty:GetDetector', MALFORMED, why)]);
    }
    // Only the administrator may change it, and it is the administrator's finding then.
    if (administrator.known && administrator.value.accountId !== undefined)
      return notApplicable(say`${administrator.value.accountId} administers the detector and decides.`);
    if (!administrator.known) return undecided(administrator.missing);
    const set = { 'detector-id': id, 'finding-publishing-frequency': 'FIFTEEN_MINUTES' };
    return fail(
      say`FindingPublishingFrequency is ${publishingFrequency}.`,
      { publishingFrequency },
      { commands: [awsCommand(region, 'guardduty', 'update-detector', set)] },
    );
  },
});
