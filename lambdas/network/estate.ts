import type { Instance, NetworkInterface, SecurityGroup } from '#inventory/aws/ec2.ts';
import type { VpcEndpoint } from '#inventory/aws/gateways.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import type { InternetGateway, NatGateway, NetworkAcl, RouteTable, Subnet, Vpc } from '#inventory/aws/vpc.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { NOT_READ } from '#snapshot/recorded-call.ts';

/** A region with everything findable at once. What is not there although its list was read whole is unknown, never nothing. */
export class Estate {
  readonly region: AwsRegion;
  readonly #vpcs: ById<Vpc>;
  readonly #subnets: ById<Subnet>;
  readonly #groups: ById<SecurityGroup>;
  readonly #instances: ById<Instance>;
  #interfaces: ById<NetworkInterface> | undefined;
  #endpoints: ById<VpcEndpoint> | undefined;
  readonly #acls: ByPlace<NetworkAcl>;
  readonly #tables: ByPlace<RouteTable>;
  readonly #edgeTables: ReadonlyMap<string, RouteTable>;
  readonly #gateways = new Map<string, InternetGateway>();
  #byAddress: Map<string, readonly NetworkInterface[]> | undefined;
  #byInstance: Map<string, readonly NetworkInterface[]> | undefined;
  readonly #natInterfaces = new Map<string, NatGateway>();

