import { type Said, type Text, wordsOf } from './text.ts';

/** The same, where everything that was said is its words in one language. */
export type Told<T> = T extends Said ? string : T extends object ? { readonly [K in keyof T]: Told<T[K]> } : T;

/** Finds the words of a text in one language. */
export type Words = (text: Text) => string;

/** English, which the code is written in. */
export const inEnglish: Words = (text) => wordsOf(text);

/** Puts what was said anywhere inside a value into words; what says nothing stays as it is. */
export function tell<T>(value: T, words: Words): Told<T> {
  return told(value, words) as Told<T>;
}

function told(value: unknown, words: Words): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isSaid(value)) return words(value);
  if (Array.isArray(value)) return value.map((each: unknown) => told(each, words));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, told(each, words)]));
}

const isSaid = (value: object): value is Said => 'template' in value && 'values' in value;
