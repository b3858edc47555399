import type colors from 'picocolors';
import type { Tongue } from '#languages/tongue.ts';
import type { Hop, HopName } from '#network/hop.ts';
import type { Via } from '#network/reach/exposure.ts';
import { type Said, say } from '#platform/text.ts';
import type { Told } from '#platform/told.ts';
import { plain } from './plain-text.ts';
import { columnsOf, padColumns } from './wrap.ts';

export type Paint = ReturnType<typeof colors.createColors>;

const MARKS = { pass: '✓', fail: '✗', unknown: '?' } as const;

/** A hop's mark, in its colour. */
export const mark = ({ verdict }: Pick<Hop, 'verdict'>, paint: Paint): string =>
  verdict === 'pass'
    ? paint.green(MARKS.pass)
    : verdict === 'fail'
      ? paint.red(MARKS.fail)
      : paint.yellow(MARKS.unknown);

/** What hops are called. */
const TITLES: Readonly<Record<HopName, Said>> = {
  account: say`Account`,
  'block-public-access': say`Block public access`,
  'internet-gateway': say`Internet gateway`,
  'address-mapping': say`Address mapping`,
  'edge-route-table': say`Edge route table`,
  accelerator: say`Accelerator`,
  'load-balancer': say`Load balancer`,
  listener: say`Listener`,
  'target-group': say`Target group`,
  'security-group-out': say`Security group out`,
  'network-acl-out': say`Network ACL out`,
  'route-table': say`Route table`,
  'transit-gateway-attachment': say`Transit gateway attachment`,
  'transit-gateway': say`Transit gateway`,
  'transit-gateway-route-table': say`Transit gateway route table`,
  'network-acl-in': say`Network ACL in`,
  'security-group-in': say`Security group in`,
  'nat-gateway': say`NAT gateway`,
  interface: say`Interface`,
  instance: say`Instance`,
};

/** What stands in the place of a component where there is none, or it was not read. */
const STAND_INS: Readonly<Record<string, Said>> = {
  'no security group': say`no security group`,
  'no network ACL': say`no network ACL`,
  'network ACL': say`network ACL`,
  'route table': say`route table`,
  'transit gateway': say`transit gateway`,
};

const nameOf = ({ component }: Pick<Hop, 'component'>, t: Tongue): string =>
  Object.hasOwn(STAND_INS, component) ? t.words(STAND_INS[component] ?? component) : shortIds(component);

/** The way in and the way back, a line a hop. */
export function hopLines(hops: readonly Told<Hop>[], paint: Paint, t: Tongue): readonly string[] {
  const titles = hops.map(({ hop }) => t.words(TITLES[hop]));
  const legs = { forward: t`in`, return: t`back` };
  const legWidth = Math.max(columnsOf(legs.forward), columnsOf(legs.return));
  const titleWidth = Math.max(0, ...titles.map(columnsOf));
  const names = hops.map((hop) => nameOf(hop, t));
  const nameWidth = Math.min(32, Math.max(0, ...names.map(columnsOf)));
  return hops.map((hop, index) => {
    const turns = index === 0 || hops[index - 1]?.leg !== hop.leg;
    const leg = padColumns(turns ? legs[hop.leg] : '', legWidth);
    const code =
      hop.code && hop.verdict !== 'pass'
        ? paint.dim(` [${hop.because ? t`${hop.code} because ${hop.because}` : hop.code}]`)
        : '';
    const where = `${padColumns(titles[index] ?? '', titleWidth)}  ${paint.dim(padColumns(names[index] ?? '', nameWidth))}`;
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
export const viaText = ({ type, id, listenerPort }: Via, t: Tongue): string =>
  id.startsWith('unread ') ? t`an ${shortIds(id)}, if there is one` : t`${type} ${shortIds(id)} port ${listenerPort}`;

/** The hops on one line, by what decides: the way in, and after `⇄` the way back. */
export function hopRow(hops: readonly Told<Hop>[], paint: Paint, t: Tongue): string {
  const steps: string[] = [];
  for (const [index, hop] of hops.entries()) {
    const before = hops[index - 1];
    if (before?.component === hop.component && before.leg === hop.leg && before.verdict === hop.verdict) continue;
    const turns = before !== undefined && before.leg !== hop.leg && hop.leg === 'return';
    steps.push(`${index === 0 ? '' : paint.dim(turns ? ' ⇄ ' : ' → ')}${mark(hop, paint)} ${nameOf(hop, t)}`);
  }
  return steps.join('');
}
