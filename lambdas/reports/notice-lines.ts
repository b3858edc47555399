import type { Tongue } from '#languages/tongue.ts';
import { type Said, say, sayAll, type Text } from '#platform/text.ts';
import type { NoticeEntry } from './notice-entries.ts';
import { plainUpTo } from './plain-text.ts';

const SHOWN = 5;

/** The matters that are open: what every report begins with. */
export const openEntries = (notices: readonly NoticeEntry[]): readonly NoticeEntry[] =>
  notices.filter(({ status }) => status === 'open');

/** An open matter in a few lines: what, since when, about what, and whether the Internet reaches it. */
export function noticeLines(entry: NoticeEntry, t: Tongue): readonly string[] {
  const { code, kind, drill, account, region, resources, startedAt, endsAt, findings } = entry;
  const reached = reachedText(entry, t);
  const checks = findings.slice(0, SHOWN).map(({ checkId }) => checkId);
  return [
    `${drill ? t`DRILL: ` : ''}${t.words(KINDS[kind])}: ${plainUpTo(100, code)}, ${plainUpTo(40, account)} ${plainUpTo(40, region)}`,
    `  ${t.words(
      sayAll([
        aboutText(
          resources.map(({ id }) => plainUpTo(120, id)),
          SHOWN,
        ),
        ...duration(startedAt, endsAt),
      ]),
    )}`,
    ...(reached === '' ? [] : [`  ${t`The Internet reaches it: ${reached}`}`]),
    ...(findings.length === 0 ? [] : [`  ${t`Findings about it: ${upTo(SHOWN, checks, findings.length)}`}`]),
  ];
}

/** `About i-1, i-2 and 3 more`. */
export const aboutText = (ids: readonly string[], most: number): Text =>
  ids.length === 0 ? say`Names no resource` : say`About ${upTo(most, ids, ids.length)}`;

/** `since 2026-11-18 22:57 UTC`, `until …`, as far as they are told. */
export const duration = (startedAt: string | undefined, endsAt: string | undefined): readonly Said[] => [
  ...(startedAt === undefined ? [] : [say`since ${startedAt}`]),
  ...(endsAt === undefined ? [] : [say`until ${endsAt}`]),
];

/** The first of several, and how many there are besides. */
function upTo(most: number, names: readonly string[], count: number): Text {
  const shown = sayAll(names.slice(0, most));
  return count > most ? say`${shown} and ${count - most} more` : shown;
}

export const KINDS: Readonly<Record<NoticeEntry['kind'], Text>> = {
  abuse: say`Abuse report`,
  'service-issue': say`Trouble of the platform`,
  threat: say`Threat`,
  blackhole: say`Blackhole`,
  scrubbing: say`Under attack`,
};

/** `tcp 22, 80-443 at 52.0.0.10`; unknown ways in say perhaps. */
export const reachedText = ({ exposures }: Pick<NoticeEntry, 'exposures'>, t: Tongue): string => {
  const ways = exposures.slice(0, SHOWN).map(({ verdict, protocol, ports = [], publicAddress, interface: nic }) => {
    const range = ports.slice(0, 8).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
    const what = [protocol, range.join(', ')].filter((part) => part !== '').join(' ');
    const at = publicAddress ?? nic ?? say`its balancer`;
    return verdict === 'unknown' ? t`perhaps ${what} at ${at}` : t`${what} at ${at}`;
  });
  const shown = ways.join('; ');
  return exposures.length > SHOWN ? t`${shown} and ${exposures.length - SHOWN} more ways` : shown;
};
