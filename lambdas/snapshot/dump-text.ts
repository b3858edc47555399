import { CALLS_BY_OPERATION } from './aws-cli-keys.ts';
import type { RecordedCall } from './recorded-call.ts';

/** What the AWS CLI prints instead of an answer, which `2>&1` puts into the file. */
const REFUSED = /An error occurred \(([\w.-]+)\) when calling the (\w+) operation(?: \(reached max retries: \d+\))?: ?/;

/**
 * The refused calls that the CLI's own words stand for; none where the text is something else. An operation that two
 * services have (`DescribeLoadBalancers`) stands for both: which was refused, nobody can tell.
 */
export function refusedCalls(text: string): readonly RecordedCall[] {
  const found = REFUSED.exec(text);
  if (!found) return [];
  const [told, code = '', operation = ''] = found;
  const message = text.slice(found.index + told.length).trim();
  const calls = CALLS_BY_OPERATION.get(operation) ?? [];
  return calls.map((call) => ({ call, request: {}, error: { code, message } }));
}

/**
 * The JSON documents of a text: one, or several one after the other, as `>>` leaves them.
 *
 * @throws {SyntaxError} that says what is wrong with the first that is none.
 */
export function documentsIn(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    const parts = partsOf(text);
    if (parts.length < 2) throw error;
    return parts.map((part) => JSON.parse(part) as unknown);
  }
}

/** The text cut behind every bracket that closes the outermost one; what is left over stands as a part of its own. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let [depth, begin, inString] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (inString) {
      if (letter === '\\') at++;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '{' || letter === '[') depth++;
    else if (letter === '}' || letter === ']') {
      depth--;
      if (depth === 0) {
        parts.push(text.slice(begin, at + 1));
        begin = at + 1;
      }
    }
  }
  const rest = text.slice(begin);
  return rest.trim() === '' ? parts : [...parts, rest];
}

/** Anybody's text on one line of a message, without what no eye sees. */
const onOneLine = (text: string): string => text.trim().replace(/[\p{C}\s]+/gu, ' ');

/** The start of a text that is no JSON, to tell in a message what it is instead. */
export const beginningOf = (text: string): string => JSON.stringify(onOneLine(text.slice(0, 400)).slice(0, 60));

/** What is wrong with a text that is no JSON; the parser's own words quote from it. */
export const noJson = (error: unknown): string => `is no JSON: ${onOneLine((error as Error).message)}`;
