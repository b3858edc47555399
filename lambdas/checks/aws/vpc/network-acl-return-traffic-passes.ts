import { protocolName } from '#inventory/protocols.ts';
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
      const more = others.length === 0 ? '' : `, and ${others.length} more ${others.length === 1 ? 'gap' : 'gaps'}`;
      return fail(
        `${described(first)}${more}.`,
        { gaps: gaps.map(evidence) },
        { commands: admitReplies(region, acl, entries, gaps) },
      );
    }),
});

function described({ direction, protocol, services, peers, refused }: ReplyGap): string {
  const [first, ...others] = peers.cidrs();
  const who = `${first}${others.length > 0 ? ` and ${others.length} more ranges` : ''}`;
  const name = protocolName(protocol);
  return direction === 'ingress'
    ? `Admits ${name} ${services.toString()} from ${who}, but lets no reply out to ${name} ${refused.toString()}`
    : `Lets ${name} ${services.toString()} out to ${who}, but no reply in to ${name} ${refused.toString()}`;
}

const evidence = ({ direction, family, protocol, services, peers, refused }: ReplyGap): object => ({
  direction,
  family,
  protocol: protocolName(protocol),
  services: services.intervals(),
  peers: peers.cidrs(),
  refused: refused.intervals(),
});
