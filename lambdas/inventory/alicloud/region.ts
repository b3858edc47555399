import { aliCallName } from '#snapshot/alicloud-calls.ts';
import { GLOBAL_REGION, type RecordedCall, type Scope } from '#snapshot/recorded-call.ts';
import { canonicalCidr } from '../addresses.ts';
import { type Raw, text } from '../fields.ts';
import { type Known, known, mapKnown, notRead, unknown } from '../known.ts';
import { byId } from '../listing.ts';
import { GroupedBalancerPart } from './albnlb.ts';
import { AliAnswers, AliListing, together } from './ali-listing.ts';
import { whereAvailable } from './available.ts';
import type { AliListener, AliLoadBalancer } from './balancing.ts';
import { type AliCentral, CentralPart } from './central.ts';
import { ClbPart } from './clb.ts';
import {
  type AttackEvent,
  type BasicAddress,
  readBasicAsset,
  readBasicEvent,
  readSystemEvent,
  type SystemEvent,
} from './ddos.ts';
import {
  type AliInstance,
  type AliInterface,
  type AliPortList,
  type AliPrefixList,
  type AliRegionName,
  type AliSecurityGroup,
  readInnerAccess,
  readInstance,
  readInterface,
  readPortList,
  readPrefixList,
  readRegionName,
  readRule,
  readSecurityGroupHead,
} from './ecs.ts';
import { type AliNetworkAcl, readNetworkAcl, readNetworkAclAttribute } from './network-acl.ts';
import {
  type AliEip,
  type AliFlowLog,
  type AliForwardEntry,
  type AliHaVip,
  type AliIpv6,
  type AliNatGateway,
  type AliRouteTable,
  type AliVpc,
  type AliVSwitch,
  readEip,
  readFlowLog,
  readForwardEntry,
  readHaVip,
  readIpv6,
  readNatGateway,
  readRoute,
  readRouteTable,
  readVpc,
  readVSwitch,
} from './vpc.ts';

/** An access list of a balancer's listeners. */
export interface AliAccessList {
  readonly id: string;
  readonly name?: string;
  /** Canonical CIDRs. */
  readonly entries: Known<readonly string[]>;
}

/** Everything that was read of one Alibaba Cloud account in one region, and of the products that have none. Lists are sorted by id. */
export interface AliRegion extends Scope {
  readonly provider: 'alicloud';
  readonly regions: Known<readonly AliRegionName[]>;
  readonly vpcs: Known<readonly AliVpc[]>;
  readonly vSwitches: Known<readonly AliVSwitch[]>;
  readonly routeTables: Known<readonly AliRouteTable[]>;
  readonly networkAcls: Known<readonly AliNetworkAcl[]>;
  readonly eips: Known<readonly AliEip[]>;
  readonly haVips: Known<readonly AliHaVip[]>;
  readonly ipv6Addresses: Known<readonly AliIpv6[]>;
  readonly natGateways: Known<readonly AliNatGateway[]>;
  /** DNAT entries of every NAT gateway. */
  readonly forwardEntries: Known<readonly AliForwardEntry[]>;
  readonly flowLogs: Known<readonly AliFlowLog[]>;
  readonly securityGroups: Known<readonly AliSecurityGroup[]>;
  /** Those that rules name, as far as they were read. */
  readonly prefixLists: Known<readonly AliPrefixList[]>;
  readonly portLists: Known<readonly AliPortList[]>;
  readonly instances: Known<readonly AliInstance[]>;
  readonly interfaces: Known<readonly AliInterface[]>;
  readonly loadBalancers: Known<readonly AliLoadBalancer[]>;
  readonly listeners: Known<readonly AliListener[]>;
  readonly accessLists: Known<readonly AliAccessList[]>;
  /** Addresses that are in a blackhole or being scrubbed; every other one is in order. */
  readonly troubledAddresses: Known<readonly BasicAddress[]>;
  readonly attackEvents: Known<readonly AttackEvent[]>;
  readonly systemEvents: Known<readonly SystemEvent[]>;
  readonly central: AliCentral;
  /** When the last answer came, ISO 8601 UTC; absent where the snapshot does not say. */
  readonly readAt?: string;
  /** Whether `central` was read in this very scope, whose resources it then holds. */
  readonly holdsCentral: boolean;
  /** Whether this scope is one that regional resources can be in. */
  readonly holdsRegional: boolean;
}

