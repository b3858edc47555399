import { familyOf } from '#inventory/addresses.ts';
import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import type { Known } from '#inventory/known.ts';
import { AddressSet } from '../address-set.ts';
import type { Estate } from '../estate.ts';
import { type Hop, hopOf, undecidedHop } from '../hop.ts';

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
  const at = { leg: 'forward', hop: 'address-mapping', component: nic.id, rule: null } as const;
  if (familyOf(address) === 'ipv4') {
    return publicAddress === undefined
      ? {
          ...at,
          verdict: 'fail',
          code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
          message: `${address} has no public address.`,
        }
      : { ...at, verdict: 'pass', message: `${publicAddress} is mapped to ${address}.` };
  }
  if (nic.denyAllIgwTraffic === true) {
    const message = `${nic.id} refuses whatever comes through an Internet gateway.`;
    return { ...at, verdict: 'fail', code: 'X_PRIVATE_IPV6', message };
  }
  if (!subnet.known) return undecidedHop(at, subnet.missing);
  const range = subnet.value.ipv6.find(({ cidr }) =>
    AddressSet.of('ipv6', [cidr]).contains(address.split('/')[0] ?? ''),
  );
  if (range?.addressAttribute === 'private' || range?.ipSource === 'none') {
    return {
      ...at,
      component: subnet.value.id,
      rule: range.cidr,
      verdict: 'fail',
      code: 'X_PRIVATE_IPV6',
      message: `${range.cidr} of ${subnet.value.id} is private: it is never advertised.`,
    };
  }
  return { ...at, verdict: 'pass', message: `${address} is public.` };
}

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
  const instanceId = nic.attachment?.instanceId;
  if (instanceId === undefined) return [interfaceHop(nic)];
  const at = { leg: 'forward', hop: 'instance', component: instanceId } as const;
  const instance = hopOf(estate.instance(instanceId), at, ({ state }) =>
    state === 'running'
      ? { verdict: 'pass', message: `${instanceId} is running.` }
      : { verdict: 'fail', code: 'BAD_STATE', message: `${instanceId} is ${state}.` },
  );
  return [interfaceHop(nic), instance];
}

function interfaceHop(nic: NetworkInterface): Hop {
  const at = { leg: 'forward', hop: 'interface', component: nic.id, rule: null } as const;
  const fail = (code: Hop['code'], message: string): Hop => ({ ...at, verdict: 'fail', code, message });
  if (nic.interfaceType === 'nat_gateway' || nic.interfaceType === 'regional_nat_gateway')
    return fail('X_NGW_UNSOLICITED_INGRESS', 'A NAT gateway takes only replies to what began inside.');
  if (DEAF.has(nic.interfaceType)) return fail('NO_POSSIBLE_DESTINATION', `Nothing listens on a ${nic.interfaceType}.`);
  if (nic.status !== 'in-use') return fail('BAD_STATE', `${nic.id} is ${nic.status}, not in use.`);
  const status = nic.attachment?.status;
  if (status !== undefined && status !== 'attached')
    return fail('BAD_STATE_ATTACHMENT', `${nic.id} is ${status}, not attached.`);
  return { ...at, verdict: 'pass', message: `${nic.id} is in use.` };
}
