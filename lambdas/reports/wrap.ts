/** Signs that take two columns of a terminal: Chinese, and the punctuation that goes with it. @see https://www.unicode.org/reports/tr11/ */
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60\uffe0-\uffe6]/gu;

/** What stays on one line: a word, or one Chinese sign with the punctuation behind it. Spaces come apart. */
const PIECES =
  / +|\p{Script=Han}[\u3000-\u303f\uff00-\uff60]*|[\u3000-\u303f\uff00-\uff60]+|[^ \p{Script=Han}\u3000-\u303f\uff00-\uff60]+[\u3000-\u303f\uff00-\uff60]*/gu;

/** How many columns a text without colours takes. */
export const columnsOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** A text with spaces up to so many columns. */
export const padColumns = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)));

/** Words in lines of at most `columns`, each after `indent`; a longer word has a line of its own. */
export function wrap(text: string, columns: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  let gap = '';
  for (const piece of text.match(PIECES) ?? []) {
    if (piece.startsWith(' ')) {
      gap = line === indent ? '' : ' ';
      continue;
    }
    if (line !== indent && columnsOf(line + gap + piece) > columns) {
      lines.push(line);
      line = indent + piece;
    } else line += gap + piece;
    gap = '';
  }
  return [...lines, line];
}
