import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { aclEntriesText, deleteEntries, describeEntry } from '../acl-entries.ts';
import { idleEntries } from '../idle-entries.ts';

export default defineCheck({
  id: 'aws-vpc-network-acl-rules-effective',
  title: 'Every network ACL entry can match something',
  severity: 'low',
  concern: 'hygiene',
  examines: 'aws.ec2.NetworkAcl',
  why: 'An entry that never decides looks like protection, or like access, that is not there.',
  fix: 'Give the entry a lower number than what covers it, or delete it.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html'],

  examine: (acl, { region }) =>
    given({ entries: acl.entries }, ({ entries }) => {
      const idle = idleEntries(entries);
      const [first, ...others] = idle;
      if (!first) return pass();
      const because = first.because.length === 0 ? say`it is malformed` : aclEntriesText(first.because);
      const entry = describeEntry(first.entry, true);
      return fail(
        others.length === 0
          ? say`${entry}, but can match nothing: ${because}.`
          : say`${entry}, but can match nothing: ${because}; so can ${others.length} more.`,
        { idle },
        {
          commands: deleteEntries(
            region,
            acl,
            idle.map(({ entry }) => entry),
          ),
        },
      );
    }),
});
