import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type MissingCall, NOT_READ } from '#snapshot/recorded-call.ts';
import { awsCommand } from './command.ts';
import type { ConnectionHold } from './connection-holds.ts';
import { LEAST_DEFAULT_SECONDS, trackingSeconds } from './tracking-timeout.ts';
import { withId } from './with-id.ts';

/** An interface that forgets connections before something else gives them up. */
interface TrackingGap {
  readonly nic: NetworkInterface;
  readonly seconds: number;
  readonly hold: ConnectionHold;
  /** All interfaces that do, this one first. */
  readonly all: readonly NetworkInterface[];
}

/** The gap that hurts most: one with an idle timeout before one with a keep-alive, then the shortest memory. */
export function weakest(
  nics: readonly NetworkInterface[],
  holds: readonly ConnectionHold[],
  region: AwsRegion,
): TrackingGap | undefined {
  const gaps = nics.flatMap((nic) => {
    const seconds = secondsOf(nic, region);
    const hold = seconds === undefined ? undefined : holds.find((each) => seconds < each.seconds);
    return seconds === undefined || !hold ? [] : [{ nic, seconds, hold }];
  });
  const [first] = gaps.sort((a, b) => Number(b.hold.isIdle) - Number(a.hold.isIdle) || a.seconds - b.seconds);
  return first && { ...first, all: gaps.map(({ nic }) => nic) };
}

/** The interfaces whose default cannot be told, where the shortest possible one would be too short. */
export function untoldTypes(
  nics: readonly NetworkInterface[],
  holds: readonly ConnectionHold[],
  region: AwsRegion,
): readonly MissingCall[] {
  if (!holds.some(({ seconds }) => seconds > LEAST_DEFAULT_SECONDS)) return [];
  const untold = nics.filter((nic) => secondsOf(nic, region) === undefined);
  return untold.map(({ id }) => ({
    call: 'ec2:DescribeInstances',
    code: NOT_READ,
    message: `which default ${id} has cannot be told from its instance's type`,
  }));
}

/** A command that makes an interface remember connections for as long as the balancer keeps them. */
export const setTracking = (region: AwsRegion, { id }: NetworkInterface, holds: readonly ConnectionHold[]): string =>
  awsCommand(region, 'ec2', 'modify-network-interface-attribute', {
    'network-interface-id': id,
    'connection-tracking-specification': `TcpEstablishedTimeout=${Math.min(432_000, Math.max(...holds.map(({ seconds }) => seconds)) + 60)}`,
  });

function secondsOf(nic: NetworkInterface, region: AwsRegion): number | undefined {
  const instance = withId(region.instances, nic.attachment?.instanceId);
  return trackingSeconds(nic, instance);
}
