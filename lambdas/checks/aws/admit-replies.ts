import type { Family } from '#inventory/addresses.ts';
import type { NetworkAcl, NetworkAclEntry } from '#inventory/aws/vpc.ts';
import { ALL_PROTOCOLS } from '#inventory/protocols.ts';
import { AddressSet } from '#network/address-set.ts';
import { type Interval, PortSet } from '#network/port-set.ts';
import { deleteEntries, EPHEMERAL_PORTS, inOrder } from './acl-entries.ts';
import { awsCommand } from './command.ts';
import type { ReplyGap } from './reply-gaps.ts';

type Place = { readonly region: string };

/** Traffic that an ACL is to let pass. */
export interface Admission {
  readonly egress: boolean;
  readonly family: Family;
  readonly protocol: number;
  /** The other ends. */
  readonly peers: AddressSet;
  readonly ports: readonly Interval[];
}

/** A narrower entry than this share of the peers may refuse them on purpose: it stays in front. */
const A_PART_OF_THE_PEERS = 1 / 256;

/**
 * Commands that let traffic pass where an ACL refuses it: one entry for each range of addresses and ports, each with a number
 * of its own that comes before the entries that refuse it. Where no number is left, the refusing entries are taken out.
 */
export function admit(
  region: Place,
  acl: Pick<NetworkAcl, 'id'>,
  entries: readonly NetworkAclEntry[],
  admissions: readonly Admission[],
): readonly string[] {
  const taken = new Set(entries.map(numberKey));
  const commands = admissions.flatMap((admission) => {
    const { egress, family, protocol, peers, ports } = admission;
    const refusing = inOrder(entries, egress, family).filter((entry) => refuses(entry, admission));
    let number = Math.min(32_766, ...refusing.map(({ ruleNumber }) => ruleNumber - 1));
    return peers.cidrs().flatMap((cidr) =>
      ports.flatMap(([first, last]) => {
        while (taken.has(numberKey({ egress, ruleNumber: number }))) number--;
        if (number < 1) return deleteEntries(region, acl, refusing);
        taken.add(numberKey({ egress, ruleNumber: number }));
        return awsCommand(region, 'ec2', 'create-network-acl-entry', {
          'network-acl-id': acl.id,
          'rule-number': number,
          [egress ? 'egress' : 'ingress']: true,
          'rule-action': 'allow',
          protocol,
          'port-range': `From=${first},To=${last}`,
          [family === 'ipv6' ? 'ipv6-cidr-block' : 'cidr-block']: cidr,
        });
      }),
    );
  });
  return [...new Set(commands)];
}

const numberKey = ({ egress, ruleNumber }: Pick<NetworkAclEntry, 'egress' | 'ruleNumber'>): string =>
  `${egress} ${ruleNumber}`;

const refuses = (entry: NetworkAclEntry, { family, protocol, peers, ports }: Admission): boolean =>
  entry.action === 'deny' &&
  [ALL_PROTOCOLS, protocol].includes(entry.protocol) &&
  (entry.ports === undefined || PortSet.of(entry.ports).overlaps(PortSet.of(...ports))) &&
  AddressSet.of(family, [entry.cidr]).shareOf(peers) >= A_PART_OF_THE_PEERS;

/** Commands that let replies pass where an ACL refuses them. */
export const admitReplies = (
  region: Place,
  acl: Pick<NetworkAcl, 'id'>,
  entries: readonly NetworkAclEntry[],
  gaps: readonly ReplyGap[],
): readonly string[] =>
  admit(
    region,
    acl,
    entries,
    gaps.map(({ direction, ...gap }) => ({ ...gap, egress: direction === 'ingress', ports: [EPHEMERAL_PORTS] })),
  );
