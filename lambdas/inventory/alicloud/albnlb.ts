import { canonicalAddress } from '../addresses.ts';
import { boolean, number, object, objects, type Raw, text, texts } from '../fields.ts';
import { type Known, known, mapKnown, notRead, seenOf, unknown } from '../known.ts';
import { AliAnswers, AliListing } from './ali-listing.ts';
import {
  type AliListener,
  type AliLoadBalancer,
  type AliServer,
  type BadServer,
  type BalancerKind,
  type BalancerNode,
  type Balancing,
  type ListenerAccess,
  listenerIdOf,
  type Persistence,
} from './balancing.ts';
import { labels } from './ecs.ts';

/** The public addresses of an Internet balancer, the private ones of another, over its zones. */
function zoneNodes(raw: Raw, isInternet: boolean): readonly BalancerNode[] {
  return objects(raw['ZoneMappings']).flatMap((zone) =>
    objects(zone['LoadBalancerAddresses']).flatMap((each): readonly BalancerNode[] => {
      const written = each['PrivateIPv4Address'] ?? each['IntranetAddress'];
      const privateAddress = canonicalAddress(written);
      const address = canonicalAddress(
        isInternet ? (each['PublicIPv4Address'] ?? each['Address']) : (written ?? each['Address']),
      );
      const vSwitchId = text(zone['VSwitchId']);
      if (address === undefined) return [];
      return [
        {
          address,
          ...(vSwitchId === undefined ? {} : { vSwitchId }),
          ...(privateAddress === undefined ? {} : { privateAddress }),
        },
      ];
    }),
  );
}

const addressesAt = (nodes: readonly BalancerNode[]): readonly string[] => nodes.map(({ address }) => address);

/** Both products' list of balancers. ALB spells the business status with a double s. */
const readBalancer =
  (kind: 'alb' | 'nlb') =>
  (raw: Raw): AliLoadBalancer | undefined => {
    const id = text(raw['LoadBalancerId']);
    if (id === undefined) return undefined;
    const isInternet = text(raw['AddressType'])?.toLowerCase() === 'internet';
    const business = text(raw['LoadBalancerBussinessStatus']) ?? text(raw['LoadBalancerBusinessStatus']);
    const nodes = zoneNodes(raw, isInternet);
    const found = addressesAt(nodes);
    return {
      id,
      ...labels(raw, 'LoadBalancerName'),
      kind,
      status: text(raw['LoadBalancerStatus'])?.toLowerCase() ?? 'unknown',
      ...(business === undefined || business.toLowerCase() === 'normal' ? {} : { businessStatus: business }),
      isInternet,
      addresses: found.length > 0 || kind === 'nlb' ? known(found) : notRead('alb:GetLoadBalancerAttribute'),
      ...(nodes.length === 0 ? {} : { nodes }),
      dnsName: text(raw['DNSName'])?.toLowerCase(),
      vpcId: text(raw['VpcId']),
      groupIds: texts(raw['SecurityGroupIds']),
      deletionProtection: boolean(object(raw['DeletionProtectionConfig'])['Enabled']),
      hasWaf: /waf/i.test(text(raw['LoadBalancerEdition']) ?? ''),
    };
  };

interface OwnListener {
  readonly listenerId: string;
  readonly balancerId: string;
  readonly protocol: string;
  readonly ports: readonly [number, number];
  readonly raw: Pick<
    AliListener,
    'tags' | 'name' | 'status' | 'redirects' | 'idleSeconds' | 'requestSeconds' | 'establishedSeconds' | 'tlsPolicy'
  >;
  readonly groupIds: readonly string[];
}

/** The groups that actions forward to. */
const groupsOf = (actions: unknown): readonly string[] =>
  objects(actions).flatMap((action) =>
    objects(object(action['ForwardGroupConfig'])['ServerGroupTuples']).flatMap(
      (tuple) => text(tuple['ServerGroupId']) ?? [],
    ),
  );

const readListener =
  (kind: 'alb' | 'nlb') =>
  (raw: Raw): OwnListener | undefined => {
    const listenerId = text(raw['ListenerId']);
    const balancerId = text(raw['LoadBalancerId']);
    const protocol = text(raw['ListenerProtocol'])?.toLowerCase();
    const port = number(raw['ListenerPort']);
    if (listenerId === undefined || balancerId === undefined || protocol === undefined || port === undefined)
      return undefined;
    const first = port === 0 ? (number(raw['StartPort']) ?? 0) : port;
    const last = port === 0 ? (number(raw['EndPort']) ?? 65535) : port;
    const idle = number(raw['IdleTimeout']);
    const actions = objects(raw['DefaultActions']);
    return {
      listenerId,
      balancerId,
      protocol,
      ports: [first, last],
      raw: {
        ...labels(raw, 'ListenerDescription'),
        status: text(raw['ListenerStatus'])?.toLowerCase() ?? 'unknown',
        redirects: actions.length > 0 && actions.every((action) => /^redirect$/i.test(text(action['Type']) ?? '')),
        ...(kind === 'alb' ? { idleSeconds: idle, requestSeconds: number(raw['RequestTimeout']) } : {}),
        ...(kind === 'nlb' && protocol !== 'udp' ? { establishedSeconds: idle } : {}),
        tlsPolicy: text(raw['SecurityPolicyId'])?.toLowerCase(),
      },
      groupIds: kind === 'alb' ? groupsOf(actions) : [text(raw['ServerGroupId'])].flatMap((each) => each ?? []),
    };
  };

