import type { Finding } from '#findings/finding.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import { isOpenState, type Notice, type NoticeSource } from '#notices/notice.ts';
import type { Language } from '#platform/text.ts';
import type { Message } from '#platform/topic.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import type { Dossier, ResourceDossier, WayIn } from './alert-dossier.ts';
import type { AlertWords } from './alert-words.ts';
import { EN } from './alert-words-en.ts';
import { ZH } from './alert-words-zh.ts';
import { plain, plainUpTo } from './plain-text.ts';

/** The words of each language. */
export const ALERT_WORDS: Readonly<Record<Language, AlertWords>> = { en: EN, zh: ZH };

/** What a mail program shows without cutting it off; of the body in UTF-8. */
export const ALERT_LIMIT_BYTES = 20_000;

/** What each part may take at most; together with the steps, which are ours and short, they stay below the limit. */
const BUDGET_BYTES = { theirWords: 3_500, known: 9_000, related: 1_500 } as const;

/** How long AWS waits for an answer to an abuse notice. @see https://docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html */
const ANSWER_HOURS = 24;

const WHO: Readonly<Record<NoticeSource, string>> = {
  'aws-health': 'AWS',
  guardduty: 'GuardDuty',
  alicloud: 'Alibaba Cloud',
};

/** Where things stand that an alert leads to. */
export interface AlertLinks {
  /** The stored event. */
  readonly kept: string;
  /** The containment plan that was written for it. */
  readonly plan?: string;
}

