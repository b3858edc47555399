import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { adminOpenings } from '../acl-admin-ports.ts';
import { aclEntriesText, deleteEntries } from '../acl-entries.ts';
import { openEvidence, openText } from '../open-text.ts';

export default defineCheck({
  id: 'aws-vpc-network-acl-closes-admin-ports',
  title: 'Network ACLs admit no admin port from the world',
  severity: 'medium',
  concern: 'exposure',
  examines: 'aws.ec2.NetworkAcl',
  why: 'The ACL is the second lock: where it admits SSH or RDP from everywhere, one wrong security group is enough.',
  fix: 'Admit the admin ports from the networks that administer, by entries with lower numbers than the deny for the rest.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21'],
  frameworks: ['FSBP EC2.21', 'CIS-A-5.0 5.2', 'CIS-A-6.0 6.2'],

  examine(acl, { region, policy }) {
    if (acl.isDefault) return notApplicable('A default ACL filters nothing on purpose.');
    const { open, missing, entries } = adminOpenings(acl, region, policy);
    if (open.length === 0) return missing.length === 0 ? pass() : undecided(missing);
    return fail(
      say`Admits ${openText(open, ['admin'])} from the world: ${aclEntriesText(entries)}.`,
      { open: open.map(openEvidence), entries },
      { commands: deleteEntries(region, acl, entries) },
    );
  },
});
