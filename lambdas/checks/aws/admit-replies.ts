import type { NetworkAcl, NetworkAclEntry } from '#inventory/aws/vpc.ts';
import { EPHEMERAL_PORTS, inOrder } from './acl-entries.ts';
import { awsCommand } from './command.ts';
import type { ReplyGap } from './reply-gaps.ts';

/** Commands that let replies pass where an ACL refuses them, before any entry that denies them. */
export function admitReplies(
  region: { readonly region: string },
  { id }: Pick<NetworkAcl, 'id'>,
  entries: readonly NetworkAclEntry[],
  { direction, family, protocol, peers }: Pick<ReplyGap, 'direction' | 'family' | 'protocol' | 'peers'>,
): readonly string[] {
  const egress = direction === 'ingress';
  const own = inOrder(entries, egress, family);
  const taken = new Set(entries.filter((entry) => entry.egress === egress).map(({ ruleNumber }) => ruleNumber));
  const denies = own.filter(({ action }) => action === 'deny').map(({ ruleNumber }) => ruleNumber);
  let number = Math.min(32_766, ...denies);
  return peers.cidrs().map((cidr) => {
    do number--;
    while (taken.has(number));
    return awsCommand(region, 'ec2', 'create-network-acl-entry', {
      'network-acl-id': id,
      'rule-number': number,
      [egress ? 'egress' : 'ingress']: true,
      'rule-action': 'allow',
      protocol,
      'port-range': `From=${EPHEMERAL_PORTS[0]},To=${EPHEMERAL_PORTS[1]}`,
      [family === 'ipv6' ? 'ipv6-cidr-block' : 'cidr-block']: cidr,
    });
  });
}
