import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { type MissingCall, NOT_READ, unanswered } from '#snapshot/recorded-call.ts';
import { awsCommand } from './command.ts';
import type { ConnectionHold, HeldConnections } from './connection-holds.ts';
import { LEAST_DEFAULT_SECONDS, trackingSeconds } from './tracking-timeout.ts';
import { withId } from './with-id.ts';

/** An interface that forgets connections before something else gives them up. */
interface TrackingGap {
  readonly nic: NetworkInterface;
  readonly seconds: number;
  readonly hold: ConnectionHold;
  /** The interfaces that do, this one first, and for how long each would have to remember. */
  readonly all: ReadonlyMap<NetworkInterface, number>;
}

/** The gap that hurts most: one with an idle timeout before one with a keep-alive, then the shortest memory. */
export function weakest(ways: readonly HeldConnections[], region: AwsRegion): TrackingGap | undefined {
  const gaps = ways.flatMap(({ holds: known, targets }) => {
    const holds = known.known ? known.value : [];
    const longest = Math.max(0, ...holds.map((hold) => hold.seconds));
    return seenOf(targets).flatMap((nic) => {
      const seconds = secondsOf(nic, region);
      const hold = seconds === undefined ? undefined : holds.find((each) => seconds < each.seconds);
      return seconds === undefined || !hold ? [] : [{ nic, seconds, hold, longest }];
    });
  });
  gaps.sort((a, b) => Number(b.hold.isIdle) - Number(a.hold.isIdle) || a.seconds - b.seconds);
  const [first] = gaps;
  if (!first) return undefined;
  const all = new Map<NetworkInterface, number>();
  for (const { nic, longest } of gaps) all.set(nic, Math.max(all.get(nic) ?? 0, longest));
  return { ...first, all };
}

/** The interfaces whose default cannot be told, where the shortest possible one would be too short. */
export function untoldTypes(ways: readonly HeldConnections[], region: AwsRegion): readonly MissingCall[] {
  const long = ways.filter(
    ({ holds }) => holds.known && holds.value.some((hold) => hold.seconds > LEAST_DEFAULT_SECONDS),
  );
  const nics = new Set(long.flatMap(({ targets }) => seenOf(targets)));
  const untold = [...nics].filter((nic) => secondsOf(nic, region) === undefined);
  return untold.map(({ id }) =>
    unanswered('ec2:DescribeInstances', NOT_READ, say`which default ${id} has cannot be told from its instance's type`),
  );
}

/** Commands that make interfaces remember connections for as long as the balancer keeps them. */
export const setTracking = (region: AwsRegion, all: ReadonlyMap<NetworkInterface, number>): readonly string[] =>
  [...all].map(([{ id }, seconds]) =>
    awsCommand(region, 'ec2', 'modify-network-interface-attribute', {
      'network-interface-id': id,
      'connection-tracking-specification': `TcpEstablishedTimeout=${Math.min(432_000, seconds + 60)}`,
    }),
  );

function secondsOf(nic: NetworkInterface, region: AwsRegion): number | undefined {
  const instance = withId(region.instances, nic.attachment?.instanceId);
  return trackingSeconds(nic, instance);
}
