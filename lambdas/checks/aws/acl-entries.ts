import type { NetworkAcl, NetworkAclEntry } from '#inventory/aws/vpc.ts';
import { ALL_PROTOCOLS, protocolName } from '#inventory/protocols.ts';
import { say, type Text } from '#platform/text.ts';
import { awsCommand } from './command.ts';

/** An ACL's entry for people: `entry 100 allows tcp 22 from 0.0.0.0/0`. */
export function describeEntry(entry: NetworkAclEntry, beginsSentence = false): Text {
  const { ruleNumber, egress, action, cidr } = entry;
  const traffic = trafficText(entry);
  const which = beginsSentence ? say`Entry ${ruleNumber}` : say`entry ${ruleNumber}`;
  if (action === 'allow')
    return egress ? say`${which} allows ${traffic} to ${cidr}` : say`${which} allows ${traffic} from ${cidr}`;
  return egress ? say`${which} denies ${traffic} to ${cidr}` : say`${which} denies ${traffic} from ${cidr}`;
}

/** Entries for people: the first, and how many there are besides. */
export function aclEntriesText(entries: readonly NetworkAclEntry[]): Text {
  const [first, ...others] = entries;
  if (!first) return say`no entry`;
  return others.length === 0 ? describeEntry(first) : say`${describeEntry(first)}, and ${others.length} more`;
}

function trafficText({ protocol, ports, icmp }: Pick<NetworkAclEntry, 'protocol' | 'ports' | 'icmp'>): Text {
  if (protocol === ALL_PROTOCOLS) return say`all traffic`;
  const name = protocolName(protocol);
  if (ports) return `${name} ${ports[0] === ports[1] ? ports[0] : `${ports[0]}-${ports[1]}`}`;
  return icmp && icmp.type >= 0 ? say`${name} type ${icmp.type}` : name;
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

/** Ports that client systems use for their own end of a connection. */
export const EPHEMERAL_PORTS = [32_768, 65_535] as const;

/**
 * Whether an entry is there to let replies pass. It has to be wide, so it says nothing about the services that have a
 * port in its range.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export const letsRepliesPass = ({ action, ports }: NetworkAclEntry): boolean =>
  action === 'allow' && ports !== undefined && ports[0] >= 1024 && ports[0] <= 49_152 && ports[1] >= 60_999;

/** What people cannot delete: the last entry, which refuses the rest. */
export const isLast = ({ ruleNumber }: NetworkAclEntry): boolean => ruleNumber >= 32_767;

/** The entries of one direction and family in the order in which they decide, the last one left out. */
export const inOrder = (
  entries: readonly NetworkAclEntry[],
  egress: boolean,
  family: NetworkAclEntry['family'],
): readonly NetworkAclEntry[] =>
  entries
    .filter((entry) => entry.egress === egress && entry.family === family && !isLast(entry))
    .sort((a, b) => a.ruleNumber - b.ruleNumber);
