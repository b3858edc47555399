import { stringify } from 'yaml';
import type { AnyCheck } from '../lambdas/checks/check.ts';
import { KINDS } from '../lambdas/checks/kinds.ts';
import { CHECKS } from '../lambdas/checks/registry.ts';
import { DEFAULT_POLICY } from '../lambdas/platform/policy.ts';
import { anEmptyAliRegion } from '../test/support/an-ali-region.ts';
import { anEmptyAwsRegion } from '../test/support/an-aws-region.ts';
import type { CheckCase } from '../test/support/check-tester.ts';
import { checkExamples } from './check-examples.ts';
import { checkFiles } from './check-files.ts';
import { readsOf } from './check-reads.ts';
import type { GeneratedFile } from './generated-files.ts';

/**
 * The page of all checks: why, what to do, what is read, an example that passes and one that fails.
 *
 * @throws when a check lacks an example
 */
export async function checksPage(project: string): Promise<GeneratedFile> {
  const examples = await checkExamples(project, checkFiles(project));
  for (const { id } of CHECKS)
    for (const verdict of ['pass', 'fail'])
      if (!examples.get(id)?.some((each) => each.verdict === verdict))
        throw new Error(`${id} has no example of '${verdict}'`);
  const sections = CHECKS.map((check) => sectionOf(check, examples.get(check.id) ?? []));
  const rows = CHECKS.map(
    ({ id, title, severity, concern }) => `| [${id}](#${id}) | ${cell(title)} | ${severity} | ${concern} |`,
  );
  const content = [
    '# Checks',
    '',
    'Written by `npm run docs` from the checks and from the cases of their tests; every example here is executed by a test.',
    'In the examples, *not read* stands for a fact whose call was refused, cut off or never made.',
    '',
    '| Check | Holds when it passes | Severity | Concern |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...sections,
  ].join('\n');
  return { path: 'docs/checks.md', content };
}

function sectionOf(check: AnyCheck, cases: readonly CheckCase[]): string {
  const { id, title, severity, concern, examines, why, fix, sources, frameworks = [] } = check;
  const { type } = KINDS[examines];
  const facts = [
    `severity ${severity}`,
    concern,
    ...(typeof type === 'string' ? [`looks at each ${type}`] : []),
    ...(frameworks.length > 0 ? [frameworks.join(', ')] : []),
  ];
  const reads = readsOf(check, cases);
  return [
    `## ${id}`,
    '',
    `**${title}.** ${facts.join(' · ')}`,
    '',
    `*Why:* ${why}`,
    '',
    `*Fix:* ${fix}`,
    '',
    ...(reads.length > 0 ? [`*Reads:* ${reads.map((call) => `\`${call}\``).join(', ')}`, ''] : []),
    ...example('Passes', cases, 'pass'),
    ...example('Fails', cases, 'fail'),
    `*Sources:* ${sources.map((source) => `<${source}>`).join(', ')}`,
    '',
  ].join('\n');
}

/** The first case of a verdict, with what of its surroundings is not as everywhere. */
function example(word: string, cases: readonly CheckCase[], verdict: CheckCase['verdict']): readonly string[] {
  const found = cases.find((each) => each.verdict === verdict);
  if (!found) return [];
  const said = found.messages?.length ? ` — “${found.messages.join('” “')}”` : '';
  return [
    `<details><summary>${word}: ${escaped(found.name)}${escaped(said)}</summary>`,
    '',
    '```yaml',
    ...Object.entries(fragmentOf(found)).flatMap(([name, value]) => yamlLines(name, value)),
    '```',
    '',
    '</details>',
    '',
  ];
}

/** A part of an example as YAML, one resource to a line. */
function yamlLines(name: string, value: unknown): readonly string[] {
  if (name === 'resource') return [`resource: ${flow(value)}`];
  const facts = Object.entries(value as object).flatMap(([fact, each]) =>
    Array.isArray(each) && each.length > 0
      ? [`  ${fact}:`, ...each.map((item) => `    - ${flow(item)}`)]
      : [`  ${fact}: ${flow(each)}`],
  );
  return [`${name}:`, ...facts];
}

const flow = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();

function fragmentOf({ resource, region, policy }: CheckCase): object {
  const usual: object = region.provider === 'aws' ? anEmptyAwsRegion() : anEmptyAliRegion();
  return {
    resource: plain(resource),
    ...changed('region', region, usual),
    ...changed('policy', policy, DEFAULT_POLICY),
  };
}

/** What differs from the usual, below its name; nothing where nothing does. */
function changed(name: string, value: object, usual: object): object {
  const before = new Map(Object.entries(usual).map(([key, each]) => [key, JSON.stringify(each)]));
  const differing = Object.entries(value).filter(([key, each]) => JSON.stringify(each) !== before.get(key));
  if (differing.length === 0) return {};
  return { [name]: Object.fromEntries(differing.map(([key, each]) => [key, plain(each)])) };
}

/** Facts as their values, and without what is empty: what a person wants to see of a resource. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('known' in value) return value.known === true && 'value' in value ? plain(value.value) : 'not read';
  const kept = Object.entries(value).flatMap(([key, each]) => {
    const shown = plain(each);
    return isEmpty(shown) ? [] : [[key, shown] as const];
  });
  return Object.fromEntries(kept);
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0);

const cell = (text: string): string => text.replaceAll('|', '\\|');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