interface Group {
  readonly id: string;
  readonly name?: string;
  readonly scheduler?: string;
  readonly hashesUrl: boolean;
  readonly persistence: Persistence;
  readonly healthCheck?: boolean;
}

const readGroup = (raw: Raw): Group | undefined => {
  const id = text(raw['ServerGroupId']);
  if (id === undefined) return undefined;
  const sticky = object(raw['StickySessionConfig']);
  const cookie = text(sticky['StickySessionType'])?.toLowerCase() === 'server' ? 'server' : 'insert';
  const health = { ...object(raw['HealthCheckConfig']), ...object(raw['HealthCheck']) };
  return {
    id,
    name: text(raw['ServerGroupName']),
    scheduler: text(raw['Scheduler'])?.toLowerCase(),
    hashesUrl: Object.keys(object(raw['UchConfig'])).length > 0,
    persistence: boolean(sticky['StickySessionEnabled'])
      ? { kind: 'cookie', cookie, ...(cookie === 'insert' ? { seconds: number(sticky['CookieTimeout']) } : {}) }
      : { kind: 'none' },
    healthCheck: boolean(health['HealthCheckEnabled']),
  };
};

const readServer = (raw: Raw): AliServer | undefined => {
  const id = text(raw['ServerId']);
  if (id === undefined) return undefined;
  return {
    id,
    ip: canonicalAddress(raw['ServerIp']),
    port: number(raw['Port']),
    weight: number(raw['Weight']),
    zoneId: text(raw['ZoneId']),
  };
};

/** Only the servers that fail are listed; an ALB tells those behind its forwarding rules beside them. */
const readHealth = (raw: Raw, _request: Raw, answer: Raw): readonly BadServer[] => {
  const found = [raw, ...objects(answer['RuleHealthStatus'])].flatMap(badServersIn);
  return [...new Map(found.map((each) => [`${each.groupId} ${each.id} ${each.port}`, each])).values()];
};

const badServersIn = (raw: Raw): readonly BadServer[] =>
  objects(raw['ServerGroupInfos']).flatMap((group) =>
    objects(group['NonNormalServers']).flatMap((server) => {
      const id = text(server['ServerId']);
      if (id === undefined) return [];
      return [
        {
          id,
          ip: canonicalAddress(server['ServerIp']),
          port: number(server['Port']),
          groupId: text(group['ServerGroupId']),
          status: text(server['Status'])?.toLowerCase() ?? 'unknown',
          reason: text(object(server['Reason'])['ReasonCode']),
        },
      ];
    }),
  );

const readAccess = (raw: Raw): ListenerAccess | undefined => {
  if (text(raw['ListenerId']) === undefined) return undefined;
  const config = object(raw['AclConfig']);
  const aclIds = objects(config['AclRelations']).flatMap((each) => text(each['AclId']) ?? []);
  return {
    isOn: aclIds.length > 0,
    type: text(config['AclType'])?.toLowerCase() === 'black' ? 'black' : 'white',
    aclIds,
  };
};

/** A rule of an ALB listener and the groups it leads to. */
interface AlbRule {
  readonly id: string;
  readonly listenerId: string;
  readonly groupIds: readonly string[];
}

const readRule = (raw: Raw): AlbRule | undefined => {
  const id = text(raw['RuleId']);
  const listenerId = text(raw['ListenerId']);
  return id === undefined || listenerId === undefined
    ? undefined
    : { id, listenerId, groupIds: groupsOf(raw['RuleActions']) };
};

