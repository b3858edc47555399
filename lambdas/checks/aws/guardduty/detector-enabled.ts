import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';
import { isInUse } from '../region-in-use.ts';

export default defineCheck({
  id: 'aws-guardduty-detector-enabled',
  title: 'GuardDuty is on in every region in use',
  severity: 'high',
  concern: 'detection',
  examines: 'aws.Region',
  why: 'Without GuardDuty nobody notices a host that mines, scans or talks to a command server until AWS or a victim complains.',
  fix: 'Enable GuardDuty in the region.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-1'],
  frameworks: ['FSBP GuardDuty.1'],

  examine(_, { region }) {
    const enabled = seenOf(region.detectors).find(({ status }) => status === 'ENABLED');
    if (enabled) return pass(say`Detector ${enabled.id} is on.`);
    if (!region.detectors.known) return undecided(region.detectors.missing);
    const suspended = region.detectors.value[0];
    return given({ inUse: isInUse(region) }, ({ inUse }) => {
      if (!inUse) return notApplicable('Nothing is in the region but an untouched default VPC.');
      if (suspended === undefined) {
        const create = awsCommand(region, 'guardduty', 'create-detector', { enable: true });
        return fail('The region has no detector.', { detectors: [] }, { commands: [create] });
      }
      const resume = awsCommand(region, 'guardduty', 'update-detector', { 'detector-id': suspended.id, enable: true });
      return fail(say`Detector ${suspended.id} is suspended.`, { detectors: [suspended.id] }, { commands: [resume] });
    });
  },
});