  constructor(region: AwsRegion) {
    this.region = region;
    this.#vpcs = byId(region.vpcs);
    this.#subnets = byId(region.subnets);
    this.#groups = byId(region.securityGroups);
    this.#instances = byId(region.instances);
    this.#acls = byPlace(region.networkAcls, (acl) => acl.isDefault);
    this.#tables = byPlace(region.routeTables, (table) => table.main);
    this.#edgeTables = new Map(
      seenOf(region.routeTables).flatMap((table) => table.gatewayIds.map((gateway) => [gateway, table] as const)),
    );
    for (const gateway of seenOf(region.internetGateways)) {
      for (const { vpcId, state } of gateway.attachments)
        if (state === 'available' || state === 'attached') this.#gateways.set(vpcId, gateway);
    }
    for (const nat of seenOf(region.natGateways)) {
      for (const { interfaceId } of nat.addresses) if (interfaceId) this.#natInterfaces.set(interfaceId, nat);
    }
  }

  vpc(id: string | undefined): Known<Vpc> {
    return found(this.#vpcs, id, this.region.vpcs, 'ec2:DescribeVpcs');
  }

  subnet(id: string | undefined): Known<Subnet> {
    return found(this.#subnets, id, this.region.subnets, 'ec2:DescribeSubnets');
  }

  /** The subnet of an interface. One that was not read is known by its id and VPC, which the interface tells itself. */
  subnetOf({ subnetId, vpcId }: Pick<NetworkInterface, 'subnetId' | 'vpcId'>): Subnet {
    const subnet = this.subnet(subnetId);
    if (subnet.known) return subnet.value;
    const unread = { mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: false, defaultForAz: false };
    return { id: subnetId ?? 'subnet', vpcId: vpcId ?? '', tags: {}, ipv6: [], ...unread };
  }

  group(id: string): Known<SecurityGroup> {
    return found(this.#groups, id, this.region.securityGroups, 'ec2:DescribeSecurityGroups');
  }

  instance(id: string): Known<Instance> {
    return found(this.#instances, id, this.region.instances, 'ec2:DescribeInstances');
  }

  interface(id: string): Known<NetworkInterface> {
    this.#interfaces ??= byId(this.region.networkInterfaces);
    return found(this.#interfaces, id, this.region.networkInterfaces, 'ec2:DescribeNetworkInterfaces');
  }

  endpoint(id: string): Known<VpcEndpoint> {
    this.#endpoints ??= byId(this.region.vpcEndpoints);
    return found(this.#endpoints, id, this.region.vpcEndpoints, 'ec2:DescribeVpcEndpoints');
  }

  /** The interfaces with a private or IPv6 address of their own; several where VPCs share a range. */
  interfacesAt(address: string): readonly NetworkInterface[] {
    if (!this.#byAddress) {
      this.#byAddress = new Map();
      for (const nic of seenOf(this.region.networkInterfaces)) {
        for (const each of [...nic.addresses.map(({ privateIp }) => privateIp), ...nic.ipv6Addresses])
          this.#byAddress.set(each, [...(this.#byAddress.get(each) ?? []), nic]);
      }
    }
    return this.#byAddress.get(address) ?? [];
  }

  /** The interfaces that are attached to an instance. */
  interfacesOf(instanceId: string): readonly NetworkInterface[] {
    if (!this.#byInstance) {
      this.#byInstance = new Map();
      for (const nic of seenOf(this.region.networkInterfaces)) {
        const id = nic.attachment?.instanceId;
        if (id !== undefined) this.#byInstance.set(id, [...(this.#byInstance.get(id) ?? []), nic]);
      }
    }
    return this.#byInstance.get(instanceId) ?? [];
  }

  /** The group, or one with the same id of which nothing is known. */
  groupOrUnread(id: string): SecurityGroup {
    const group = this.group(id);
    return group.known ? group.value : { id, groupName: '', tags: {}, rules: unknown(group.missing) };
  }

  /**
   * The ACL of a subnet: the one that names it, else its VPC's default one. A subnet without any is one whose ACL we did
   * not see, not one without a filter.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
   */
  aclOf(subnetId: string | undefined): Known<NetworkAcl> {
    return this.#placed(this.#acls, subnetId, this.region.networkAcls, 'ec2:DescribeNetworkAcls', 'network ACL');
  }

  /**
   * The route table of a subnet: the one that names it, else the main one of the subnet's own VPC.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
   */
  routeTableOf(subnetId: string | undefined): Known<RouteTable> {
    return this.#placed(this.#tables, subnetId, this.region.routeTables, 'ec2:DescribeRouteTables', 'route table');
  }

  /** The table that routes what comes in through a gateway, if there is one. */
  edgeTableOf(gatewayId: string): Known<RouteTable | undefined> {
    const table = this.#edgeTables.get(gatewayId);
    if (table || this.region.routeTables.known) return known(table);
    return unknown(this.region.routeTables.missing);
  }

  /** The Internet gateway that is attached to a VPC, if there is one. */
  gatewayOf(vpcId: string): Known<InternetGateway | undefined> {
    const gateway = this.#gateways.get(vpcId);
    if (gateway) return known(gateway);
    if (!this.region.internetGateways.known) return unknown(this.region.internetGateways.missing);
    if (vpcId === '') return notShown('ec2:DescribeNetworkInterfaces', 'an interface names no VPC');
    return this.isForeign(vpcId)
      ? notShown('ec2:DescribeInternetGateways', `the gateway of ${vpcId} is not shared here${this.#ownedBy(vpcId)}`)
      : known(undefined);
  }

  /** The NAT gateway that an interface belongs to. */
  natGatewayOf(interfaceId: string): NatGateway | undefined {
    return this.#natInterfaces.get(interfaceId);
  }

  /** Whether a VPC was shared with us by another account, whose gateways and settings we cannot list. */
  isForeign(vpcId: string): boolean {
    const vpc = this.#vpcs.get(vpcId);
    const owner = vpc?.known ? vpc.value.ownerId : undefined;
    return owner !== undefined && /^\d{12}$/.test(this.region.account) && owner !== this.region.account;
  }

  /** Who could tell more of a shared VPC, as the rest of a sentence. */
  #ownedBy(vpcId: string): string {
    const vpc = this.#vpcs.get(vpcId);
    const owner = vpc?.known ? vpc.value.ownerId : undefined;
    return this.isForeign(vpcId) ? `: account ${owner} owns it, look at it there` : '';
  }

  #placed<T>(places: ByPlace<T>, subnetId: string | undefined, list: Known<readonly T[]>, call: string, what: string) {
    const named = subnetId === undefined ? undefined : places.bySubnet.get(subnetId);
    if (named) return known(named);
    if (!list.known) return unknown<T>(list.missing);
    const subnet = this.subnet(subnetId);
    if (!subnet.known) return unknown<T>(subnet.missing);
    const fallback = places.byVpc.get(subnet.value.vpcId);
    return fallback
      ? known(fallback)
      : notShown<T>(call, `no ${what} of ${subnetId} was read${this.#ownedBy(subnet.value.vpcId)}`);
  }
}

interface ByPlace<T> {
  readonly bySubnet: ReadonlyMap<string, T>;
  /** What subnets without one of their own use. */
  readonly byVpc: ReadonlyMap<string, T>;
}

function byPlace<T extends { readonly vpcId: string; readonly subnetIds: readonly string[] }>(
  list: Known<readonly T[]>,
  isFallback: (item: T) => boolean,
): ByPlace<T> {
  const items = seenOf(list);
  return {
    bySubnet: new Map(items.flatMap((item) => item.subnetIds.map((id) => [id, item] as const))),
    byVpc: new Map(items.filter(isFallback).map((item) => [item.vpcId, item] as const)),
  };
}

/** Items as the facts that they are, made once: they are asked for again and again. */
type ById<T> = ReadonlyMap<string, Known<T>>;

function byId<T extends { readonly id: string }>(list: Known<readonly T[]>): ById<T> {
  const items = new Map<string, Known<T>>();
  for (const item of seenOf(list)) items.set(item.id, known(item));
  return items;
}

const notShown = <T>(call: string, message: string): Known<T> => unknown<T>({ call, code: NOT_READ, message });

function found<T>(items: ById<T>, id: string | undefined, list: Known<readonly T[]>, call: string): Known<T> {
  const item = id === undefined ? undefined : items.get(id);
  if (item) return item;
  return list.known ? notShown(call, `${id ?? 'what it stands in'} is not in the answer`) : unknown(list.missing);
}
