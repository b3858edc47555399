import type { NormalizedSchema } from '../../sandbox/aws/operation.ts';

/** Texts that break what is careless: markup, formulas, terminals, writing direction, line ends, whitespace. */
export const HOSTILE_TEXTS = [
  '<script>alert("1")</script> & <b>',
  "=cmd|'/C calc'!A0",
  '\u001b[31mred\u001b[0m \u0007',
  '\u202egnp.exe',
  'one\ntwo\ttabbed',
  ' leading and trailing ',
  'café 防火墙 🔥',
  '',
  ']]>&#10;&amp;',
  '"quoted" \'single\' \\ back',
];

/** What a whole list says of itself. */
const ONE_PAGE: Readonly<Record<string, unknown>> = { IsTruncated: false, Quantity: 2 };

/**
 * An answer with every field that a schema has: each list with two items, each nested as deep as `depth`.
 * The texts are hostile, each another one.
 */
export function anAnswer(schema: NormalizedSchema, depth = 6, next = counter()): unknown {
  if (schema.isStructSchema()) {
    if (depth === 0) return {};
    const members = [...schema.structIterator()].filter(
      ([name]) => !/^(NextToken|nextToken|NextMarker|Marker)$/.test(name),
    );
    const chosen = schema.isUnionSchema() ? members.slice(0, 1) : members;
    return Object.fromEntries(
      chosen.map(([name, member]) => [name, ONE_PAGE[name] ?? anAnswer(member, depth - 1, next)]),
    );
  }
  if (schema.isListSchema()) {
    if (depth === 0) return [];
    return [anAnswer(schema.getValueSchema(), depth - 1, next), anAnswer(schema.getValueSchema(), depth - 1, next)];
  }
  if (schema.isMapSchema()) return { [`key ${next()}`]: anAnswer(schema.getValueSchema(), depth - 1, next) };
  if (schema.isBooleanSchema()) return next() % 2 === 0;
  if (schema.isTimestampSchema()) return new Date(Date.UTC(2026, 0, 1) + next() * 1000).toISOString();
  if (schema.getMemberTraits().httpHeader) return `header-${next()}`;
  if (schema.isStringSchema()) {
    const number = next();
    return `${HOSTILE_TEXTS[number % HOSTILE_TEXTS.length]}${number % 7 === 0 ? '' : number}`;
  }
  return next();
}

function counter(): () => number {
  let last = 0;
  return () => ++last;
}
