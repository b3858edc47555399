/** Whether `text` matches the glob from its first to its last character; `*` is any run of characters, `?` any one. */
export const matchesGlob = (glob: string, text: string): boolean =>
  new RegExp(
    `^${glob
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(text);
