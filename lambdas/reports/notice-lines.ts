import type { NoticeEntry } from './notice-entries.ts';
import { plainUpTo } from './plain-text.ts';

const SHOWN = 5;

/** The matters that are open: what every report begins with. */
export const openEntries = (notices: readonly NoticeEntry[]): readonly NoticeEntry[] =>
  notices.filter(({ status }) => status === 'open');

/** An open matter in a few lines: what, since when, about what, and whether the Internet reaches it. */
export function noticeLines(entry: NoticeEntry): readonly string[] {
  const { code, kind, drill, account, region, resources, startedAt, endsAt, findings } = entry;
  const names = resources.slice(0, SHOWN).map(({ id }) => plainUpTo(120, id));
  const more = resources.length > SHOWN ? ` and ${resources.length - SHOWN} more` : '';
  const reached = reachedText(entry);
  return [
    `${drill ? 'DRILL: ' : ''}${KINDS[kind]}: ${plainUpTo(100, code)}, ${plainUpTo(40, account)} ${plainUpTo(40, region)}`,
    `  About ${names.length === 0 ? 'no resource that it names' : `${names.join(', ')}${more}`}${startedAt === undefined ? '' : `, since ${startedAt}`}${endsAt === undefined ? '' : `, until ${endsAt}`}`,
    ...(reached === '' ? [] : [`  The Internet reaches it: ${reached}`]),
    ...(findings.length === 0
      ? []
      : [
          `  Findings about it: ${findings
            .slice(0, SHOWN)
            .map(({ checkId }) => checkId)
            .join(', ')}${findings.length > SHOWN ? ` and ${findings.length - SHOWN} more` : ''}`,
        ]),
  ];
}

export const KINDS: Readonly<Record<NoticeEntry['kind'], string>> = {
  abuse: 'Abuse report',
  'service-issue': 'Trouble of the platform',
  threat: 'Threat',
  blackhole: 'Blackhole',
  scrubbing: 'Under attack',
};

/** `tcp 22, 80-443 at 52.0.0.10`; unknown ways in say perhaps. */
export const reachedText = ({ exposures }: Pick<NoticeEntry, 'exposures'>): string => {
  const ways = exposures.slice(0, SHOWN).map(({ verdict, protocol, ports = [], publicAddress, interface: nic }) => {
    const range = ports.slice(0, 8).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
    const what = [protocol, range.join(', ')].filter((part) => part !== '').join(' ');
    return `${verdict === 'unknown' ? 'perhaps ' : ''}${what} at ${publicAddress ?? nic ?? 'its balancer'}`;
  });
  return `${ways.join('; ')}${exposures.length > SHOWN ? ` and ${exposures.length - SHOWN} more ways` : ''}`;
};
