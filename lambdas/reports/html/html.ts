import { INVISIBLE } from '../plain-text.ts';

/** Markup that is safe to put into a page. Only {@link html} makes it. */
export class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  toString(): string {
    return this.source;
  }
}

/** What can stand in a template's gap: text is escaped, markup is not, `undefined` and `false` leave it empty. */
export type Slot = string | number | Html | readonly Html[] | undefined | false;

/** A template of markup. Whatever is put into it as text comes out as text, in elements and in quoted attributes. */
export function html(parts: TemplateStringsArray, ...slots: readonly Slot[]): Html {
  let source = parts[0] ?? '';
  for (const [index, slot] of slots.entries()) source += fill(slot) + (parts[index + 1] ?? '');
  return new Html(source);
}

/** Markup of our own: style and script, which contain nothing that others wrote. */
export const ownSource = (source: string): Html => new Html(source);

function fill(slot: Slot): string {
  if (typeof slot === 'string') return escapeHtml(slot);
  if (typeof slot === 'number') return String(slot);
  if (slot === undefined || slot === false) return '';
  return slot instanceof Html ? slot.source : slot.map(({ source }) => source).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text as HTML shows it, in elements and in quoted attributes.
 *
 * A character that one cannot see shows as its code, such as `⟨U+202E⟩`: a name that turns the reading direction
 * must neither do that nor look like a name without it.
 */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign).replace(INVISIBLE, (sign) => SPACES[sign] ?? codeOf(sign));

/** Line ends and tabs are left for the style to show. */
const SPACES: Readonly<Record<string, string>> = { '\n': '\n', '\t': '\t', '\r': '' };

const codeOf = (sign: string): string =>
  `⟨U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
