import type { AliListener, AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import type { AliInstance, AliInterface, AliSecurityGroup } from '#inventory/alicloud/ecs.ts';
import type { AliNetworkAcl } from '#inventory/alicloud/network-acl.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import type { AliEip, AliForwardEntry, AliRouteTable, AliVpc, AliVSwitch } from '#inventory/alicloud/vpc.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { say, type Text } from '#platform/text.ts';
import { NOT_READ } from '#snapshot/recorded-call.ts';

/** One address of an interface that strangers can send to. */
export interface AliTarget {
  readonly address: string;
  readonly publicAddress: string;
  /** What gave it: say`elastic IP address eip-1`, `public address`, say`DNAT entry fwd-1`. */
  readonly by: Text;
  /** Set where a NAT gateway passes only this on. */
  readonly forward?: AliForwardEntry;
  /**
   * Set where the address is bound to a secondary interface in cut-through mode, past the network ACL of its vSwitch.
   * @see https://www.alibabacloud.com/help/en/vpc/network-acl-overview
   */
  readonly skipsAcl?: true;
}

/** A region with everything findable at once. What is not there although its list was read whole is unknown, never nothing. */
export class AliEstate {
  readonly region: AliRegion;
  readonly #groups: ReadonlyMap<string, AliSecurityGroup>;
  readonly #instances: ReadonlyMap<string, AliInstance>;
  readonly #vSwitches: ReadonlyMap<string, AliVSwitch>;
  readonly #vpcs: ReadonlyMap<string, AliVpc>;
  readonly #interfaces: ReadonlyMap<string, AliInterface>;
  readonly #eipsByHolder: ReadonlyMap<string, readonly AliEip[]>;
  readonly #forwardsByAddress: ReadonlyMap<string, readonly AliForwardEntry[]>;
  readonly #publicIpv6: ReadonlySet<string>;
  /** Virtual addresses by the machines and interfaces that may hold them. */
  readonly #haVipsByMember: ReadonlyMap<string, readonly string[]>;
  readonly #hasPublicHaVip: boolean;

  constructor(region: AliRegion) {
    this.region = region;
    this.#groups = byId(region.securityGroups);
    this.#instances = byId(region.instances);
    this.#vSwitches = byId(region.vSwitches);
    this.#vpcs = byId(region.vpcs);
    this.#interfaces = byId(region.interfaces);
    this.#eipsByHolder = groupedBy(seenOf(region.eips), ({ instanceId = '' }) => instanceId);
    this.#forwardsByAddress = groupedBy(seenOf(region.forwardEntries), ({ internalIp }) => internalIp);
    const memberships = seenOf(region.haVips).flatMap(({ id, memberIds }) =>
      memberIds.map((member) => ({ id, member })),
    );
    this.#haVipsByMember = new Map(
      [...groupedBy(memberships, ({ member }) => member)].map(([member, all]) => [member, all.map(({ id }) => id)]),
    );
    this.#hasPublicHaVip = seenOf(region.eips).some(({ instanceType }) => instanceType === 'havip');
    this.#publicIpv6 = new Set(seenOf(region.ipv6Addresses).flatMap((each) => (each.isPublic ? [each.address] : [])));
  }

  group(id: string): Known<AliSecurityGroup> {
    return found(this.#groups, id, this.region.securityGroups, 'ecs:DescribeSecurityGroups');
  }

  /** An interface that was read. */
  interface(id: string): AliInterface | undefined {
    return this.#interfaces.get(id);
  }

  instance(id: string | undefined): Known<AliInstance> {
    return found(this.#instances, id, this.region.instances, 'ecs:DescribeInstances');
  }

  vSwitch(id: string | undefined): Known<AliVSwitch> {
    return found(this.#vSwitches, id, this.region.vSwitches, 'vpc:DescribeVSwitches');
  }

  vpc(id: string | undefined): Known<AliVpc> {
    return found(this.#vpcs, id, this.region.vpcs, 'vpc:DescribeVpcs');
  }

  /** The network ACL of a vSwitch. Most have none, and then nothing is filtered there. */
  aclOf(vSwitchId: string | undefined): Known<AliNetworkAcl | undefined> {
    if (vSwitchId === undefined) return known(undefined);
    const { networkAcls } = this.region;
    const named = seenOf(networkAcls).find((acl) => acl.vSwitchIds.includes(vSwitchId));
    if (named) return known(named);
    const told = this.#vSwitches.get(vSwitchId)?.networkAclId;
    if (told === null) return known(undefined);
    const acl = told === undefined ? undefined : seenOf(networkAcls).find(({ id }) => id === told);
    if (acl) return known(acl);
    if (!networkAcls.known) return unknown(networkAcls.missing);
    return told === undefined
      ? known(undefined)
      : unknown({ call: 'vpc:DescribeNetworkAcls', code: NOT_READ, message: `${told} is not in the answer` });
  }

  /** The route table of a vSwitch: the one that names it, else the system table of its VPC. */
  routeTableOf(vSwitchId: string | undefined): Known<AliRouteTable> {
    const { routeTables } = this.region;
    const vSwitch = this.vSwitch(vSwitchId);
    if (!vSwitch.known) return unknown(vSwitch.missing);
    const { routeTableId, vpcId } = vSwitch.value;
    const tables = seenOf(routeTables);
    const table =
      tables.find(({ vSwitchIds }) => vSwitchIds.includes(vSwitch.value.id)) ??
      tables.find(({ id }) => id === routeTableId) ??
      (routeTableId === undefined ? tables.find((each) => each.type === 'system' && each.vpcId === vpcId) : undefined);
    if (table) return known(table);
    if (!routeTables.known) return unknown(routeTables.missing);
    const message = `no route table of ${vSwitch.value.id} was read`;
    return unknown({ call: 'vpc:DescribeRouteTableList', code: NOT_READ, message });
  }

  /** The addresses of an interface that are public, or are led to from a public one. Known where all that could give one was read. */
  targetsOf(nic: AliInterface): Known<readonly AliTarget[]> {
    const { eips, instances, forwardEntries, haVips, ipv6Addresses } = this.region;
    const primary = nic.addresses.find((each) => each.primary)?.privateIp ?? nic.addresses[0]?.privateIp;
    const instance = nic.instanceId === undefined ? undefined : this.#instances.get(nic.instanceId);
    const isPrimary = nic.type === 'primary';
    const targets: AliTarget[] = [];
    for (const { privateIp, publicIp } of nic.addresses) {
      if (publicIp)
        targets.push({ address: privateIp, publicAddress: publicIp, by: say`elastic IP address ${publicIp}` });
    }
    for (const eip of [nic.id, nic.instanceId ?? nic.id].flatMap((id) => this.#eipsByHolder.get(id) ?? [])) {
      const isMine =
        (eip.instanceType === 'networkinterface' && eip.instanceId === nic.id) ||
        (eip.instanceType === 'ecsinstance' && eip.instanceId === nic.instanceId && isPrimary);
      const address = eip.privateIp ?? primary;
      const skipsAcl = eip.mode === 'binded' && nic.type === 'secondary' ? ({ skipsAcl: true } as const) : {};
      if (isMine && address)
        targets.push({ address, publicAddress: eip.address, by: say`elastic IP address ${eip.id}`, ...skipsAcl });
    }
    for (const id of [nic.id, nic.instanceId ?? nic.id].flatMap((member) => this.#haVipsByMember.get(member) ?? [])) {
      for (const eip of this.#eipsByHolder.get(id) ?? []) {
        if (primary)
          targets.push({
            address: primary,
            publicAddress: eip.address,
            by: say`elastic IP address ${eip.id} of ${id}`,
          });
      }
    }
    if (instance && isPrimary && primary) {
      for (const publicAddress of instance.publicIps)
        targets.push({ address: primary, publicAddress, by: say`public address` });
      if (instance.eip)
        targets.push({
          address: primary,
          publicAddress: instance.eip.address,
          by: say`elastic IP address ${instance.eip.address}`,
        });
    }
    const own = new Set(nic.addresses.map(({ privateIp }) => privateIp));
    for (const forward of [...own].flatMap((address) => this.#forwardsByAddress.get(address) ?? [])) {
      if (forward.status === 'deleting') continue;
      targets.push({
        address: forward.internalIp,
        publicAddress: forward.externalIp,
        by: say`DNAT entry ${forward.id}`,
        forward,
      });
    }
    for (const address of nic.ipv6Addresses) {
      if (this.#publicIpv6.has(address))
        targets.push({ address, publicAddress: address, by: say`IPv6 address with Internet bandwidth` });
    }
    const needed = [
      eips,
      forwardEntries,
      ...(nic.instanceId !== undefined ? [instances] : []),
      ...(nic.ipv6Addresses.length > 0 ? [ipv6Addresses] : []),
      ...(this.#hasPublicHaVip ? [haVips] : []),
    ];
    const missing = needed.flatMap((list) => (list.known ? [] : list.missing));
    const distinct = [...new Map(targets.map((each) => [keyOf(each), each])).values()];
    return missing.length === 0 ? known(distinct) : unknown(missing, distinct);
  }

  /** The addresses from which strangers reach a balancer. */
  addressesOf(balancer: AliLoadBalancer): Known<readonly string[]> {
    const bound = (this.#eipsByHolder.get(balancer.id) ?? []).map(({ address }) => address);
    if (!balancer.isInternet) {
      return this.region.eips.known || bound.length > 0 ? known(bound) : unknown(this.region.eips.missing);
    }
    if (!balancer.addresses.known) return bound.length > 0 ? known(bound) : balancer.addresses;
    return known([...new Set([...balancer.addresses.value, ...bound])].sort());
  }

  listenersOf(balancer: AliLoadBalancer): Known<readonly AliListener[]> {
    const { listeners } = this.region;
    const own = seenOf(listeners).filter(({ balancerId }) => balancerId === balancer.id);
    return listeners.known ? known(own) : unknown(listeners.missing, own);
  }
}

const keyOf = ({ address, publicAddress, forward }: AliTarget): string =>
  `${address} ${publicAddress} ${forward?.id ?? ''}`;

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const same = groups.get(keyOf(item));
    if (same) same.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

const byId = <T extends { readonly id: string }>(list: Known<readonly T[]>): ReadonlyMap<string, T> =>
  new Map(seenOf(list).map((item) => [item.id, item]));

function found<T>(
  items: ReadonlyMap<string, T>,
  id: string | undefined,
  list: Known<readonly T[]>,
  call: string,
): Known<T> {
  const item = id === undefined ? undefined : items.get(id);
  if (item) return known(item);
  if (!list.known) return unknown(list.missing);
  return unknown({ call, code: NOT_READ, message: `${id ?? 'what it stands in'} is not in the answer` });
}
