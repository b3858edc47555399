import { seenOf } from '#inventory/known.ts';
import { portsText } from '#network/ports-text.ts';
import { ruleText } from '#network/rule-text.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass, undecided } from '../../outcome.ts';
import { admit } from '../admit-replies.ts';
import { awsCommand } from '../command.ts';
import { refusedOpenings } from '../refused-openings.ts';

export default defineCheck({
  id: 'aws-vpc-network-acl-agrees-with-security-groups',
  title: 'Network ACLs refuse nothing that security groups open',
  severity: 'medium',
  concern: 'availability',
  examines: 'aws.ec2.NetworkAcl',
  why: 'The group says that it works, and it does not: this is what people search for longest.',
  fix: 'Allow the port in the ACL as well, from the same source, or take it out of the group.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html'],

  examine(acl, { region }) {
    const { refused, missing } = refusedOpenings(acl, region);
    const [first, ...others] = refused;
    if (!first) return missing.length === 0 ? pass() : undecided(missing);
    const [rule, refusedPorts] = [ruleText(first.rule), portsText(first.ports)];
    return fail(
      others.length === 0
        ? say`${first.groupId} allows ${rule}, but the ACL does not on ${refusedPorts}.`
        : say`${first.groupId} allows ${rule}, but the ACL does not on ${refusedPorts}, and ${others.length} more like it.`,
      {
        refused: refused.map(({ groupId, rule, family, ports }) => ({
          groupId,
          rule,
          family,
          ports: ports.intervals(),
        })),
      },
      {
        commands: [
          awsCommand(region, 'ec2', 'describe-network-acls', { 'network-acl-ids': acl.id }),
          awsCommand(region, 'ec2', 'describe-security-group-rules', {
            filters: `Name=group-id,Values=${[...new Set(refused.map(({ groupId }) => groupId))].join(',')}`,
          }),
          ...admit(
            region,
            acl,
            seenOf(acl.entries),
            refused.map(({ rule, family, ports, sources }) => ({
              egress: false,
              family,
              protocol: rule.protocol,
              peers: sources,
              ports: ports.intervals(),
            })),
          ),
        ],
      },
    );
  },
});
