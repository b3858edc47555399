import type { RulePeer, SecurityGroup } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, unknown } from '#inventory/known.ts';
import { withId } from './with-id.ts';

type GroupPeer = Extract<RulePeer, { kind: 'group' }>;

/** States of a peering connection that nothing comes back from. */
const ENDED = new Set(['deleted', 'deleting', 'rejected', 'failed', 'expired']);

/**
 * What of a rule's reference is gone: `sg-9` or `pcx-9`; `undefined` where it lives.
 *
 * A group of another account cannot be looked up; there AWS's own list of stale rules tells.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
export function goneIn(peer: GroupPeer, group: SecurityGroup, region: AwsRegion): Known<string | undefined> {
  const { id, peeringId, peeringStatus, accountId = region.account } = peer;
  const groups = region.securityGroups;
  const peering = withId(region.vpcPeeringConnections, peeringId);
  if (peeringId !== undefined && ENDED.has(peering?.status ?? peeringStatus ?? '')) return known(peeringId);
  const stale = withId(region.staleSecurityGroups, group.id);
  if (stale?.rules.some(({ groupIds }) => groupIds.includes(id))) return known(id);
  if (id === group.id || withId(groups, id)) return known(undefined);
  if (accountId === region.account && !groups.known) return unknown(groups.missing);
  if (accountId === region.account) return known(id);
  return region.staleSecurityGroups.known ? known(undefined) : unknown(region.staleSecurityGroups.missing);
}
