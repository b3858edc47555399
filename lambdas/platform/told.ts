import { type Said, type Text, wordsOf } from './text.ts';

/** The same, where everything that was said is its words in one language. */
export type Told<T> = T extends Said ? string : T extends object ? { readonly [K in keyof T]: Told<T[K]> } : T;

/** Finds the words of a text in one language. */
export type Words = (text: Text) => string;

/** English, which the code is written in. */
export const inEnglish: Words = (text) => wordsOf(text);

/** What was told already: many exposures share their hops. */
const tellings = new WeakMap<Words, WeakMap<object, unknown>>();

/** Puts what was said anywhere inside a value into words; what says nothing is left as it is. */
export function tell<T>(value: T, words: Words): Told<T> {
  const before = tellings.get(words) ?? new WeakMap<object, unknown>();
  tellings.set(words, before);
  return told(value, words, before) as Told<T>;
}

function told(value: unknown, words: Words, before: WeakMap<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isSaid(value)) return words(value);
  const known = before.get(value);
  if (known !== undefined) return known;
  const changes: [string, unknown][] = [];
  for (const [key, each] of Object.entries(value)) {
    const changed = told(each, words, before);
    if (changed !== each) changes.push([key, changed]);
  }
  const result = changes.length === 0 ? value : copyOf(value, changes);
  before.set(value, result);
  return result;
}

/** Keys keep their order. */
function copyOf(value: object, changes: readonly (readonly [string, unknown])[]): object {
  const copy: object = Array.isArray(value) ? [...(value as readonly unknown[])] : { ...value };
  return Object.assign(copy, Object.fromEntries(changes));
}

const isSaid = (value: object): value is Said => 'template' in value && 'values' in value;
