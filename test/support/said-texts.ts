import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from '@swc/core';

const ROOT = join(import.meta.dirname, '../..');

/** Functions whose first argument is told to people. */
const TELLERS = ['fail', 'pass', 'notApplicable', 'words'];

/** Where what hops say stands in `message` and `change`, and `fail` and `pass` are given codes. */
const PATHS = 'lambdas/network/';

interface Node {
  readonly type?: string;
  readonly [key: string]: unknown;
}

/** A text that the code says to people, as its dictionary key, and where. */
export interface SaidText {
  readonly key: string;
  readonly file: string;
}

/** What the files below a folder, or one file, say to people: say`…`, t`…`, and plain sentences handed to a teller. */
export function saidBelow(place: string): {
  readonly texts: readonly SaidText[];
  /** Templates with values that nobody can translate, because they are no longer apart. */
  readonly unsaid: readonly SaidText[];
} {
  const texts: SaidText[] = [];
  const unsaid: SaidText[] = [];
  for (const file of filesBelow(place)) {
    const source = readFileSync(join(ROOT, file), 'utf8');
    visit(parseSync(source, { syntax: 'typescript', target: 'es2022' }) as unknown as Node, (node) => {
      if (node.type === 'TaggedTemplateExpression') {
        const { value } = node['tag'] as { value?: string };
        if (value === 'say' || value === 't') texts.push({ key: keyOf(node['template'] as Node), file });
      }
      if (node.type === 'ObjectExpression' && file.startsWith(PATHS)) unsaid.push(...plainWords(node, file));
      if (node.type !== 'CallExpression' || file.startsWith(PATHS)) return;
      const callee = node['callee'] as { value?: string; property?: { value?: string } };
      if (!TELLERS.includes(callee.value ?? callee.property?.value ?? '')) return;
      const [first] = node['arguments'] as readonly { expression: Node }[];
      for (const each of branches(first?.expression)) {
        if (each.type === 'StringLiteral' && each['value'] !== '') texts.push({ key: String(each['value']), file });
        if (each.type === 'TemplateLiteral') unsaid.push({ key: keyOf(each), file });
      }
    });
  }
  return { texts, unsaid };
}

/** Words of a hop that are not said: they would stay English. A missing call is told by its name and code alone. */
function plainWords(object: Node, file: string): readonly SaidText[] {
  const properties = (object['properties'] as readonly Node[]).map((property) => ({
    name: (property['key'] as { value?: string } | undefined)?.value ?? property['value'],
    value: property['value'] as Node,
  }));
  if (properties.some(({ name }) => name === 'call')) return [];
  return properties
    .filter(({ name }) => name === 'message' || name === 'change')
    .flatMap(({ value }) => branches(value))
    .filter(({ type }) => type === 'StringLiteral' || type === 'TemplateLiteral')
    .map((each) => ({ key: each.type === 'StringLiteral' ? String(each['value']) : keyOf(each), file }));
}

const filesBelow = (place: string): readonly string[] =>
  place.endsWith('.ts')
    ? [place]
    : readdirSync(join(ROOT, place), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));

/** Both sides of `a ? b : c`. */
function branches(node: Node | undefined): readonly Node[] {
  if (!node) return [];
  if (node.type === 'ParenthesisExpression') return branches(node['expression'] as Node);
  return node.type === 'ConditionalExpression'
    ? [...branches(node['consequent'] as Node), ...branches(node['alternate'] as Node)]
    : [node];
}

const keyOf = (template: Node): string =>
  (template['quasis'] as readonly { cooked: string }[])
    .map(({ cooked }) => cooked)
    .reduce((before, part, index) => `${before}{${index - 1}}${part}`);

function visit(node: unknown, on: (node: Node) => void): void {
  if (Array.isArray(node)) for (const each of node) visit(each, on);
  else if (typeof node === 'object' && node !== null) {
    on(node as Node);
    for (const each of Object.values(node)) visit(each, on);
  }
}
