import { canonicalAddress } from '../addresses.ts';
import { number, object, objects, type Raw, text, texts } from '../fields.ts';
import { allKnown, type Known, known, mapKnown } from '../known.ts';
import { AliAnswers, AliListing } from './ali-listing.ts';
import {
  type AliListener,
  type AliLoadBalancer,
  type AliServer,
  type BadServer,
  type Balancing,
  listenerIdOf,
  type Persistence,
} from './balancing.ts';
import { labels } from './ecs.ts';

/** `on` and `off`, and the truths that some answers have instead. */
const isOn = (value: unknown): boolean | undefined => {
  const written = text(value)?.toLowerCase() ?? (typeof value === 'boolean' ? String(value) : undefined);
  return written === 'on' || written === 'true' ? true : written === 'off' || written === 'false' ? false : undefined;
};

function readBalancer(raw: Raw): AliLoadBalancer | undefined {
  const id = text(raw['LoadBalancerId']);
  if (id === undefined) return undefined;
  return {
    id,
    ...labels(raw, 'LoadBalancerName'),
    kind: 'clb',
    status: text(raw['LoadBalancerStatus'])?.toLowerCase() ?? 'unknown',
    isInternet: text(raw['AddressType'])?.toLowerCase() === 'internet',
    addresses: known([canonicalAddress(raw['Address'])].flatMap((each) => each ?? [])),
    vpcId: text(raw['VpcId']),
    groupIds: [],
    deletionProtection: isOn(raw['DeleteProtection']),
    hasWaf: false,
  };
}

/** A listener's own facts, before its servers are known. */
interface ClbListener {
  readonly balancerId: string;
  readonly protocol: string;
  readonly port: number;
  readonly raw: Pick<
    AliListener,
    | 'status'
    | 'redirects'
    | 'idleSeconds'
    | 'requestSeconds'
    | 'establishedSeconds'
    | 'tlsPolicy'
    | 'access'
    | 'tags'
    | 'name'
  >;
  readonly scheduler?: string;
  readonly persistence: Persistence;
  readonly healthCheck?: boolean;
  readonly groupId?: string;
  readonly masterSlaveGroupId?: string;
  /** Where servers of the default group listen: they have no port of their own. */
  readonly serverPort?: number;
}

const CONFIG: Readonly<Record<string, string>> = {
  http: 'HTTPListenerConfig',
  https: 'HTTPSListenerConfig',
  tcp: 'TCPListenerConfig',
  udp: 'UDPListenerConfig',
};

/** @see https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners */
function readListener(raw: Raw): ClbListener | undefined {
  const balancerId = text(raw['LoadBalancerId']);
  const protocol = text(raw['ListenerProtocol'])?.toLowerCase();
  const port = number(raw['ListenerPort']);
  if (balancerId === undefined || protocol === undefined || port === undefined || !CONFIG[protocol]) return undefined;
  // The answers about one listener have the same fields without the wrapping.
  const config = { ...raw, ...object(raw[CONFIG[protocol]]) };
  const isHttp = protocol === 'http' || protocol === 'https';
  return {
    balancerId,
    protocol,
    port,
    raw: {
      tags: labels(raw, 'Description').tags,
      ...(text(raw['Description']) === undefined ? {} : { name: text(raw['Description']) }),
      status: text(raw['Status'])?.toLowerCase() ?? 'unknown',
      redirects: isOn(config['ListenerForward']) ?? false,
      ...(isHttp
        ? { idleSeconds: number(config['IdleTimeout']), requestSeconds: number(config['RequestTimeout']) }
        : {}),
      ...(protocol === 'tcp' ? { establishedSeconds: number(config['EstablishedTimeout']) } : {}),
      ...(protocol === 'https' ? { tlsPolicy: text(config['TLSCipherPolicy'])?.toLowerCase() } : {}),
      access: known({
        isOn: isOn(raw['AclStatus']) ?? false,
        type: text(raw['AclType'])?.toLowerCase() === 'black' ? 'black' : 'white',
        aclIds: aclIdsOf(raw),
      }),
    },
    scheduler: text(raw['Scheduler'])?.toLowerCase(),
    persistence: isHttp ? cookiePersistence(config) : sourcePersistence(config),
    healthCheck: isOn(config['HealthCheck']),
    groupId: text(raw['VServerGroupId']),
    masterSlaveGroupId: text(config['MasterSlaveServerGroupId']),
    serverPort: number(raw['BackendServerPort']),
  };
}

function aclIdsOf(raw: Raw): readonly string[] {
  const listed = Array.isArray(raw['AclIds']) ? texts(raw['AclIds']) : texts(object(raw['AclIds'])['AclId']);
  const single = text(raw['AclId']);
  return listed.length > 0 ? listed : single === undefined ? [] : [single];
}

function cookiePersistence(config: Raw): Persistence {
  if (!isOn(config['StickySession'])) return { kind: 'none' };
  const cookie = text(config['StickySessionType'])?.toLowerCase() === 'server' ? 'server' : 'insert';
  // Only an inserted cookie has an end of the balancer's making.
  return { kind: 'cookie', cookie, ...(cookie === 'insert' ? { seconds: number(config['CookieTimeout']) } : {}) };
}

function sourcePersistence(config: Raw): Persistence {
  const seconds = number(config['PersistenceTimeout']) ?? 0;
  return seconds > 0 ? { kind: 'source-address', seconds } : { kind: 'none' };
}

