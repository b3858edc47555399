import colors from 'picocolors';
import { ENGLISH, type Tongue } from '#languages/tongue.ts';
import type { DiagnosedPart, DiagnosedPath, Diagnosis } from '#network/explain/diagnosis.ts';
import type { Hop } from '#network/hop.ts';
import type { Via } from '#network/reach/exposure.ts';
import { sayAll } from '#platform/text.ts';
import type { Told } from '#platform/told.ts';
import { hopLines, type Paint, shortIds, viaText } from './hop-lines.ts';
import { plain } from './plain-text.ts';

/** Source ranges that are named before the rest is counted. */
const SOURCES_SHOWN = 4;

/** One flow, for people: the verdict, then each way in hop by hop, with what to change. A diagnosis in another language comes with its `tongue`. */
export function diagnosisText(
  diagnosis: Diagnosis,
  { colors: isColored, tongue: t = ENGLISH }: { readonly colors: boolean; readonly tongue?: Tongue },
): string {
  const paint = colors.createColors(isColored);
  const { from, to, flow, verdict, compare, paths, parts } = diagnosis;
  const lines = [
    `${plain(from)} → ${plain(to)}  ${flow}  ${verdictText(verdict, paint, t)}${clientPortsText(diagnosis, paint, t)}`,
  ];
  if (compare) lines.push(`${t`compared with ${compare.flow}`}  ${verdictText(compare.verdict, paint, t)}`);
  for (const { code, call, error, component } of diagnosis.reasons ?? []) {
    lines.push(`  ${paint.yellow(code)} ${plain([call, error, component].filter(Boolean).join(' '))}`);
  }
  if (diagnosis.message) lines.push(`  ${plain(diagnosis.message)}`);
  lines.push('');
  for (const [index, path] of paths.entries())
    lines.push(...pathLines(path, [index, paths.length], compare?.flow, paint, t), '');
  if (parts.length > 1) lines.push(paint.bold(t`By source`), ...parts.map((part) => partLine(part, paint, t)), '');
  return lines.join('\n');
}

function verdictText(verdict: Diagnosis['verdict'], paint: Paint, t: Tongue): string {
  if (verdict === 'reachable') return paint.bold(paint.red(t`REACHABLE`));
  return verdict === 'blocked' ? paint.bold(paint.green(t`BLOCKED`)) : paint.bold(paint.yellow(t`UNKNOWN`));
}

const clientPortsText = ({ clientPorts }: Pick<Diagnosis, 'clientPorts'>, paint: Paint, t: Tongue): string =>
  clientPorts === undefined || clientPorts === 'full'
    ? ''
    : paint.yellow(`  ${t`only some client ports get an answer (${clientPorts})`}`);

function pathLines(
  path: Told<DiagnosedPath>,
  [index, ways]: readonly [number, number],
  compared: string | undefined,
  paint: Paint,
  t: Tongue,
): readonly string[] {
  const { target, via, hops, changes, nearMisses, verdict } = path;
  const at = [target.interface, target.publicAddress, target.address].filter(Boolean).join(' ');
  const place = via ? t`${plain(at)} through ${wayText(via, hops, t)}` : plain(at);
  const way = ways > 1 ? t`Way in ${index + 1} of ${ways}: ` : '';
  const lines = [
    `${paint.bold(`${way}${place}`)}  ${verdictText(verdict, paint, t)}${clientPortsText(path, paint, t)}`,
  ];
  if (compared !== undefined && hops.length === 0) lines.push(`  ${t`every hop does the same with ${compared}`}`);
  // Whoever reads this in the night wants the remedy first, and then why.
  if (changes.length > 0) {
    const heading = changes.length === 1 ? t`To let it through` : t`To let it through, all of these ${changes.length}`;
    lines.push(`  ${paint.bold(heading)}`, ...changes.map((change) => `    • ${shortIds(change)}`));
  }
  lines.push(...hopLines(hops, paint, t).map((line) => `  ${line}`));
  if (nearMisses.length > 0) {
    lines.push(`  ${paint.bold(t`Near misses`)}`);
    for (const { component, rule, change } of nearMisses)
      lines.push(
        `    • ${
          /^\d+$/.test(rule)
            ? t`${plain(component)} has entry ${rule}: ${change}`
            : t`${plain(component)} has ${plain(rule)}: ${change}`
        }`,
      );
  }
  return lines;
}

/** What a way leads through last, and what carried the packet there, by which ways to the same balancer are told apart. */
function wayText(via: Via, hops: readonly Told<Hop>[], t: Tongue): string {
  const carriers = hops
    .filter(({ hop, component }) => (hop === 'accelerator' || hop === 'listener') && component !== via.id)
    .map(({ hop, component }) =>
      hop === 'accelerator' ? shortIds(component) : t`load balancer ${shortIds(component)}`,
    );
  if (via.id.startsWith('unread ')) return viaText(via, t);
  const way = `${via.type} ${shortIds(via.id)} (${via.listenerPort} → ${via.targetPort})`;
  const [first, ...others] = new Set(carriers);
  if (first === undefined) return way;
  return t`${way}, over ${others.reduce((before, each) => t`${before} and ${each}`, first)}`;
}

function partLine({ sources, verdict, blockers }: Told<DiagnosedPart>, paint: Paint, t: Tongue): string {
  const more = sources.length - SOURCES_SHOWN;
  const shown = sayAll(sources.slice(0, SOURCES_SHOWN));
  const named =
    more <= 0 ? t.words(shown) : more === 1 ? t`${shown} and 1 more range` : t`${shown} and ${more} more ranges`;
  const why = blockers.map(({ code, component }) => `${code ?? ''} ${shortIds(component)}`).join('; ');
  return `  ${verdictText(verdict, paint, t)}  ${named}${why ? paint.dim(`  ${why}`) : ''}`;
}