/** The mail about one notice: what happened, what is expected, what we know, what to do first. */
export function alertOf(notice: Notice, dossier: Dossier, links: AlertLinks, language: Language): Message {
  const words = ALERT_WORDS[language];
  const { headings } = words;
  const parts: readonly (readonly [title: string, lines: readonly string[]])[] = [
    [headings.happened, happenedLines(notice, words)],
    [headings.theirWords, theirLines(notice)],
    [headings.expected, [words.expected(notice.kind, notice.state, deadlineOf(notice))]],
    [headings.known, upTo(BUDGET_BYTES.known, knownLines(dossier, words), words)],
    [headings.related, upTo(BUDGET_BYTES.related, relatedLines(dossier, words), words)],
    [headings.steps, stepLines(notice, words)],
    [headings.more, moreLines(notice, links, words)],
  ];
  const body = parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${'-'.repeat(title.length)}\n${lines.join('\n')}\n`)
    .join('\n');
  return {
    subject: subjectOf(notice),
    body,
    attributes: { kind: 'notice', severity: notice.severity, account: plainUpTo(40, notice.account) },
  };
}

/**
 * `[posture] CRITICAL 111122223333 i-1: abuse report AWS_ABUSE_DOS_REPORT`: English in every language. SNS refuses a subject
 * that is not ASCII or has 100 characters or more, and a refused alert is one that nobody gets; the body is in the language.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
function subjectOf({ severity, account, resources, kind, state, code, drill }: Notice): string {
  const [first, ...more] = resources;
  const what = {
    abuse: 'abuse report',
    threat: 'threat',
    'service-issue': 'trouble',
    blackhole: 'blackhole',
    scrubbing: 'under attack',
  }[kind];
  const which = first ? `${first.id.split(/[/:]/).at(-1)}${more.length > 0 ? ` +${more.length}` : ''}` : '';
  const how = state === 'issued' ? '' : ` ${state}`;
  const text = `[posture]${drill ? ' DRILL' : ''} ${severity.toUpperCase()} ${account} ${which}: ${what}${how} ${code}`;
  return plain(text)
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/ +:/, ':')
    .slice(0, 99);
}

function happenedLines(notice: Notice, words: AlertWords): readonly string[] {
  const { labels, states } = words;
  const { page, pages } = notice;
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    [labels.source, WHO[notice.source]],
    [labels.code, `${plainUpTo(120, notice.code)} (${states[notice.state]})`],
    [labels.account, plainUpTo(40, notice.account)],
    [labels.region, plainUpTo(40, notice.region)],
    [labels.resources, resourceNames(notice) || words.noResource],
    [labels.severity, notice.severity],
    [labels.startedAt, notice.startedAt],
    [labels.updatedAt, notice.updatedAt === notice.startedAt ? undefined : notice.updatedAt],
    [labels.endsAt, notice.endsAt],
    [labels.communication, notice.communicationId === undefined ? undefined : plainUpTo(200, notice.communicationId)],
    [labels.page, page !== undefined && pages !== undefined && pages > 1 ? words.page(page, pages) : undefined],
  ];
  return [
    ...(notice.drill ? [words.drill] : []),
    words.happened({ kind: notice.kind, state: notice.state, who: WHO[notice.source] }),
    ...rows.flatMap(([label, value]) => (value === undefined ? [] : [`  ${label}: ${value}`])),
  ];
}

const resourceNames = ({ resources }: Notice): string => {
  const shown = resources.slice(0, 10).map(({ id }) => plainUpTo(120, id));
  return `${shown.join(', ')}${resources.length > 10 ? ` +${resources.length - 10}` : ''}`;
};

/** Quoted line by line, so that nothing in it can pass for a line of ours. */
function theirLines({ text }: Notice): readonly string[] {
  const quoted = text
    .slice(0, 20_000)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => plainUpTo(400, line))
    .filter((line) => line !== '')
    .map((line) => `> ${line}`);
  return upTo(BUDGET_BYTES.theirWords, quoted);
}

/** When an answer is due, or when the platform means to be done. */
export function deadlineOf({ kind, startedAt, updatedAt, endsAt }: Notice): string | undefined {
  if (kind !== 'abuse') return endsAt;
  const told = updatedAt ?? startedAt;
  if (told === undefined) return undefined;
  return new Date(Date.parse(told) + ANSWER_HOURS * 3_600_000).toISOString();
}

function knownLines(dossier: Dossier, words: AlertWords): readonly string[] {
  if (dossier.unavailable !== undefined) return [words.unavailable(plainUpTo(300, dossier.unavailable))];
  const missing = dossier.notFound.map((id) => plainUpTo(120, id)).slice(0, 20);
  return [
    ...(dossier.snapshotAt === undefined ? [] : [words.snapshotOf(dossier.snapshotAt)]),
    ...dossier.resources.flatMap((resource) => resourceLines(resource, words)),
    ...(missing.length > 0 ? [words.notFound(missing.join(', '))] : []),
    ...(missing.length === 0 && dossier.resources.length === 0 ? [words.nothingNamed] : []),
  ];
}

function resourceLines(resource: ResourceDossier, words: AlertWords): readonly string[] {
  const { facts } = words;
  const name = resource.name === undefined ? '' : ` "${plainUpTo(80, resource.name)}"`;
  const groups = resource.groups
    .slice(0, 10)
    .map(({ id, name: called }) => `${id}${called === undefined ? '' : ` "${plainUpTo(60, called)}"`}`);
  const addresses = resource.interfaces
    .slice(0, 8)
    .map((each) => `${each.id}: ${each.addresses.slice(0, 6).join(', ')}`);
  const network = [resource.vpcId, resource.subnetId].filter((part) => part !== undefined).join(' ');
  return [
    `* ${plainUpTo(120, resource.id)}${name}, ${resource.type}, ${resource.region}`,
    ...(resource.state === undefined ? [] : [`  ${facts.state}: ${plainUpTo(30, resource.state)}`]),
    ...(network === '' ? [] : [`  ${facts.network}: ${network}`]),
    ...(addresses.length === 0 ? [] : [`  ${facts.addresses}: ${addresses.join('; ')}`]),
    ...(groups.length === 0 ? [] : [`  ${facts.groups}: ${groups.join(', ')}`]),
    ...(resource.behind ? behindLines(resource.behind, words) : []),
    ...(resource.waysIn ? reachLines(resource.waysIn, words) : []),
    ...findingLines(resource.findings, words),
  ];
}

/** What it passes traffic on to, which is what an attack on it is aimed at. */
function behindLines(behind: Known<readonly string[]>, words: AlertWords): readonly string[] {
  const shown = seenOf(behind).slice(0, WAYS_SHOWN);
  const rest = seenOf(behind).length - shown.length;
  return [
    ...(shown.length > 0 ? [`  ${words.facts.behind}:`] : []),
    ...shown.map((each) => `    ${plainUpTo(200, each)}`),
    ...(rest > 0 ? [`    ${words.more(rest)}`] : []),
    ...(behind.known ? [] : [`  ${words.behindUnknown(callsOf(behind.missing))}`]),
  ];
}

const callsOf = (missing: readonly MissingCall[]): string =>
  plainUpTo(300, [...new Set(missing.map(({ call, code }) => `${call} (${code})`))].slice(0, 5).join(', '));

const WAYS_SHOWN = 8;

function reachLines(waysIn: Known<readonly WayIn[]>, words: AlertWords): readonly string[] {
  const ways = seenOf(waysIn);
  const lines = ways.slice(0, WAYS_SHOWN).flatMap((way) => wayLines(way, words));
  const more = ways.length > WAYS_SHOWN ? [`    ${words.more(ways.length - WAYS_SHOWN)}`] : [];
  if (waysIn.known)
    return ways.length === 0 ? [`  ${words.notReachable}`] : [`  ${words.reachable}`, ...lines, ...more];
  return [
    ...(ways.length > 0 ? [`  ${words.reachable}`, ...lines, ...more] : []),
    `  ${words.reachUnknown(callsOf(waysIn.missing))}`,
  ];
}

function wayLines(way: WayIn, words: AlertWords): readonly string[] {
  const ports = way.ports.slice(0, 10).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  const all = way.ports.length === 1 && way.ports[0]?.[0] === 1 && way.ports[0]?.[1] === 65_535;
  const shown = way.sources.slice(0, 3).join(', ');
  const pieces = [
    ...(way.certain ? [] : [words.perhaps]),
    [way.protocol, all ? words.allPorts : ports.join(', ')].filter((part) => part !== '').join(' '),
    `@ ${way.publicAddress ?? way.address} (${way.interface})`,
    way.everyone ? words.everyone : words.sources(shown, Math.max(0, way.sources.length - 3)),
    ...(way.via === undefined ? [] : [words.via(plainUpTo(160, way.via))]),
  ];
  const hops = way.hops.slice(0, 12).map((hop) => plainUpTo(80, hop));
  return [`    ${pieces.join(' ')}`, ...(hops.length > 0 ? [`      ${words.path(hops.join(' > '))}`] : [])];
}

const FINDINGS_SHOWN = 8;

function findingLines(findings: readonly Finding[], words: AlertWords): readonly string[] {
  if (findings.length === 0) return [`  ${words.facts.findings}: ${words.noFindings}`];
  const shown = findings.slice(0, FINDINGS_SHOWN);
  return [
    `  ${words.facts.findings}: ${findings.length}`,
    ...shown.map(({ severity, checkId, message }) => `    ${severity} ${checkId}: ${plainUpTo(200, message)}`),
    ...(findings.length > shown.length ? [`    ${words.more(findings.length - shown.length)}`] : []),
  ];
}

function relatedLines({ related }: Dossier, words: AlertWords): readonly string[] {
  if (related.length === 0) return [words.noRelated];
  return related.map(
    (notice) =>
      `* ${notice.updatedAt ?? ''} ${WHO[notice.source]} ${plainUpTo(100, notice.code)} (${words.states[notice.state]}) ${resourceNames(notice)}`,
  );
}

function stepLines(notice: Notice, words: AlertWords): readonly string[] {
  const about = isOpenState(notice.state) ? notice.kind : 'over';
  return words
    .steps(about, subjectOfSteps(notice, words), deadlineOf(notice))
    .map((step, index) => `${index + 1}. ${step}`);
}

/** What the steps are about: the first resource, or whatever the account has where the notice names none. */
const subjectOfSteps = ({ resources: [first], account }: Notice, words: AlertWords): string =>
  first ? plainUpTo(120, first.id) : words.somethingIn(plainUpTo(40, account));

function moreLines(notice: Notice, { kept, plan }: AlertLinks, words: AlertWords): readonly string[] {
  return [
    ...(plan === undefined ? [] : [words.plan(plain(plan))]),
    words.kept(plain(kept)),
    ...consoleOf(notice).map((url) => words.console(url)),
  ];
}

function consoleOf({ source, region }: Notice): readonly string[] {
  if (source === 'aws-health')
    return ['https://health.console.aws.amazon.com/health/home#/account/dashboard/open-issues'];
  if (source === 'guardduty') {
    const place = /^[a-z0-9-]+$/.test(region) ? region : 'us-east-1';
    return [`https://${place}.console.aws.amazon.com/guardduty/home?region=${place}#/findings`];
  }
  return ['https://yundun.console.aliyun.com/?p=ddos'];
}

/** The lines that fit; what does not is counted, or shows as `…` where there are no words for it. */
function upTo(budgetBytes: number, lines: readonly string[], words?: AlertWords): readonly string[] {
  const room = budgetBytes - 60;
  let usedBytes = 0;
  for (const [index, line] of lines.entries()) {
    usedBytes += Buffer.byteLength(line) + 1;
    if (usedBytes > room) return [...lines.slice(0, index), words ? words.more(lines.length - index) : '> …'];
  }
  return lines;
}
