/** The languages that people are told in. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A sentence or part of one with its values kept apart, so that another language can put them elsewhere. */
export interface Said {
  /** The English words, with `{0}`, `{1}` … where the values stand. It is also the key of every translation. */
  readonly template: string;
  readonly values: readonly Sayable[];
  /** A whole sentence that stands inside another: no capital in front and no full stop behind. */
  readonly isClause?: true;
}

/** What a value of {@link say} may be: names and numbers stand as they are, what is said is said in the same language. */
export type Sayable = string | number | Said;

/** Words for people. Text without values may be a plain string. */
export type Text = string | Said;

/** English templates, and what another language says instead: the same placeholders, in its own order. */
export type Dictionary = Readonly<Record<string, string>>;

/**
 * Says something with values in it: say`Has ${count} rules.`
 *
 * A value that is itself words must be said too, or it stays English in every language.
 */
export const say = (parts: TemplateStringsArray, ...values: readonly Sayable[]): Said => ({
  template: templateOf(parts),
  values,
});

/** One list for each place in the code, so each template is put together once. */
const templates = new WeakMap<TemplateStringsArray, string>();

function templateOf(parts: TemplateStringsArray): string {
  const known = templates.get(parts);
  if (known !== undefined) return known;
  const template = parts.reduce((before, part, index) => `${before}{${index - 1}}${part}`);
  templates.set(parts, template);
  return template;
}

/** The words of a text. What a dictionary does not have is said in English. */
export function wordsOf(text: Text, dictionary: Dictionary = {}): string {
  if (typeof text === 'string') return entryOf(dictionary, text);
  const { template, values, isClause } = text;
  const words = entryOf(dictionary, template).replace(/\{(\d+)\}/g, (placeholder, index: string) => {
    const value = values[Number(index)];
    if (value === undefined) return placeholder;
    return typeof value === 'object' ? wordsOf(value, dictionary) : String(value);
  });
  return isClause ? (words.charAt(0).toLowerCase() + words.slice(1)).replace(/[.。]$/, '') : words;
}

/** Its own entries alone: a resource may be called `constructor`. */
const entryOf = (dictionary: Dictionary, key: string): string =>
  Object.hasOwn(dictionary, key) ? (dictionary[key] ?? key) : key;

/** A sentence as a part of another: `The route is dead.` in ``say`It fails: ${clause(sentence)}.` ``. */
export const clause = (sentence: Text): Said => ({
  ...(typeof sentence === 'string' ? { template: sentence, values: [] } : sentence),
  isClause: true,
});

/** Several texts as one, separated as the language does it. */
export function sayAll([first, ...others]: readonly (string | Said)[]): Text {
  if (first === undefined) return '';
  return others.length === 0 ? first : say`${first}, ${sayAll(others)}`;
}

/** What may be either of several: `a or b or c`. */
export function orText([first, ...others]: readonly (string | Said)[]): Text {
  if (first === undefined) return '';
  return others.length === 0 ? first : say`${first} or ${orText(others)}`;
}

/** The same with an “and” before the last: `a, b and c`. */
export function andText(texts: readonly (string | Said)[]): Text {
  const last = texts.at(-1);
  if (last === undefined) return '';
  return texts.length === 1 ? last : say`${sayAll(texts.slice(0, -1))} and ${last}`;
}
