import type { Family } from '#inventory/addresses.ts';
import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { Estate } from '../estate.ts';

/** A resource as answers name it. */
export interface ResourceName {
  /** `instance`, `network-interface`, `nat-gateway`, `alb`, `nlb` or `clb`. */
  readonly type: string;
  readonly id: string;
}

/** One address of one interface: what a stranger can send to. */
export interface Target {
  readonly nic: NetworkInterface;
  readonly resource: ResourceName;
  readonly family: Family;
  /** The private address, the IPv6 address, or a range of them that was delegated to the interface. */
  readonly address: string;
  readonly publicAddress?: string;
  /** Whether the public address was asked about: then also machines of ours go out to it and come in again. */
  readonly isAskedInPublic?: boolean;
}

/** What an interface belongs to, apart from load balancers. */
export function resourceOf(estate: Estate, nic: NetworkInterface): ResourceName {
  const nat = estate.natGatewayOf(nic.id);
  if (nat) return { type: 'nat-gateway', id: nat.id };
  const instanceId = nic.attachment?.instanceId;
  return instanceId === undefined ? { type: 'network-interface', id: nic.id } : { type: 'instance', id: instanceId };
}

/** The addresses of an interface, IPv4 first; a delegated IPv6 range stands for all its addresses. */
export function targetsOf(nic: NetworkInterface, resource: ResourceName): readonly Target[] {
  const targets: Target[] = nic.addresses.map(({ privateIp, publicIp }) =>
    publicIp === undefined
      ? { nic, resource, family: 'ipv4', address: privateIp }
      : { nic, resource, family: 'ipv4', address: privateIp, publicAddress: publicIp },
  );
  for (const address of [...nic.ipv6Addresses, ...nic.ipv6Prefixes])
    targets.push({ nic, resource, family: 'ipv6', address, publicAddress: address });
  return targets;
}
