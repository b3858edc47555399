import type { AttackEvent, AttackState, BasicAddress } from '#inventory/alicloud/ddos.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { say, type Text } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

/** Where a public address stands, and what is known of attacks on it. */
export interface AliPublicAddress {
  /** The address. */
  readonly id: string;
  readonly name?: string;
  /** What has it, in words: `machine i-1`, `load balancer lb-1`, `Anti-DDoS Proxy ddoscoo-1`. */
  readonly holder: Text;
  readonly service: 'basic' | 'native' | 'proxy' | 'waf';
  readonly state: Known<AttackState>;
  /** Calls without which it may be scrubbed, although its state is known besides. */
  readonly unread?: readonly MissingCall[];
  /** Of the attack that goes on. */
  readonly startedAt?: string;
  readonly releaseAt?: string;
  /** Attacks of the last seven days, the latest first. */
  readonly events: readonly AttackEvent[];
}

/** Every public address of a region, and those in trouble that belong to something the inventory does not list. */
export function regionalAddresses(region: AliRegion): Known<readonly AliPublicAddress[]> {
  const holders = new Map<string, Text>();
  for (const { address, id, instanceId } of seenOf(region.eips))
    holders.set(address, instanceId ?? say`elastic IP address ${id}`);
  for (const { id, publicIps } of seenOf(region.instances)) for (const ip of publicIps) holders.set(ip, id);
  for (const { id, isInternet, addresses } of seenOf(region.loadBalancers)) {
    if (isInternet) for (const ip of seenOf(addresses)) holders.set(ip, id);
  }
  const trouble = new Map(seenOf(region.troubledAddresses).map((each) => [each.ip, each]));
  const told = region.troubledAddresses;
  const ids = [...new Set([...holders.keys(), ...trouble.keys()])].sort();
  const ofSevenDays = [seenOf(region.attackEvents), seenOf(region.central.attackEvents), eventsOfCloudMonitor(region)];
  const events = ofSevenDays.flat();
  const all = ids.map((ip): AliPublicAddress => {
    const own = trouble.get(ip);
    const state: Known<AttackState> = own ? known(own.state) : told.known ? known('normal') : unknown(told.missing);
    return {
      id: ip,
      ...labelOf(own),
      holder: own?.assetId ?? holders.get(ip) ?? ip,
      service: 'basic',
      state,
      ...timesOf(ip, own?.state, events),
    };
  });
  const missing = [region.eips, region.instances, region.loadBalancers].flatMap((list): readonly MissingCall[] =>
    list.known ? [] : list.missing,
  );
  return missing.length === 0 ? known(all) : unknown(missing, all);
}

const labelOf = (own: BasicAddress | undefined): { readonly name?: string } =>
  own?.assetName === undefined || own.assetName === '' ? {} : { name: own.assetName };

/** The instance that protects an address. */
function holderOf({
  service,
  instanceId,
}: {
  readonly service: 'native' | 'proxy';
  readonly instanceId?: string;
}): Text {
  if (service === 'native') {
    return instanceId === undefined ? say`Anti-DDoS Native` : say`Anti-DDoS Native ${instanceId}`;
  }
  return instanceId === undefined ? say`Anti-DDoS Proxy` : say`Anti-DDoS Proxy ${instanceId}`;
}

/** The addresses of Anti-DDoS Native and Proxy, and WAF's own in each centre where it was bought. */
export function centralAddresses(region: AliRegion): Known<readonly AliPublicAddress[]> {
  const { protectedAddresses, attackEvents, wafInstances, wafAttacks } = region.central;
  const events = [...seenOf(attackEvents), ...eventsOfCloudMonitor(region)];
  const unreadOfProxy = attackEvents.known ? [] : attackEvents.missing.filter(({ call }) => call.includes('ddoscoo'));
  const own = seenOf(protectedAddresses).map((each): AliPublicAddress => {
    // The list of Anti-DDoS Proxy tells of blackholes only; what goes on besides stands among its events.
    const scrubbed =
      each.service === 'proxy' &&
      events.some(({ ip, kind, isOver }) => ip === each.ip && kind === 'scrubbed' && !isOver);
    const state = each.state === 'normal' && scrubbed ? 'scrubbed' : each.state;
    const times = timesOf(each.ip, state, events);
    return {
      id: each.ip,
      holder: holderOf(each),
      service: each.service,
      state: known(state),
      ...(each.service === 'proxy' && state === 'normal' && unreadOfProxy.length > 0 ? { unread: unreadOfProxy } : {}),
      ...times,
      ...(each.startedAt === undefined ? {} : { startedAt: each.startedAt }),
      ...(each.releaseAt === undefined ? {} : { releaseAt: each.releaseAt }),
    };
  });
  const waf = seenOf(wafInstances).map(({ id, centre }): AliPublicAddress => {
    const kinds = seenOf(wafAttacks)
      .filter((each) => each.centre === centre)
      .map(({ kind }) => kind);
    const state: AttackState = kinds.includes('blackholed')
      ? 'blackholed'
      : kinds.includes('scrubbed')
        ? 'scrubbed'
        : 'normal';
    const isKnown = wafAttacks.known || state === 'blackholed';
    return {
      id,
      holder: `WAF ${id}`,
      service: 'waf',
      state: isKnown ? known(state) : unknown(wafAttacks.missing),
      events: [],
    };
  });
  const missing = [protectedAddresses, wafInstances].flatMap((list): readonly MissingCall[] =>
    list.known ? [] : list.missing,
  );
  const all = [...own, ...waf];
  return missing.length === 0 ? known(all) : unknown(missing, all);
}

/** What CloudMonitor says of attacks, as events of the addresses it names. */
function eventsOfCloudMonitor({ systemEvents }: AliRegion): readonly AttackEvent[] {
  return seenOf(systemEvents).flatMap(({ name, status = '', at, ip }): readonly AttackEvent[] => {
    if (ip === undefined || !/blackhole|clean|defense/.test(name)) return [];
    const isOver = name.endsWith('_end') || /end/.test(status);
    return [{ ip, kind: /blackhole/.test(name) ? 'blackholed' : 'scrubbed', isOver, startedAt: at }];
  });
}

function timesOf(
  ip: string,
  state: AttackState | undefined,
  all: readonly AttackEvent[],
): Pick<AliPublicAddress, 'events' | 'startedAt' | 'releaseAt'> {
  const events = all
    .filter((event) => event.ip === ip)
    .sort((a, b) =>
      (a.startedAt ?? '') < (b.startedAt ?? '') ? 1 : (a.startedAt ?? '') > (b.startedAt ?? '') ? -1 : 0,
    );
  const now =
    state === undefined || state === 'normal'
      ? undefined
      : (events.find(({ kind, isOver }) => kind === state && !isOver) ?? events.find(({ kind }) => kind === state));
  return {
    events,
    ...(now?.startedAt === undefined ? {} : { startedAt: now.startedAt }),
    ...(now?.releaseAt === undefined ? {} : { releaseAt: now.releaseAt }),
  };
}