/** ALB or NLB of a region, call by call: scheduler, persistence and health check stand with the server groups. */
export class GroupedBalancerPart {
  readonly #kind: BalancerKind;
  readonly #balancers: AliListing<AliLoadBalancer>;
  readonly #listeners: AliListing<OwnListener>;
  readonly #groups: AliListing<Group>;
  readonly #servers: AliListing<AliServer>;
  readonly #albHealth = new AliListing('alb:GetListenerHealthStatus', readHealth);
  readonly #nlbHealth = new AliListing('nlb:GetListenerHealthStatus', readHealth);
  readonly #details = new AliAnswers('alb:GetLoadBalancerAttribute', (raw) =>
    text(raw['LoadBalancerId']) === undefined
      ? undefined
      : {
          internet: zoneNodes(raw, true),
          intranet: zoneNodes(raw, false),
          deletionProtection: boolean(object(raw['DeletionProtectionConfig'])['Enabled']),
        },
  );
  readonly #access = new AliAnswers('alb:GetListenerAttribute', readAccess);
  readonly #rules = new AliListing('alb:ListRules', readRule);

  constructor(kind: 'alb' | 'nlb') {
    this.#kind = kind;
    this.#balancers = new AliListing(`${kind}:ListLoadBalancers`, readBalancer(kind));
    this.#listeners = new AliListing(`${kind}:ListListeners`, readListener(kind));
    this.#groups = new AliListing(`${kind}:ListServerGroups`, readGroup);
    this.#servers = new AliListing(`${kind}:ListServerGroupServers`, readServer);
  }

  get readers() {
    const shared = [this.#balancers, this.#listeners, this.#groups, this.#servers];
    return this.#kind === 'alb'
      ? [...shared, this.#albHealth, this.#details, this.#access, this.#rules]
      : [...shared, this.#nlbHealth];
  }

  get balancers(): Known<readonly AliLoadBalancer[]> {
    return mapKnown(this.#balancers.result(), (all) => all.map((each) => this.#detailed(each)));
  }

  #detailed(balancer: AliLoadBalancer): AliLoadBalancer {
    if (this.#kind === 'nlb') return balancer;
    const detail = this.#details.result(balancer.id);
    if (!detail.known)
      return { ...balancer, addresses: balancer.addresses.known ? balancer.addresses : unknown(detail.missing) };
    const { internet, intranet, deletionProtection } = detail.value;
    const nodes = balancer.isInternet ? internet : intranet;
    return {
      ...balancer,
      addresses: known(addressesAt(nodes)),
      ...(nodes.length === 0 ? {} : { nodes }),
      deletionProtection: balancer.deletionProtection ?? deletionProtection,
    };
  }

  get listeners(): Known<readonly AliListener[]> {
    const balancers = this.#balancers.result();
    if (!this.#listeners.wasRead && balancers.known && balancers.value.length === 0) return known([]);
    return mapKnown(this.#listeners.result(), (all) => all.map((each) => this.#listener(each)));
  }

  #listener(own: OwnListener): AliListener {
    const { listenerId, balancerId, protocol, ports } = own;
    const kind = this.#kind;
    const health = (kind === 'alb' ? this.#albHealth : this.#nlbHealth).result(listenerId);
    return {
      id: listenerIdOf(balancerId, protocol, ports[0] === ports[1] ? ports[0] : `${ports[0]}-${ports[1]}`),
      ...own.raw,
      redirects: own.raw.redirects && !this.#ruleForwards(listenerId),
      kind,
      balancerId,
      listenerId,
      protocol,
      ports,
      // An NLB has no access lists: its filter is its security groups.
      access: kind === 'nlb' ? known({ isOn: false, type: 'white', aclIds: [] }) : this.#access.result(listenerId),
      balancing: this.#balancingOf(own),
      badServers: mapKnown(health, (all) => all.flat()),
    };
  }

  #ruleForwards(listenerId: string): boolean {
    return seenOf(this.#rules.result()).some((rule) => rule.listenerId === listenerId && rule.groupIds.length > 0);
  }

  #balancingOf(own: OwnListener): Known<readonly Balancing[]> {
    const rules = this.#kind === 'nlb' ? known([]) : this.#rules.result();
    const ruled = mapKnown(rules, (all) =>
      all.filter((rule) => rule.listenerId === own.listenerId).flatMap((rule) => rule.groupIds),
    );
    if (!ruled.known) return unknown(ruled.missing);
    const ids = [...new Set([...own.groupIds, ...ruled.value])];
    const groups = this.#groups.result();
    if (!groups.known && ids.length > 0) return unknown(groups.missing);
    const byId = new Map((groups.known ? groups.value : []).map((group) => [group.id, group]));
    const absent = ids.find((id) => !byId.has(id));
    if (absent !== undefined) {
      const message = `${absent} is not among the server groups that were read`;
      return unknown({ call: this.#groups.call, code: 'NotRead', message });
    }
    return known(
      ids.map((id): Balancing => {
        const group = byId.get(id) as Group;
        const { scheduler, hashesUrl, persistence, healthCheck } = group;
        return {
          id,
          place: 'server-group',
          scheduler,
          hashesUrl,
          persistence,
          healthCheck,
          servers: this.#servers.result(id),
        };
      }),
    );
  }
}
