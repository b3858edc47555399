import colors from 'picocolors';
import { ENGLISH, type Tongue } from '#languages/tongue.ts';
import { AddressSet } from '#network/address-set.ts';
import type { BlockedRecord, ExposureDocument, ExposureRecord } from '#network/exposure-document.ts';
import { isWorld } from '#network/internet.ts';
import type { Interval } from '#network/port-set.ts';
import { sayAll } from '#platform/text.ts';
import { hopRow, type Paint, shortIds, viaText } from './hop-lines.ts';
import { plain } from './plain-text.ts';

/** Sources that are named before the rest is counted. */
const SOURCES_SHOWN = 4;
/** Unreachable addresses that are listed; more than that nobody reads. */
const BLOCKED_SHOWN = 50;

/** What the Internet reaches, for people: a paragraph a machine, and then what certainly nobody reaches, with the reason. */
export function exposureText(
  { internet, exposures, blocked }: ExposureDocument,
  { colors: isColored, tongue: t = ENGLISH }: { readonly colors: boolean; readonly tongue?: Tongue },
): string {
  const paint = colors.createColors(isColored);
  const everybody = { ipv4: internet.ipv4.join(), ipv6: internet.ipv6.join() };
  const lines: string[] = [];
  const places = groupBy(
    exposures,
    ({ account, region, resource }) => `${account} ${region} ${resource.type} ${resource.id}`,
  );
  lines.push(
    paint.bold(
      exposures.length === 0
        ? t`The Internet reaches nothing of what was read.`
        : places.size === 1
          ? t`The Internet reaches 1 resource:`
          : t`The Internet reaches ${places.size} resources:`,
    ),
    '',
  );
  for (const records of places.values()) lines.push(...resourceLines(records, everybody, paint, t), '');
  if (blocked.length > 0) lines.push(...blockedLines(blocked, paint, t), '');
  return lines.join('\n');
}

function resourceLines(
  records: readonly ExposureRecord[],
  everybody: Readonly<Record<string, string>>,
  paint: Paint,
  t: Tongue,
): readonly string[] {
  const [first] = records;
  if (!first) return [];
  const { resource, account, region } = first;
  const lines = [`${paint.bold(plain(resource.id))} ${paint.dim(`${resource.type}, ${account} ${region}`)}`];
  for (const record of records) {
    const { verdict, via, family, clientPorts, reasons = [] } = record;
    const at = [record.publicAddress, record.address].filter((address) => address !== undefined && address !== null);
    const isSure = verdict === 'reachable';
    const who = sourcesText(record, everybody[family] ?? '', t);
    const flow = flowText(record, t);
    const place = [...new Set(at)].join(' → ');
    const what = via
      ? t`${flow} at ${place} from ${who} through ${viaText(via, t)}`
      : t`${flow} at ${place} from ${who}`;
    const clients = clientPorts === 'full' ? '' : paint.yellow(t` (client ports: ${clientPorts})`);
    lines.push(`  ${isSure ? paint.red('●') : paint.yellow('?')} ${what}${clients}`);
    if (isSure) lines.push(`    ${hopRow(record.path, paint, t)}`);
    else
      for (const reason of reasons)
        lines.push(
          `    ${paint.yellow(reason.code)} ${plain([reason.call, reason.error, reason.component].filter(Boolean).join(' '))}`,
        );
  }
  return lines;
}

/** Protocol and ports as people write them. */
function flowText({ protocol, ports, types, codes }: ExposureRecord, t: Tongue): string {
  if (ports) return `${protocol} ${ranges(ports)}`;
  if (types && ranges(types) === '0-255') return protocol;
  if (types)
    return codes && ranges(codes) !== '0-255'
      ? t`${protocol} type ${ranges(types)} code ${ranges(codes)}`
      : t`${protocol} type ${ranges(types)}`;
  return protocol === 'all'
    ? t`every protocol`
    : protocol === 'other'
      ? t`every other protocol`
      : t`protocol ${protocol}`;
}

const ranges = (intervals: readonly Interval[]): string =>
  intervals.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(', ');

function sourcesText({ sources, family }: ExposureRecord, everybody: string, t: Tongue): string {
  if (sources.join() === everybody) return t`the whole Internet`;
  if (isWorld(AddressSet.of(family, sources))) return t`nearly the whole Internet (${sources.length} ranges)`;
  const shown = t.words(sayAll(sources.slice(0, SOURCES_SHOWN)));
  return sources.length > SOURCES_SHOWN ? t`${shown} and ${sources.length - SOURCES_SHOWN} more ranges` : shown;
}

function blockedLines(blocked: readonly BlockedRecord[], paint: Paint, t: Tongue): readonly string[] {
  const rows = blocked.slice(0, BLOCKED_SHOWN).map(({ resource, address, blockers }) => {
    const why = blockers.map(({ code, component }) => `${code} ${shortIds(component)}`).join('; ');
    return `  ${paint.green('✓')} ${plain(resource.id)} ${address ?? ''} ${paint.dim(why)}`;
  });
  const more = blocked.length > BLOCKED_SHOWN ? [paint.dim(`  ${t`and ${blocked.length - BLOCKED_SHOWN} more`}`)] : [];
  const heading = blocked.length === 1 ? t`Nobody reaches 1 address:` : t`Nobody reaches ${blocked.length} addresses:`;
  return [paint.bold(heading), ...rows, ...more];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
