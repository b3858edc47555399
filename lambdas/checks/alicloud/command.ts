import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';

/** The value of an option; `undefined` is left out, anything else is written as JSON. */
type OptionValue = string | number | boolean | undefined;

/**
 * A command of the `aliyun` CLI as text that can be pasted into a shell, whatever its values hold.
 *
 * Options are given in the API's own spelling: `{ SecurityGroupId: 'sg-1' }`.
 * @see https://www.alibabacloud.com/help/en/cli/
 */
export function aliyunCommand(
  { region }: { readonly region: string },
  product: string,
  action: string,
  options: Readonly<Record<string, OptionValue>> = {},
): string {
  const all: Readonly<Record<string, OptionValue>> = {
    ...(region === GLOBAL_REGION ? {} : { RegionId: region }),
    ...options,
  };
  const words = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, quoted(String(value))],
  );
  return ['aliyun', product, action, ...words].join(' ');
}

/** The text as one word of a POSIX shell. */
const quoted = (text: string): string =>
  /^[\w./:=@,+][\w./:=@,+-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
