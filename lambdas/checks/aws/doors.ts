import type { NetworkInterface, SecurityGroupRule } from '#inventory/aws/ec2.ts';
import type { LoadBalancer, TargetGroup } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { ALL_PROTOCOLS, TCP, UDP } from '#inventory/protocols.ts';
import { selectorsOf } from '#network/openness.ts';
import { preservesClient } from '#network/reach/forwarding.ts';
import { say } from '#platform/text.ts';
import { NOT_READ, unanswered } from '#snapshot/recorded-call.ts';
import { targetInterfaces } from './balancer-targets.ts';
import { withId } from './with-id.ts';

/** Security groups that clients of a balancer meet together, and on which ports. */
interface Door {
  readonly groupIds: readonly string[];
  /** Of any port where it is not told. */
  readonly ports?: readonly number[];
}

/**
 * The rules that decide which clients come to a target group through a balancer: those of the balancer's groups, or, where
 * it has none, those of its targets' groups on their ports. The latter see no client where the balancer does not show
 * them whom it speaks for: then there are none.
 */
export function rulesAtDoors(
  balancer: LoadBalancer,
  pool: TargetGroup,
  region: AwsRegion,
): Known<readonly SecurityGroupRule[]> {
  const doors = doorsOf(balancer, pool, region);
  const missing = doors.known ? [] : [...doors.missing];
  const protocols = protocolsOf(pool);
  const rules = seenOf(doors).flatMap(({ groupIds, ports }) =>
    groupIds.flatMap((id) => {
      const group = withId(region.securityGroups, id);
      const rules = group?.rules ?? unreadRules(id, region);
      if (!rules.known) missing.push(...rules.missing);
      return seenOf(rules).filter((rule) => {
        const selectors = selectorsOf(rule);
        if (rule.direction !== 'ingress') return false;
        if (ports === undefined) return true;
        return protocols.includes(rule.protocol) && ports.some((port) => isWithin(port, selectors));
      });
    }),
  );
  return missing.length === 0 ? known(rules) : unknown(missing, rules);
}

/** In a shared subnet an interface may carry groups that only their owner can read. */
const unreadRules = (id: string, { securityGroups }: AwsRegion): Known<readonly SecurityGroupRule[]> =>
  unknown(
    securityGroups.known
      ? unanswered('ec2:DescribeSecurityGroups', NOT_READ, say`${id} is not among the groups that were read`)
      : securityGroups.missing,
  );

const isWithin = (port: number, selectors: readonly [number, number] | undefined): boolean =>
  selectors !== undefined && selectors[0] <= port && port <= selectors[1];

const protocolsOf = ({ protocol = 'TCP' }: TargetGroup): readonly number[] => [
  ALL_PROTOCOLS,
  ...(protocol === 'UDP' || protocol === 'QUIC' ? [] : [TCP]),
  ...(protocol === 'TCP' || protocol === 'TLS' ? [] : [UDP]),
];

function doorsOf(balancer: LoadBalancer, pool: TargetGroup, region: AwsRegion): Known<readonly Door[]> {
  if (balancer.securityGroupIds.length > 0) return known([{ groupIds: balancer.securityGroupIds }]);
  if (pool.targetType === 'alb') return chainedDoors(pool, region);
  // Other kinds speak to their targets for themselves, or in a tunnel.
  if (balancer.type !== 'network') return known([]);
  const shows = preservesClient({ type: 'nlb', vpcId: balancer.vpcId }, pool, TCP);
  if (!shows.known) return unknown(shows.missing);
  if (!shows.value) return known([]);
  const interfaces = targetInterfaces(balancer, region, [pool.arn]);
  const doors = seenOf(interfaces).map((nic) => ({ groupIds: nic.groupIds, ports: portsAt(nic, pool) }));
  return interfaces.known ? known(doors) : unknown(interfaces.missing, doors);
}

/** An application balancer that is a target sees the clients' own addresses. */
function chainedDoors({ targets, port }: TargetGroup, { loadBalancers }: AwsRegion): Known<readonly Door[]> {
  const doors = seenOf(targets).flatMap((target) => {
    const ports = [target.port ?? port].filter((each) => each !== undefined);
    const front = seenOf(loadBalancers).find(({ arn }) => arn === target.id);
    return front ? [{ groupIds: front.securityGroupIds, ports }] : [];
  });
  const missing = [targets, loadBalancers].flatMap((list) => (list.known ? [] : list.missing));
  return missing.length === 0 ? known(doors) : unknown(missing, doors);
}

/** The ports that an interface is registered with, by its instance or one of its addresses. */
function portsAt({ attachment, addresses, ipv6Addresses }: NetworkInterface, pool: TargetGroup): readonly number[] {
  const own = new Set([attachment?.instanceId, ...addresses.map(({ privateIp }) => privateIp), ...ipv6Addresses]);
  return seenOf(pool.targets).flatMap(({ id, port = pool.port }) => (own.has(id) && port !== undefined ? port : []));
}