const readServer = (raw: Raw): AliServer | undefined => {
  const id = text(raw['ServerId']);
  if (id === undefined) return undefined;
  return {
    id,
    ip: canonicalAddress(raw['ServerIp']),
    port: number(raw['Port']),
    weight: number(raw['Weight']),
    ...(text(raw['ServerType'])?.toLowerCase() === 'slave' ? { isStandby: true } : {}),
  };
};

/** A server's health under one listener port. */
interface ServerHealth extends BadServer {
  readonly listenerPort: number;
  readonly protocol?: string;
}

const readHealth = (raw: Raw): ServerHealth | undefined => {
  const id = text(raw['ServerId']);
  const listenerPort = number(raw['ListenerPort']);
  const status = text(raw['ServerHealthStatus'])?.toLowerCase();
  if (id === undefined || listenerPort === undefined || status === undefined) return undefined;
  return {
    id,
    ip: canonicalAddress(raw['ServerIp']),
    port: number(raw['Port']),
    listenerPort,
    protocol: text(raw['Protocol'])?.toLowerCase(),
    status,
  };
};

/** A forwarding rule; one that follows its listener has no settings of its own. */
interface Rule {
  readonly id: string;
  readonly groupId?: string;
  readonly follows: boolean;
  readonly scheduler?: string;
  readonly persistence: Persistence;
  readonly healthCheck?: boolean;
}

const readRule = (raw: Raw): Rule | undefined => {
  const id = text(raw['RuleId']);
  if (id === undefined) return undefined;
  return {
    id,
    groupId: text(raw['VServerGroupId']),
    follows: isOn(raw['ListenerSync']) ?? true,
    scheduler: text(raw['Scheduler'])?.toLowerCase(),
    persistence: cookiePersistence(raw),
    healthCheck: isOn(raw['HealthCheck']),
  };
};

/** The classic load balancers of a region, call by call. */
export class ClbPart {
  readonly #balancers = new AliListing('slb:DescribeLoadBalancers', readBalancer);
  readonly #listeners = new AliListing('slb:DescribeLoadBalancerListeners', readListener);
  readonly #details = new AliAnswers('slb:DescribeLoadBalancerAttribute', (raw) =>
    text(raw['LoadBalancerId']) === undefined
      ? undefined
      : {
          deletionProtection: isOn(raw['DeleteProtection']),
          servers: objects(object(raw['BackendServers'])['BackendServer']).flatMap((each) => readServer(each) ?? []),
        },
  );
  readonly #health = new AliListing('slb:DescribeHealthStatus', readHealth);
  readonly #groups = new AliListing('slb:DescribeVServerGroupAttribute', readServer);
  readonly #masterSlave = new AliListing('slb:DescribeMasterSlaveServerGroupAttribute', readServer);
  readonly #rules = new AliListing('slb:DescribeRules', readRule);

  readonly readers = [
    this.#balancers,
    this.#listeners,
    this.#details,
    this.#health,
    this.#groups,
    this.#masterSlave,
    this.#rules,
  ] as const;

  get balancers(): Known<readonly AliLoadBalancer[]> {
    return mapKnown(this.#balancers.result(), (all) =>
      all.map((each) => {
        const detail = this.#details.result(each.id);
        const deletionProtection =
          each.deletionProtection ?? (detail.known ? detail.value.deletionProtection : undefined);
        return { ...each, ...(deletionProtection === undefined ? {} : { deletionProtection }) };
      }),
    );
  }

  get listeners(): Known<readonly AliListener[]> {
    const balancers = this.#balancers.result();
    // Where there is no balancer, nobody asks for listeners.
    if (!this.#listeners.wasRead && balancers.known && balancers.value.length === 0) return known([]);
    return mapKnown(this.#listeners.result(), (all) => all.map((each) => this.#listener(each)));
  }

  #listener(own: ClbListener): AliListener {
    const { balancerId, protocol, port } = own;
    return {
      id: listenerIdOf(balancerId, protocol, port),
      ...own.raw,
      kind: 'clb',
      balancerId,
      protocol,
      ports: [port, port],
      balancing: this.#balancingOf(own),
      badServers: mapKnown(this.#health.result(balancerId), (all) =>
        all.filter(
          (each) =>
            each.listenerPort === port &&
            (each.protocol === undefined || each.protocol === protocol) &&
            each.status !== 'normal',
        ),
      ),
    };
  }

  #balancingOf(own: ClbListener): Known<readonly Balancing[]> {
    const { balancerId, protocol, port } = own;
    const servers = own.groupId
      ? this.#groups.result(own.groupId)
      : own.masterSlaveGroupId
        ? this.#masterSlave.result(own.masterSlaveGroupId)
        : mapKnown(this.#details.result(balancerId), (detail) =>
            detail.servers.map((server) => ({ ...server, port: server.port ?? own.serverPort })),
          );
    const shared = { scheduler: own.scheduler, persistence: own.persistence, healthCheck: own.healthCheck };
    const listener: Balancing = { id: 'default', place: 'listener', ...shared, servers };
    if ((protocol !== 'http' && protocol !== 'https') || own.raw.redirects) return known([listener]);
    const rules = this.#rules.result(`${balancerId}/${protocol}/${port}`);
    const more = mapKnown(rules, (all) =>
      all
        .filter(({ groupId }) => groupId !== undefined && groupId !== own.groupId)
        .map((rule): Balancing => {
          const settings = rule.follows
            ? shared
            : { scheduler: rule.scheduler, persistence: rule.persistence, healthCheck: rule.healthCheck };
          return {
            id: rule.id,
            place: 'rule',
            ...settings,
            servers: this.#groups.result(rule.groupId ?? ''),
          };
        }),
    );
    return mapKnown(allKnown({ more }), (read) => [listener, ...read.more]);
  }
}
