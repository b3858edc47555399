import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

export default defineCheck({
  id: 'aws-ec2-interface-source-dest-check-on',
  title: 'Only next hops of routes forward what is not their own',
  severity: 'medium',
  concern: 'exposure',
  examines: 'aws.ec2.NetworkInterface',
  why: 'A host that forwards is a way around the filters between two networks, and can send in any name.',
  fix: 'Turn source/destination checking on.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-180'],
  frameworks: ['FSBP EC2.180'],

  examine({ id, sourceDestCheck, requesterManaged, interfaceType, attachment }, { region }) {
    if (sourceDestCheck) return pass();
    if (requesterManaged || interfaceType !== 'interface')
      return notApplicable('An AWS service manages the interface.');
    const hops = new Set([id, attachment?.instanceId]);
    const tables = seenOf(region.routeTables);
    const table = tables.find(({ routes }) => seenOf(routes).some(({ target }) => hops.has(target.id)));
    if (table) return pass(say`${table.id} routes to it.`);
    const missing = [region.routeTables, ...tables.map(({ routes }) => routes)].flatMap((each) =>
      each.known ? [] : each.missing,
    );
    if (missing.length > 0) return undecided(missing);
    const turnOn = { 'network-interface-id': id, 'source-dest-check': true };
    return fail(
      'SourceDestCheck is false, and no route has the interface as its next hop.',
      { sourceDestCheck, instance: attachment?.instanceId ?? null },
      { commands: [awsCommand(region, 'ec2', 'modify-network-interface-attribute', turnOn)] },
    );
  },
});
