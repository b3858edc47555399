import { awsReach } from '#network/aws-reach.ts';
import { missingFor } from '#network/reached.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { attacksOn, signEvidence, signsText } from '../attacks.ts';
import { missingListeners } from '../balancing.ts';
import { exposureEvidence } from '../exposures.ts';
import { isolateInterface } from '../isolate.ts';

export default defineCheck({
  id: 'aws-ec2-exposed-interface-not-under-attack',
  title: 'Nothing that the Internet reaches shows signs of an attack',
  severity: 'critical',
  concern: 'exposure',
  examines: 'aws.ec2.NetworkInterface',
  why: 'A host that strangers reach and that behaves as if they were in already is most likely lost: minutes count.',
  fix: 'Isolate the host, keep its disks and memory for evidence, and find out how they got in.',
  sources: ['https://docs.aws.amazon.com/guardduty/latest/ug/compromised-ec2.html'],

  examine(nic, context) {
    const { region } = context;
    const reach = awsReach(region);
    const found = reach.ofInterface(nic.id);
    const way = found.exposures.find(({ traffic }) => traffic.verdict === 'reachable');
    const unread = [...missingFor(found), ...reach.missing, ...missingListeners(region)];
    if (!way && unread.length === 0) return notApplicable('The Internet does not reach it.');
    const { signs, missing } = attacksOn(nic, context);
    if (signs.length === 0) return missing.length === 0 ? pass() : undecided(missing);
    if (!way) return undecided(unread);
    return fail(
      say`The Internet reaches ${way.publicAddress ?? nic.id}, and ${signsText(signs)}.`,
      { signs: signs.map(signEvidence), exposure: exposureEvidence(way) },
      { commands: [isolateInterface(region, nic.id)], path: way.path },
    );
  },
});
