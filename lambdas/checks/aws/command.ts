import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';

/** The value of an option; an object is written as JSON, `true` as the bare option, `undefined` not at all. */
type OptionValue = string | number | boolean | readonly (string | number)[] | object | undefined;

/**
 * An AWS CLI command as text that can be pasted into a shell, whatever its values hold.
 *
 * Options are given in the CLI's own spelling without the dashes in front: `{ 'group-id': 'sg-1' }`. A global scope has no `--region`.
 */
export function awsCommand(
  { region }: { readonly region: string },
  service: string,
  operation: string,
  options: Readonly<Record<string, OptionValue>> = {},
): string {
  const all: Readonly<Record<string, OptionValue>> = {
    ...options,
    region: region === GLOBAL_REGION ? undefined : region,
  };
  const words = Object.entries(all).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [`--${name}`];
    const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = parts.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
    // A value that starts with a dash would be read as an option of its own.
    if (texts[0]?.startsWith('-')) return [`--${name}=${texts.map(quoted).join(' ')}`];
    return [`--${name}`, ...texts.map(quoted)];
  });
  return ['aws', service, operation, ...words].join(' ');
}

/** The text as one word of a POSIX shell. */
export const quoted = (text: string): string =>
  /^[\w./:=@,+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** A word that the reader has to set before the shell runs the command: an owner's choice that no fact tells. */
export const ownersChoice = (variable: string, hint: string): string =>
  `"\${${variable}:?${hint.replaceAll(/[^\w ./:,;()-]/g, '')}}"`;

/** A command with one more option, whose value is written as it is: words of the shell, such as an owner's choice. */
export const withValue = (command: string, option: string, words: string): string => `${command} --${option} ${words}`;