interface Reader {
  readonly call: string;
  readonly wasRead: boolean;
  add(call: RecordedCall): void;
}

/** The kinds of assets that have the public addresses of a region. */
const CORE_ASSETS = ['ecs', 'slb', 'eip'];

/** Builds the inventory of a scope call by call; raw answers are not kept. */
export class AliRegionBuilder {
  readonly #scope: Scope;
  readonly #central: AliCentral | undefined;
  readonly #regions = new AliListing('ecs:DescribeRegions', readRegionName);
  readonly #groups = new AliListing('ecs:DescribeSecurityGroups', readSecurityGroupHead);
  readonly #rules = new AliListing('ecs:DescribeSecurityGroupAttribute', readRule);
  #readAt: string | undefined;
  readonly #innerAccess = new Map<string, 'accept' | 'drop'>();
  readonly #prefixLists = new AliAnswers('ecs:DescribePrefixListAttributes', readPrefixList);
  readonly #portLists = new AliAnswers('ecs:DescribePortRangeListEntries', readPortList);
  readonly #instances = new AliListing('ecs:DescribeInstances', readInstance);
  readonly #interfaces = new AliListing('ecs:DescribeNetworkInterfaces', readInterface);
  readonly #vpcs = new AliListing('vpc:DescribeVpcs', readVpc);
  readonly #vSwitches = new AliListing('vpc:DescribeVSwitches', readVSwitch);
  readonly #routeTables = new AliListing('vpc:DescribeRouteTableList', readRouteTable);
  readonly #routes = new AliListing('vpc:DescribeRouteEntryList', readRoute);
  readonly #acls = new AliListing('vpc:DescribeNetworkAcls', readNetworkAcl);
  readonly #aclDetails = new AliAnswers('vpc:DescribeNetworkAclAttributes', readNetworkAclAttribute);
  readonly #eips = new AliListing('vpc:DescribeEipAddresses', readEip);
  readonly #haVips = new AliListing('vpc:DescribeHaVips', readHaVip);
  readonly #ipv6 = new AliListing('vpc:DescribeIpv6Addresses', readIpv6);
  readonly #nats = new AliListing('vpc:DescribeNatGateways', readNatGateway);
  readonly #forwards = new AliListing('vpc:DescribeForwardTableEntries', readForwardEntry);
  readonly #flowLogs = new AliListing('vpc:DescribeFlowLogs', readFlowLog);
  readonly #clb = new ClbPart();
  readonly #alb = new GroupedBalancerPart('alb');
  readonly #nlb = new GroupedBalancerPart('nlb');
  readonly #accessLists = new AliListing('slb:DescribeAccessControlLists', (raw) => {
    const id = text(raw['AclId']);
    return id === undefined ? undefined : { id, name: text(raw['AclName']) };
  });
  readonly #accessEntries = new AliListing('slb:DescribeAccessControlListAttribute', readCidr('AclEntryIP'));
  readonly #albAccessEntries = new AliListing('alb:ListAclEntries', readCidr('Entry'));
  readonly #basic = new AliListing('yundun-ddos:DescribeInstanceIpAddress', readBasicAsset);
  readonly #basicEvents = new AliListing('yundun-ddos:DescribeDdosEventList', readBasicEvent);
  readonly #systemEvents = new AliListing('cms:DescribeSystemEventAttribute', readSystemEvent);
  readonly #centralPart = new CentralPart();
  readonly #readers: ReadonlyMap<string, Reader>;

  /** `central` is what the account's `global` scope holds, for a region of it. */
  constructor(scope: Scope, central?: AliCentral) {
    this.#scope = scope;
    this.#central = central;
    const regional: readonly Reader[] = [
      this.#regions,
      this.#groups,
      this.#rules,
      this.#prefixLists,
      this.#portLists,
      this.#instances,
      this.#interfaces,
      this.#vpcs,
      this.#vSwitches,
      this.#routeTables,
      this.#routes,
      this.#acls,
      this.#aclDetails,
      this.#eips,
      this.#haVips,
      this.#ipv6,
      this.#nats,
      this.#forwards,
      this.#flowLogs,
      this.#accessLists,
      this.#accessEntries,
      this.#albAccessEntries,
      this.#basic,
      this.#basicEvents,
      this.#systemEvents,
      ...this.#clb.readers,
      ...this.#alb.readers,
      ...this.#nlb.readers,
    ];
    this.#readers = new Map([...regional, ...this.#centralPart.readers].map((reader) => [reader.call, reader]));
  }

  /** Takes in one recorded call; calls that the inventory has no use for are passed over. */
  add(recorded: RecordedCall): void {
    if (recorded.at !== undefined && (this.#readAt === undefined || recorded.at > this.#readAt))
      this.#readAt = recorded.at;
    const name = aliCallName(recorded.call);
    if (name === undefined) return;
    this.#readers.get(name)?.add(recorded);
    if (name === 'ecs:DescribeSecurityGroupAttribute' && recorded.response !== undefined) {
      const answer = (recorded.response ?? {}) as Raw;
      const id = text(recorded.request['SecurityGroupId']) ?? text(answer['SecurityGroupId']);
      const policy = readInnerAccess(answer);
      if (id !== undefined && policy !== undefined) this.#innerAccess.set(id, policy);
    }
  }

  /** The inventory of what was added. */
  build(): AliRegion {
    const vpcs = this.#vpcs.result();
    const groups = this.#groups.result();
    const namesResolve = vpcs.known || groups.known;
    const sold = <T>(list: Known<readonly T[]>): Known<readonly T[]> => whereAvailable(list, namesResolve);
    const ownsCentral = this.#centralPart.readers.some(({ wasRead }) => wasRead);
    const isGlobal = this.#scope.region === GLOBAL_REGION;
    return {
      provider: 'alicloud',
      account: this.#scope.account,
      region: this.#scope.region,
      regions: byId(this.#regions.result()),
      vpcs: byId(vpcs),
      vSwitches: byId(this.#vSwitches.result()),
      routeTables: byId(
        mapKnown(this.#routeTables.result(), (all) =>
          all.map((table) => ({ ...table, routes: this.#routes.result(table.id) })),
        ),
      ),
      networkAcls: byId(mapKnown(sold(this.#acls.result()), (all) => all.map((acl) => this.#detailedAcl(acl)))),
      eips: byId(this.#eips.result()),
      haVips: byId(sold(this.#haVips.result())),
      ipv6Addresses: byId(sold(this.#ipv6.result())),
      natGateways: byId(this.#nats.result()),
      forwardEntries: byId(this.#allForwards()),
      flowLogs: byId(sold(this.#flowLogs.result())),
      securityGroups: byId(mapKnown(groups, (all) => all.map((head) => this.#group(head)))),
      prefixLists: this.#prefixLists.wasRead ? this.#prefixLists.all() : known([]),
      portLists: this.#portLists.wasRead ? this.#portLists.all() : known([]),
      instances: byId(this.#instances.result()),
      interfaces: byId(this.#interfaces.result()),
      loadBalancers: byId(together([this.#clb, this.#alb, this.#nlb].map(({ balancers }) => sold(balancers)))),
      listeners: byId(
        together(
          [this.#clb, this.#alb, this.#nlb].map(({ balancers, listeners }) => {
            // Where there are no balancers, for whatever reason, there are no listeners.
            const there = sold(balancers);
            return there.known && there.value.length === 0 && !listeners.known ? known([]) : listeners;
          }),
        ),
      ),
      accessLists: byId(this.#allAccessLists(namesResolve)),
      troubledAddresses: this.#troubled(namesResolve),
      attackEvents: this.#basicEvents.wasRead ? this.#basicEvents.all() : known([]),
      systemEvents: sold(this.#systemEvents.all()),
      central: ownsCentral || !this.#central ? this.#centralPart.build() : this.#central,
      ...(this.#readAt === undefined ? {} : { readAt: this.#readAt }),
      holdsCentral: isGlobal || ownsCentral,
      holdsRegional: !isGlobal || this.#groups.wasRead || this.#vpcs.wasRead,
    };
  }

  #group(head: Omit<AliSecurityGroup, 'innerAccess' | 'rules'>): AliSecurityGroup {
    const rules = this.#rules.result(head.id);
    const policy = this.#innerAccess.get(head.id);
    return {
      ...head,
      rules,
      innerAccess:
        policy !== undefined
          ? known(policy)
          : rules.known
            ? unknown({
                call: this.#rules.call,
                code: 'Malformed',
                message: `the answer about ${head.id} has no InnerAccessPolicy`,
              })
            : unknown(rules.missing),
    };
  }

  #detailedAcl(acl: AliNetworkAcl): AliNetworkAcl {
    if (acl.entries.known) return acl;
    const detail = this.#aclDetails.result(acl.id);
    if (detail.known) return { ...acl, entries: detail.value.entries };
    return this.#aclDetails.subjects.includes(acl.id) ? { ...acl, entries: unknown(detail.missing) } : acl;
  }

  /** A NAT gateway between private networks forwards private addresses only. */
  #allForwards(): Known<readonly AliForwardEntry[]> {
    const nats = this.#nats.result();
    if (!nats.known) return unknown(nats.missing);
    const tables = nats.value.flatMap((nat) => (nat.networkType === 'intranet' ? [] : nat.forwardTableIds));
    return together(tables.map((id) => this.#forwards.result(id)));
  }

  #allAccessLists(namesResolve: boolean): Known<readonly AliAccessList[]> {
    const clb = mapKnown(whereAvailable(this.#accessLists.result(), namesResolve), (all) =>
      all.map((list) => ({ ...list, entries: this.#accessEntries.result(list.id) })),
    );
    const alb = this.#albAccessEntries.subjects.map((id) => ({ id, entries: this.#albAccessEntries.result(id) }));
    // Entries alone are enough to judge a listener by.
    const bare = this.#accessEntries.subjects
      .filter((id) => !this.#accessLists.wasRead && id !== '')
      .map((id) => ({ id, entries: this.#accessEntries.result(id) }));
    return together([clb, known([...alb, ...bare])]);
  }

  /** Known when every kind of asset with public addresses was asked for both kinds of trouble, or for all of its addresses. */
  #troubled(namesResolve: boolean): Known<readonly BasicAddress[]> {
    if (!this.#basic.wasRead) return notRead(this.#basic.call);
    const { subjects } = this.#basic;
    const asked = (type: string, status: string): boolean =>
      subjects.some((subject) => [`${type}/`, `${type}/${status}`, '/', `/${status}`].includes(subject));
    const left = CORE_ASSETS.filter((type) => !asked(type, 'blackhole') || !asked(type, 'defense'));
    const read = mapKnown(whereAvailable(this.#basic.all(), namesResolve), (all) =>
      all.flat().filter(({ state }) => state !== 'normal'),
    );
    return left.length === 0 ? read : together([read, notRead(this.#basic.call)]);
  }
}

/** A range under `key`. */
const readCidr =
  (key: string) =>
  (raw: Raw): string | undefined =>
    canonicalCidr(raw[key]);
