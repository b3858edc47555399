import { object, type Raw, text } from '#inventory/fields.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import { isoTime, type Notice, type NoticeState, noticeId } from './notice.ts';

/** What Alibaba Cloud does to an address under attack: drops everything to it, or cleans its traffic. */
export type AttackKind = 'blackhole' | 'scrubbing';

/** An address that Alibaba Cloud is treating right now, as its own APIs answered. */
export interface Attack {
  readonly account: string;
  readonly region: string;
  readonly address: string;
  readonly kind: AttackKind;
  /** Which protection says so: `basic`, `native`, `proxy` or `waf`. */
  readonly protection: string;
  /** The machine, balancer or address that stands behind it. */
  readonly resourceId?: string;
  readonly resourceType?: string;
  /** ISO 8601 UTC. */
  readonly startedAt?: string;
  /** ISO 8601 UTC: the release that the platform announces. */
  readonly endsAt?: string;
}

/** An attack that was going on at the last poll. */
export interface WatchedAttack extends Attack {
  /** When we first saw it, ISO 8601 UTC: its beginning where the platform names none. */
  readonly seenAt: string;
}

/** What a poll found. */
export interface Poll {
  readonly attacks: readonly Attack[];
  /** Whether the poll was able to see an attack of this kind there; a denied or throttled call is no release. */
  readonly couldSee: (attack: Attack) => boolean;
  /** The moment of the poll, ISO 8601 UTC. */
  readonly at: string;
}

/** What changed since the last poll, and what to compare the next one with. */
export interface AttackChanges {
  readonly notices: readonly Notice[];
  readonly watched: readonly WatchedAttack[];
}

/**
 * Compares a poll with the one before: attacks that began, whose announced release moved back, and that are over.
 *
 * Ids come from the attack itself and not from the poll, so two polls that see the same change tell the same notice.
 */
export function attackChanges(before: readonly WatchedAttack[], { attacks, couldSee, at }: Poll): AttackChanges {
  const was = new Map(before.map((attack) => [attackKey(attack), attack]));
  const notices: Notice[] = [];
  const watched: WatchedAttack[] = [];
  for (const attack of oncePerAddress(attacks)) {
    const known = was.get(attackKey(attack));
    const isSame = known !== undefined && !isAnother(known, attack);
    const now: WatchedAttack = { ...(isSame ? known : {}), ...attack, seenAt: isSame ? known.seenAt : at };
    if (known && !isSame) notices.push(noticeOf(known, 'released', at));
    if (!isSame) notices.push(noticeOf(now, 'begin', at));
    else if (isLater(now.endsAt, known.endsAt)) notices.push(noticeOf(now, 'extended', at));
    watched.push(now);
    was.delete(attackKey(attack));
  }
  for (const gone of was.values()) {
    if (couldSee(gone)) notices.push(noticeOf(gone, 'released', at));
    else watched.push(gone);
  }
  const byKey = (a: Attack, b: Attack): number => (attackKey(a) < attackKey(b) ? -1 : 1);
  return { notices, watched: watched.sort(byKey) };
}

const attackKey = ({ account, address, kind }: Attack): string => `${account} ${address} ${kind}`;

/** Several protections may tell of the same address: the one that tells most is taken. */
function oncePerAddress(attacks: readonly Attack[]): Iterable<Attack> {
  const byKey = new Map<string, Attack>();
  for (const attack of attacks) byKey.set(attackKey(attack), { ...attack, ...byKey.get(attackKey(attack)) });
  return byKey.values();
}

/** A beginning that differs is another attack: one ended and one began between two polls. */
const isAnother = (known: Attack, now: Attack): boolean =>
  known.startedAt !== undefined && now.startedAt !== undefined && known.startedAt !== now.startedAt;

const isLater = (now: string | undefined, before: string | undefined): boolean =>
  now !== undefined && before !== undefined && now > before;

function noticeOf(attack: WatchedAttack, state: NoticeState, at: string): Notice {
  const { account, region, address, kind, protection, endsAt } = attack;
  const startedAt = attack.startedAt ?? attack.seenAt;
  const caseId = noticeId('alicloud', account, address, kind, startedAt);
  const id = noticeId(caseId, state, state === 'extended' ? endsAt : undefined);
  const resource =
    attack.resourceId === undefined || attack.resourceId === address ? [] : [{ id: attack.resourceId, region }];
  return {
    id,
    caseId,
    alertId: id,
    source: 'alicloud',
    provider: 'alicloud',
    account,
    region,
    resources: [{ id: address, region }, ...resource],
    kind,
    state,
    severity: severityOf(kind, state),
    code: `${protection}:${kind}`,
    startedAt,
    // A begin or an extension is dated by what the platform says, so that each poll that sees it writes the same key.
    updatedAt: state === 'released' ? at : startedAt,
    ...(endsAt === undefined ? {} : { endsAt }),
    text: '',
    drill: false,
  };
}

function severityOf(kind: AttackKind, state: NoticeState): Notice['severity'] {
  if (state === 'released') return 'info';
  return kind === 'blackhole' ? 'critical' : 'high';
}

/** What a push of Alibaba's EventBridge is good for: knowing that it is worth looking now. */
export interface AttackHint {
  /** Delivery is at least once; this tells repeats. */
  readonly id: string;
  readonly type: string;
  readonly account: string;
  readonly region: string;
  readonly resourceId?: string;
  readonly at?: string;
}

/**
 * Reads a CloudEvent of Alibaba's EventBridge about DDoS; `undefined` for anything else. Never a notice by itself:
 * what it claims is asked for at the API.
 */
export function readAttackHint(event: unknown): AttackHint | undefined {
  const raw = object(event);
  const type = text(raw['type']);
  if (type === undefined || !type.startsWith('ddos:')) return undefined;
  const data: Raw = object(raw['data']);
  return {
    id: noticeId(text(raw['source']), text(raw['id'])),
    type,
    account: text(raw['aliyunaccountid']) ?? 'unknown-account',
    region: text(data['regionId']) ?? text(raw['aliyunregionid']) ?? GLOBAL_REGION,
    ...(text(data['resourceId']) === undefined ? {} : { resourceId: text(data['resourceId']) }),
    ...(isoTime(raw['time']) === undefined ? {} : { at: isoTime(raw['time']) }),
  };
}
