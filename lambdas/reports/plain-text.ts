import { stripVTControlCharacters } from 'node:util';

/** Line ends, tabs and Unicode's own line separators. */
const BREAKS = /[\t-\r\u0085\u2028\u2029]+/g;

/** Controls, formatting such as bidirectional overrides and zero-width characters, halves of characters, and blanks that are letters. */
export const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * Text that others chose (names, tags, descriptions), made fit for one line of a mail, a terminal or a cell:
 * it can neither break the line, nor move the cursor, nor turn the reading direction, nor hide anything.
 */
export const plain = (text: string): string =>
  stripVTControlCharacters(text).replace(BREAKS, ' ').replace(INVISIBLE, '').replace(/ {2,}/g, ' ').trim();

/** {@link plain} text of at most `characters` characters; what was cut off shows as `…`. */
export function plainUpTo(characters: number, text: string): string {
  // Hostile names can be megabytes: what cannot fit is not looked at.
  const clean = plain(text.slice(0, characters * 8));
  const letters = Array.from(clean);
  if (letters.length <= characters && text.length <= characters * 8) return clean;
  return `${letters
    .slice(0, characters - 1)
    .join('')
    .trimEnd()}…`;
}
