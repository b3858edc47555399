import colors from 'picocolors';
import { AddressSet } from '#network/address-set.ts';
import type { BlockedRecord, ExposureDocument, ExposureRecord } from '#network/exposure-document.ts';
import { isWorld } from '#network/internet.ts';
import type { Interval } from '#network/port-set.ts';
import { hopRow, type Paint, shortIds, viaText } from './hop-lines.ts';
import { plain } from './plain-text.ts';

/** Sources that are named before the rest is counted. */
const SOURCES_SHOWN = 4;
/** Unreachable addresses that are listed; more than that nobody reads. */
const BLOCKED_SHOWN = 50;

/** What the Internet reaches, for people: a paragraph a machine, and then what certainly nobody reaches, with the reason. */
export function exposureText(
  { internet, exposures, blocked }: ExposureDocument,
  { colors: isColored }: { readonly colors: boolean },
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
        ? 'The Internet reaches nothing of what was read.'
        : `The Internet reaches ${count(places.size, 'resource')}:`,
    ),
    '',
  );
  for (const records of places.values()) lines.push(...resourceLines(records, everybody, paint), '');
  if (blocked.length > 0) lines.push(...blockedLines(blocked, paint), '');
  return lines.join('\n');
}

function resourceLines(
  records: readonly ExposureRecord[],
  everybody: Readonly<Record<string, string>>,
  paint: Paint,
): readonly string[] {
  const [first] = records;
  if (!first) return [];
  const { resource, account, region } = first;
  const lines = [`${paint.bold(plain(resource.id))} ${paint.dim(`${resource.type}, ${account} ${region}`)}`];
  for (const record of records) {
    const { verdict, via, family, clientPorts, reasons = [] } = record;
    const at = [record.publicAddress, record.address].filter((address) => address !== undefined && address !== null);
    const isSure = verdict === 'reachable';
    const who = sourcesText(record, everybody[family] ?? '');
    const through = via ? ` through ${viaText(via)}` : '';
    const clients = clientPorts === 'full' ? '' : paint.yellow(` (client ports: ${clientPorts})`);
    lines.push(
      `  ${isSure ? paint.red('●') : paint.yellow('?')} ${flowText(record)} at ${[...new Set(at)].join(' → ')} from ${who}${through}${clients}`,
    );
    if (isSure) lines.push(`    ${hopRow(record.path, paint)}`);
    else
      for (const reason of reasons)
        lines.push(
          `    ${paint.yellow(reason.code)} ${plain([reason.call, reason.error, reason.component].filter(Boolean).join(' '))}`,
        );
  }
  return lines;
}

/** Protocol and ports as people write them. */
function flowText({ protocol, ports, types, codes }: ExposureRecord): string {
  if (ports) return `${protocol} ${ranges(ports)}`;
  if (types && ranges(types) === '0-255') return protocol;
  if (types)
    return `${protocol} type ${ranges(types)}${codes && ranges(codes) !== '0-255' ? ` code ${ranges(codes)}` : ''}`;
  return protocol === 'all' ? 'every protocol' : protocol === 'other' ? 'every other protocol' : `protocol ${protocol}`;
}

const ranges = (intervals: readonly Interval[]): string =>
  intervals.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(', ');

function sourcesText({ sources, family }: ExposureRecord, everybody: string): string {
  if (sources.join() === everybody) return 'the whole Internet';
  if (isWorld(AddressSet.of(family, sources))) return `nearly the whole Internet (${sources.length} ranges)`;
  const shown = sources.slice(0, SOURCES_SHOWN).join(', ');
  return sources.length > SOURCES_SHOWN ? `${shown} and ${sources.length - SOURCES_SHOWN} more ranges` : shown;
}

function blockedLines(blocked: readonly BlockedRecord[], paint: Paint): readonly string[] {
  const rows = blocked.slice(0, BLOCKED_SHOWN).map(({ resource, address, blockers }) => {
    const why = blockers.map(({ code, component }) => `${code} ${shortIds(component)}`).join('; ');
    return `  ${paint.green('✓')} ${plain(resource.id)} ${address ?? ''} ${paint.dim(why)}`;
  });
  const more = blocked.length > BLOCKED_SHOWN ? [paint.dim(`  and ${blocked.length - BLOCKED_SHOWN} more`)] : [];
  return [paint.bold(`Nobody reaches ${count(blocked.length, 'address', 'addresses')}:`), ...rows, ...more];
}

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
