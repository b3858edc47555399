import type colors from 'picocolors';
import type { Hop } from '#network/hop.ts';
import type { Via } from '#network/reach/exposure.ts';
import type { Told } from '#platform/told.ts';
import { plain } from './plain-text.ts';

export type Paint = ReturnType<typeof colors.createColors>;

const MARKS = { pass: '✓', fail: '✗', unknown: '?' } as const;

/** A hop's mark, in its colour. */
export const mark = ({ verdict }: Pick<Hop, 'verdict'>, paint: Paint): string =>
  verdict === 'pass'
    ? paint.green(MARKS.pass)
    : verdict === 'fail'
      ? paint.red(MARKS.fail)
      : paint.yellow(MARKS.unknown);

/** A hop's name as people say it. */
export const hopTitle = ({ hop }: Pick<Hop, 'hop'>): string => {
  const words = hop.replaceAll('-', ' ');
  return `${words[0]?.toUpperCase()}${words.slice(1)}`.replace(/ acl\b/, ' ACL').replace(/\bnat\b/i, 'NAT');
};

/** The way in and the way back, a line a hop. */
export function hopLines(hops: readonly Told<Hop>[], paint: Paint): readonly string[] {
  const titles = hops.map(hopTitle);
  const titleWidth = Math.max(0, ...titles.map((title) => title.length));
  const names = hops.map(({ component }) => shortIds(component));
  const nameWidth = Math.min(32, Math.max(0, ...names.map((name) => name.length)));
  return hops.map((hop, index) => {
    const turns = index === 0 || hops[index - 1]?.leg !== hop.leg;
    const leg = turns ? (hop.leg === 'forward' ? 'in  ' : 'back') : '    ';
    const code =
      hop.code && hop.verdict !== 'pass'
        ? paint.dim(` [${hop.code}${hop.because ? ` because ${hop.because}` : ''}]`)
        : '';
    const where = `${(titles[index] ?? '').padEnd(titleWidth)}  ${paint.dim((names[index] ?? '').padEnd(nameWidth))}`;
    return `${paint.dim(leg)} ${mark(hop, paint)} ${where}  ${shortIds(hop.message)}${code}`;
  });
}

/** Text for people, in which balancers, listeners and target groups stand with their names instead of their ARNs, and accelerators with their ids. */
export const shortIds = (text: string): string =>
  plain(text)
    .replace(/arn:[^\s:]*:globalaccelerator:[^\s:]*:\d*:accelerator\/([\w-]+)(?:\/[\w/-]+)?/g, 'accelerator $1')
    .replace(
      /arn:[^\s:]*:elasticloadbalancing:[^\s:]*:\d*:[a-z]+\/(?:(?:app|net|gwy)\/)?([^/\s]+)(?:\/[^\s/.,;]+)*/g,
      '$1',
    );

/** What a flow comes through: its kind, name and port; of what was not read there is no name and no port. */
export const viaText = ({ type, id, listenerPort }: Via): string =>
  id.startsWith('unread ') ? `an ${shortIds(id)}, if there is one` : `${type} ${shortIds(id)} port ${listenerPort}`;

/** The hops on one line, by what decides: the way in, and after `⇄` the way back. */
export function hopRow(hops: readonly Told<Hop>[], paint: Paint): string {
  const steps: string[] = [];
  for (const [index, hop] of hops.entries()) {
    const before = hops[index - 1];
    if (before?.component === hop.component && before.leg === hop.leg && before.verdict === hop.verdict) continue;
    const turns = before !== undefined && before.leg !== hop.leg && hop.leg === 'return';
    steps.push(`${index === 0 ? '' : paint.dim(turns ? ' ⇄ ' : ' → ')}${mark(hop, paint)} ${shortIds(hop.component)}`);
  }
  return steps.join('');
}
