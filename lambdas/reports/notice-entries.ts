import type { Severity } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
import { ENGLISH, type Tongue } from '#languages/tongue.ts';
import type { ExposureRecord } from '#network/exposure-document.ts';
import type { NoticeCase } from '#notices/cases.ts';
import type { NoticeState } from '#notices/notice.ts';
import { say, type Text } from '#platform/text.ts';

/** Something that happened to what a notice names. */
export interface TimelineEntry {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly resource: string;
  readonly what: string;
  /** The notice or the finding that says so. */
  readonly noticeId?: string;
  readonly findingId?: string;
}

/** A matter that a cloud told us about, as `report.json` has it, with what the report knows about the resources it names. */
export interface NoticeEntry extends NoticeCase {
  /** What the Internet reaches of them. */
  readonly exposures: readonly (Pick<
    ExposureRecord,
    'verdict' | 'resource' | 'interface' | 'publicAddress' | 'protocol'
  > & {
    readonly ports?: readonly (readonly [number, number])[];
  })[];
  /** Standing findings about them. */
  readonly findings: readonly {
    readonly id: string;
    readonly checkId: string;
    readonly severity: Severity;
    readonly message: string;
  }[];
  /** What was told and found about them, by resource, oldest first. */
  readonly timeline: readonly TimelineEntry[];
}

/** The entries of a report's notices, in the order of the cases: open ones first. */
export function noticeEntries(
  cases: readonly NoticeCase[],
  findings: readonly Finding[],
  exposures: readonly ExposureRecord[],
  t: Tongue = ENGLISH,
): readonly NoticeEntry[] {
  return cases.map((each): NoticeEntry => {
    const names = new Set(each.resources.map(({ id }) => id));
    const reached = exposures.filter(
      (exposure) =>
        exposure.account === each.account &&
        [exposure.resource.id, exposure.interface, exposure.address, exposure.publicAddress].some((name) =>
          names.has(name ?? ''),
        ),
    );
    // A finding about the machine's interface is about the machine.
    for (const { resource, interface: nic } of reached)
      for (const name of [resource.id, nic]) if (name) names.add(name);
    const about = findings.filter(({ resource }) => resource.account === each.account && names.has(resource.id));
    return {
      ...each,
      exposures: reached.map(({ verdict, resource, interface: nic, publicAddress, protocol, ports }) => ({
        verdict,
        resource,
        interface: nic,
        ...(publicAddress === undefined ? {} : { publicAddress }),
        protocol,
        ...(ports ? { ports } : {}),
      })),
      findings: about
        .filter(({ status }) => status === 'new' || status === 'open')
        .map(({ id, checkId, severity, message }) => ({ id, checkId, severity, message })),
      timeline: timelineOf(each, names, cases, about, t),
    };
  });
}

function timelineOf(
  own: NoticeCase,
  names: ReadonlySet<string>,
  cases: readonly NoticeCase[],
  findings: readonly Finding[],
  t: Tongue,
): readonly TimelineEntry[] {
  const told = cases
    .filter(({ account }) => account === own.account)
    .flatMap((each) =>
      each.resources
        .filter(({ id }) => names.has(id))
        .flatMap(({ id }) =>
          each.events.map(({ at, state, noticeId }) => ({
            at,
            resource: id,
            what: `${each.code}: ${t.words(STATE_WORDS[state])}`,
            noticeId,
          })),
        ),
    );
  const found = findings.flatMap(({ id, checkId, resource, status, firstSeenAt, lastSeenAt }) => [
    { at: firstSeenAt, resource: resource.id, what: t`${checkId}: first seen`, findingId: id },
    ...(status === 'resolved'
      ? [{ at: lastSeenAt, resource: resource.id, what: t`${checkId}: resolved`, findingId: id }]
      : []),
  ]);
  return [...told, ...found].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const STATE_WORDS: Readonly<Record<NoticeState, Text>> = {
  begin: say`begin`,
  extended: say`extended`,
  released: say`released`,
  issued: say`issued`,
  closed: say`closed`,
};

const orderOf = ({ resource, at, what }: TimelineEntry): string => `${resource}\n${at}\n${what}`;
