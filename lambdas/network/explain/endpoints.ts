import { canonicalAddress, canonicalCidr, type Family, familyOf } from '#inventory/addresses.ts';
import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import { seenOf } from '#inventory/known.ts';
import { UsageError } from '#platform/usage-error.ts';
import { AddressSet } from '../address-set.ts';
import type { AwsReach } from '../aws-reach.ts';
import type { Estate } from '../estate.ts';
import { INTERNET } from '../internet.ts';
import { resourceOf, type Target, targetsOf } from '../reach/targets.ts';
import { addressesOf } from './private-groups.ts';

/** Where a flow begins. */
export type FlowSource =
  | { readonly kind: 'addresses'; readonly of: (family: Family) => AddressSet; readonly isOne: boolean }
  | { readonly kind: 'interfaces'; readonly interfaces: readonly NetworkInterface[] };

/**
 * Reads `internet`, an address, a CIDR, or the id of an instance or interface.
 *
 * @throws {UsageError} when it is none of them, or names nothing in the snapshot.
 */
export function readSource(estate: Estate, written: string): FlowSource {
  if (written === 'internet') return { kind: 'addresses', of: (family) => INTERNET[family], isOne: false };
  const cidr = canonicalCidr(written);
  if (cidr !== undefined) {
    const family = familyOf(cidr);
    const owner = written.includes('/') ? [] : interfacesAt(estate, canonicalAddress(written) ?? written, false);
    if (owner.length > 0) return { kind: 'interfaces', interfaces: owner };
    const set = AddressSet.of(family, [cidr]);
    return {
      kind: 'addresses',
      of: (each) => (each === family ? set : AddressSet.none(each)),
      isOne: !written.includes('/'),
    };
  }
  const interfaces = interfacesOfResource(estate, written);
  if (interfaces.length > 0) return { kind: 'interfaces', interfaces };
  throw new UsageError(
    `'${written}' is no source: expected internet, an address, a CIDR, or the id of an instance or interface in the snapshot`,
  );
}

/** The addresses that `written` names: all of a machine, an interface or a balancer, or one, private or public. */
export function readTargets(
  { estate, balancers }: Pick<AwsReach, 'estate' | 'balancers'>,
  written: string,
): readonly Target[] {
  const nodes = balancers.nodesOf(balancers.idNamed(written) ?? written);
  if (nodes.length > 0) return nodes.map(({ target }) => target);
  const address = canonicalAddress(written);
  const interfaces =
    address === undefined ? interfacesOfResource(estate, written) : interfacesAt(estate, address, true);
  const targets = interfaces.flatMap((nic) => {
    const balancer = balancers.balancerOf(nic.id);
    return targetsOf(nic, balancer ? { type: balancer.type, id: balancer.id } : resourceOf(estate, nic));
  });
  if (address === undefined) return targets;
  return targets
    .filter(
      (target) =>
        target.address === address ||
        target.publicAddress === address ||
        (target.address.includes('/') && AddressSet.of(target.family, [target.address]).contains(address)),
    )
    .map((target) =>
      target.family === 'ipv4' && target.publicAddress === address ? { ...target, isAskedInPublic: true } : target,
    );
}

/** Whether everything that `--to` and `--from` may name was read, so that what is not found does not exist. */
export const isFindable = ({ region }: Estate): boolean => region.networkInterfaces.known && region.instances.known;

function interfacesOfResource(estate: Estate, id: string): readonly NetworkInterface[] {
  const nic = estate.interface(id);
  if (nic.known) return [nic.value];
  const attached = seenOf(estate.region.networkInterfaces).filter(({ attachment }) => attachment?.instanceId === id);
  if (attached.length > 0) return attached;
  const instance = estate.instance(id);
  if (!instance.known) return [];
  return instance.value.interfaceIds.flatMap((each) => {
    const known = estate.interface(each);
    return known.known ? [known.value] : [];
  });
}

function interfacesAt(estate: Estate, address: string, isPublicToo: boolean): readonly NetworkInterface[] {
  return seenOf(estate.region.networkInterfaces).filter(
    (nic) =>
      addressesOf(nic).some((each) =>
        each.includes('/') ? AddressSet.of(familyOf(each), [each]).contains(address) : each === address,
      ) ||
      (isPublicToo && nic.addresses.some(({ publicIp }) => publicIp === address)),
  );
}
