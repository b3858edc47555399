import { protocolName } from '#inventory/protocols.ts';
import { portsText } from '#network/ports-text.ts';
import { type Said, say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { admitReplies } from '../admit-replies.ts';
import { type ReplyGap, replyGaps } from '../reply-gaps.ts';

export default defineCheck({
  id: 'aws-vpc-network-acl-return-traffic-passes',
  title: 'Network ACLs let replies pass',
  severity: 'medium',
  concern: 'availability',
  examines: 'aws.ec2.NetworkAcl',
  why: 'An ACL remembers nothing: without an entry for the replies, connections hang although the request was admitted.',
  fix: 'Allow the ephemeral ports 32768-65535 in the other direction, towards the same networks.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports'],

  examine: (acl, { region }) =>
    given({ entries: acl.entries }, ({ entries }) => {
      const { gaps, isNarrowForBalancers } = replyGaps(entries);
      const [first, ...others] = gaps;
      if (!first) {
        return isNarrowForBalancers
          ? pass(
              'Replies pass to ports 32768–65535, not to all of 1024–65535 that load balancers and NAT gateways use.',
            )
          : pass();
      }
      return fail(
        gapText(described(first), others.length),
        { gaps: gaps.map(evidence) },
        { commands: admitReplies(region, acl, entries, gaps) },
      );
    }),
});

function gapText(gap: Said, others: number): Said {
  if (others === 0) return say`${gap}.`;
  return others === 1 ? say`${gap}, and 1 more gap.` : say`${gap}, and ${others} more gaps.`;
}

function described({ direction, protocol, services, peers, refused }: ReplyGap): Said {
  const [first = '', ...others] = peers.cidrs();
  const who = others.length > 0 ? say`${first} and ${others.length} more ranges` : first;
  const [name, asked, replies] = [protocolName(protocol), portsText(services), portsText(refused)];
  return direction === 'ingress'
    ? say`Admits ${name} ${asked} from ${who}, but lets no reply out to ${name} ${replies}`
    : say`Lets ${name} ${asked} out to ${who}, but no reply in to ${name} ${replies}`;
}

const evidence = ({ direction, family, protocol, services, peers, refused }: ReplyGap): object => ({
  direction,
  family,
  protocol: protocolName(protocol),
  services: services.intervals(),
  peers: peers.cidrs(),
  refused: refused.intervals(),
});
