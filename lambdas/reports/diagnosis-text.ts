import colors from 'picocolors';
import type { DiagnosedPart, DiagnosedPath, Diagnosis } from '#network/explain/diagnosis.ts';
import type { Hop } from '#network/hop.ts';
import type { Via } from '#network/reach/exposure.ts';
import type { Told } from '#platform/told.ts';
import { hopLines, type Paint, shortIds, viaText } from './hop-lines.ts';
import { plain } from './plain-text.ts';

/** Source ranges that are named before the rest is counted. */
const SOURCES_SHOWN = 4;

/** One flow, for people: the verdict, then each way in hop by hop, with what to change. */
export function diagnosisText(diagnosis: Diagnosis, { colors: isColored }: { readonly colors: boolean }): string {
  const paint = colors.createColors(isColored);
  const { from, to, flow, verdict, compare, paths, parts } = diagnosis;
  const lines = [
    `${plain(from)} → ${plain(to)}  ${flow}  ${verdictText(verdict, paint)}${clientPortsText(diagnosis, paint)}`,
  ];
  if (compare) lines.push(`compared with ${compare.flow}  ${verdictText(compare.verdict, paint)}`);
  for (const { code, call, error, component } of diagnosis.reasons ?? []) {
    lines.push(`  ${paint.yellow(code)} ${plain([call, error, component].filter(Boolean).join(' '))}`);
  }
  if (diagnosis.message) lines.push(`  ${plain(diagnosis.message)}`);
  lines.push('');
  for (const [index, path] of paths.entries())
    lines.push(...pathLines(path, index, paths.length, compare?.flow, paint), '');
  if (parts.length > 1) lines.push(paint.bold('By source'), ...parts.map((part) => partLine(part, paint)), '');
  return lines.join('\n');
}

function verdictText(verdict: Diagnosis['verdict'], paint: Paint): string {
  if (verdict === 'reachable') return paint.bold(paint.red('REACHABLE'));
  return verdict === 'blocked' ? paint.bold(paint.green('BLOCKED')) : paint.bold(paint.yellow('UNKNOWN'));
}

const clientPortsText = ({ clientPorts }: Pick<Diagnosis, 'clientPorts'>, paint: Paint): string =>
  clientPorts === undefined || clientPorts === 'full'
    ? ''
    : paint.yellow(`  only some client ports get an answer (${clientPorts})`);

function pathLines(
  path: Told<DiagnosedPath>,
  index: number,
  ways: number,
  compared: string | undefined,
  paint: Paint,
): readonly string[] {
  const { target, via, hops, changes, nearMisses, verdict } = path;
  const at = [target.interface, target.publicAddress, target.address].filter(Boolean).join(' ');
  const through = via ? ` through ${wayText(via, hops)}` : '';
  const way = ways > 1 ? `Way in ${index + 1} of ${ways}: ` : '';
  const lines = [
    `${paint.bold(`${way}${plain(at)}${through}`)}  ${verdictText(verdict, paint)}${clientPortsText(path, paint)}`,
  ];
  if (compared !== undefined && hops.length === 0) lines.push(`  every hop does the same with ${compared}`);
  // Whoever reads this in the night wants the remedy first, and then why.
  if (changes.length > 0) {
    const heading = changes.length === 1 ? 'To let it through' : `To let it through, all of these ${changes.length}`;
    lines.push(`  ${paint.bold(heading)}`, ...changes.map((change) => `    • ${shortIds(change)}`));
  }
  lines.push(...hopLines(hops, paint).map((line) => `  ${line}`));
  if (nearMisses.length > 0) {
    lines.push(`  ${paint.bold('Near misses')}`);
    for (const { component, rule, change } of nearMisses)
      lines.push(`    • ${plain(component)} has ${/^\d+$/.test(rule) ? 'entry ' : ''}${plain(rule)}: ${change}`);
  }
  return lines;
}

/** What a way leads through last, and what carried the packet there, by which ways to the same balancer are told apart. */
function wayText(via: Via, hops: readonly Hop[]): string {
  const carriers = hops
    .filter(({ hop, component }) => (hop === 'accelerator' || hop === 'listener') && component !== via.id)
    .map(({ hop, component }) =>
      hop === 'accelerator' ? shortIds(component) : `load balancer ${shortIds(component)}`,
    );
  const over = carriers.length === 0 ? '' : `, over ${[...new Set(carriers)].join(' and ')}`;
  if (via.id.startsWith('unread ')) return viaText(via);
  return `${via.type} ${shortIds(via.id)} (${via.listenerPort} → ${via.targetPort})${over}`;
}

function partLine({ sources, verdict, blockers }: Told<DiagnosedPart>, paint: Paint): string {
  const more = sources.length - SOURCES_SHOWN;
  const named = `${sources.slice(0, SOURCES_SHOWN).join(', ')}${more > 0 ? ` and ${more} more range${more === 1 ? '' : 's'}` : ''}`;
  const why = blockers.map(({ code, component }) => `${code ?? ''} ${shortIds(component)}`).join('; ');
  return `  ${verdictText(verdict, paint)}  ${named}${why ? paint.dim(`  ${why}`) : ''}`;
}
