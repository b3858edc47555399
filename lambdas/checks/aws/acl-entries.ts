import type { NetworkAcl, NetworkAclEntry } from '#inventory/aws/vpc.ts';
import { ALL_PROTOCOLS, protocolName } from '#inventory/protocols.ts';
import { awsCommand } from './command.ts';

/** An ACL's entry for people: `entry 100 allows tcp 22 from 0.0.0.0/0`. */
export function describeEntry({ ruleNumber, egress, action, protocol, cidr, ports, icmp }: NetworkAclEntry): string {
  const name = protocol === ALL_PROTOCOLS ? 'all traffic' : protocolName(protocol);
  const range = ports && (ports[0] === ports[1] ? ` ${ports[0]}` : ` ${ports[0]}-${ports[1]}`);
  const type = icmp && icmp.type >= 0 ? ` type ${icmp.type}` : '';
  return `entry ${ruleNumber} ${action === 'allow' ? 'allows' : 'denies'} ${name}${range ?? type} ${egress ? 'to' : 'from'} ${cidr}`;
}

/** Entries for people: the first, and how many there are besides. */
export function aclEntriesText(entries: readonly NetworkAclEntry[]): string {
  const [first, ...others] = entries;
  if (!first) return 'no entry';
  return others.length === 0 ? describeEntry(first) : `${describeEntry(first)}, and ${others.length} more`;
}

/** Commands that take entries out of an ACL. */
export const deleteEntries = (
  region: { readonly region: string },
  { id }: Pick<NetworkAcl, 'id'>,
  entries: readonly NetworkAclEntry[],
): readonly string[] =>
  entries.map(({ ruleNumber, egress }) =>
    awsCommand(region, 'ec2', 'delete-network-acl-entry', {
      'network-acl-id': id,
      'rule-number': ruleNumber,
      [egress ? 'egress' : 'ingress']: true,
    }),
  );
