import { type Dictionary, type Language, type Sayable, say, type Text, wordsOf } from '#platform/text.ts';
import { ZH } from './zh/dictionary.ts';

/** What each language says instead of the English that stands in the code. */
const DICTIONARIES: Readonly<Record<Language, Dictionary>> = {
  en: {},
  zh: ZH,
};

/** Says things in one language: t`and ${count} more`. */
export interface Tongue {
  (parts: TemplateStringsArray, ...values: readonly Sayable[]): string;
  readonly language: Language;
  /** The words of what was said elsewhere, such as the message of a check. */
  readonly words: (text: Text) => string;
}

/** Who speaks a language. What its dictionary lacks comes in English: a report is never without words. */
export function tongueOf(language: Language): Tongue {
  const dictionary = DICTIONARIES[language];
  const words = (text: Text): string => wordsOf(text, dictionary);
  return Object.assign((parts: TemplateStringsArray, ...values: readonly Sayable[]) => words(say(parts, ...values)), {
    language,
    words,
  });
}

/** The language that the code is written in. */
export const ENGLISH = tongueOf('en');
