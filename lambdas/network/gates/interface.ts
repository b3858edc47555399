import { familyOf } from '#inventory/addresses.ts';
import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import type { Known } from '#inventory/known.ts';
import { say, type Text } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import type { Estate } from '../estate.ts';
import { type Hop, undecidedHop } from '../hop.ts';
import { INTERNET } from '../internet.ts';

/**
 * The Internet gateway must know the address: IPv4 needs a public one mapped to it, IPv6 a range that is advertised.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
 */
export function addressMappingHop(
  nic: NetworkInterface,
  subnet: Known<Subnet>,
  address: string,
  publicAddress: string | undefined,
): Hop {
  const isMapped = familyOf(address) === 'ipv4';
  return (
    addressMappingTrouble(nic, subnet, address, publicAddress) ?? {
      ...addressMapping(nic),
      verdict: 'pass',
      message: isMapped ? say`${String(publicAddress)} is mapped to ${address}.` : say`${address} is public.`,
    }
  );
}

/** {@link addressMappingHop} where it does not pass. */
export function addressMappingTrouble(
  nic: NetworkInterface,
  subnet: Known<Subnet>,
  address: string,
  publicAddress: string | undefined,
): Hop | undefined {
  if (familyOf(address) === 'ipv4') {
    if (publicAddress !== undefined) return undefined;
    const code = 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS';
    return { ...addressMapping(nic), verdict: 'fail', code, message: say`${address} has no public address.` };
  }
  if (nic.denyAllIgwTraffic === true) {
    const message = say`${nic.id} refuses whatever comes through an Internet gateway.`;
    return { ...addressMapping(nic), verdict: 'fail', code: 'X_PRIVATE_IPV6', message };
  }
  if (!INTERNET.ipv6.overlaps(AddressSet.of('ipv6', [address]))) {
    const message = say`${address} is no address of the Internet.`;
    return { ...addressMapping(nic), verdict: 'fail', code: 'X_PRIVATE_IPV6', message };
  }
  if (!subnet.known) return undecidedHop(addressMapping(nic), subnet.missing);
  const range = subnet.value.ipv6.find(({ cidr }) =>
    AddressSet.of('ipv6', [cidr]).contains(address.split('/')[0] ?? ''),
  );
  if (range?.addressAttribute !== 'private' && range?.ipSource !== 'none') return undefined;
  return {
    ...addressMapping(nic),
    component: subnet.value.id,
    rule: range.cidr,
    verdict: 'fail',
    code: 'X_PRIVATE_IPV6',
    message: say`${range.cidr} of ${subnet.value.id} is private: it is never advertised.`,
  };
}

const addressMapping = ({ id }: NetworkInterface) =>
  ({ leg: 'forward', hop: 'address-mapping', component: id, rule: null }) as const;

/** Interfaces at which nothing listens for strangers, whatever their groups say. */
const DEAF: ReadonlySet<string> = new Set([
  'transit_gateway',
  'gateway_load_balancer',
  'gateway_load_balancer_endpoint',
]);

/**
 * The interface must be in use, its instance running, and something there must take what nobody asked for.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html
 */
export function interfaceHops(estate: Estate, nic: NetworkInterface): readonly Hop[] {
  const own = interfaceTrouble(nic) ?? { ...atInterface(nic), verdict: 'pass', message: say`${nic.id} is in use.` };
  const instanceId = nic.attachment?.instanceId;
  if (instanceId === undefined) return [own];
  const running: Hop = {
    ...atInstance(instanceId),
    rule: null,
    verdict: 'pass',
    message: say`${instanceId} is running.`,
  };
  return [own, instanceTrouble(estate, instanceId) ?? running];
}

/** {@link interfaceHops} that do not pass. */
export function interfaceTroubles(estate: Estate, nic: NetworkInterface): readonly Hop[] {
  const own = interfaceTrouble(nic);
  const instanceId = nic.attachment?.instanceId;
  const instance = instanceId === undefined ? undefined : instanceTrouble(estate, instanceId);
  if (!own) return instance ? [instance] : NONE;
  return instance ? [own, instance] : [own];
}

const NONE: readonly Hop[] = [];

const atInterface = ({ id }: NetworkInterface) =>
  ({ leg: 'forward', hop: 'interface', component: id, rule: null }) as const;

const atInstance = (id: string) => ({ leg: 'forward', hop: 'instance', component: id }) as const;

function interfaceTrouble(nic: NetworkInterface): Hop | undefined {
  if (nic.interfaceType === 'nat_gateway' || nic.interfaceType === 'regional_nat_gateway')
    return refusal(nic, 'X_NGW_UNSOLICITED_INGRESS', say`A NAT gateway takes only replies to what began inside.`);
  if (DEAF.has(nic.interfaceType))
    return refusal(nic, 'NO_POSSIBLE_DESTINATION', say`Nothing listens on a ${nic.interfaceType}.`);
  if (nic.status !== 'in-use') return refusal(nic, 'BAD_STATE', say`${nic.id} is ${nic.status}, not in use.`);
  const status = nic.attachment?.status;
  if (status !== undefined && status !== 'attached')
    return refusal(nic, 'BAD_STATE_ATTACHMENT', say`${nic.id} is ${status}, not attached.`);
  return undefined;
}

const refusal = (nic: NetworkInterface, code: Hop['code'], message: Text): Hop => ({
  ...atInterface(nic),
  verdict: 'fail',
  code,
  message,
});

function instanceTrouble(estate: Estate, instanceId: string): Hop | undefined {
  const instance = estate.instance(instanceId);
  if (!instance.known) return undecidedHop(atInstance(instanceId), instance.missing);
  const { state } = instance.value;
  if (state === 'running') return undefined;
  const message = say`${instanceId} is ${state}.`;
  return { ...atInstance(instanceId), rule: null, verdict: 'fail', code: 'BAD_STATE', message };
}
