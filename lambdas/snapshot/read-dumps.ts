import type { Store } from '#platform/store.ts';
import { UsageError } from '#platform/usage-error.ts';
import { callsOfAnswer, listOfItem, requestOfAnswer } from './aws-cli-keys.ts';
import { beginningOf, documentsIn, noJson, refusedCalls } from './dump-text.ts';
import { linesOf, wholeText } from './lines.ts';
import type { RecordedCall } from './recorded-call.ts';

/** Hears of a file, and of a line where it has many, that tells nothing, and why. */
export type OnPassedOver = (where: string, why: string) => void;

/**
 * The calls that plain CLI answers stand for. Files that tell nothing are passed over: what they were to tell was not
 * looked at.
 *
 * @throws {UsageError} for a file that is no JSON, and for what `--query` left of an answer.
 */
export async function* readDumps(
  store: Store,
  keys: readonly string[],
  onPassedOver: OnPassedOver,
): AsyncIterable<RecordedCall> {
  for (const key of keys) {
    if (/\.jsonl(\.gz)?$/i.test(key)) {
      let number = 0;
      for await (const line of linesOf(store, key)) {
        number++;
        if (line.trim() !== '') yield* callsOfText(line, store.locate(`${key} line ${number}`), onPassedOver);
      }
    } else {
      yield* callsOfText(await wholeText(store, key), store.locate(key), onPassedOver);
    }
  }
}

function* callsOfText(text: string, where: string, onPassedOver: OnPassedOver): Iterable<RecordedCall> {
  // A refused call leaves an empty file, or what the CLI said where that went into the file too.
  if (text.trim() === '') return onPassedOver(where, 'is empty, as a call that failed leaves it');
  const refused = refusedCalls(text);
  let documents: readonly unknown[];
  try {
    documents = documentsIn(text);
  } catch (error) {
    if (refused.length > 0) return yield* refused;
    throw new UsageError(
      `${where} ${noJson(error)}. It begins with ${beginningOf(text)}; wanted is what the AWS CLI prints with --output json`,
    );
  }
  const calls = documents.flatMap((document) => callsIn(document, where));
  if (calls.length === 0) onPassedOver(where, 'holds no answer that is known by its top-level key');
  yield* calls;
}

function callsIn(value: unknown, where: string): readonly RecordedCall[] {
  const recorded = recordedCall(value);
  if (recorded) return [recorded];
  if (Array.isArray(value)) return value.flatMap((each) => callsIn(each, where));
  if (!isObject(value)) return [];
  const list = listOfItem(value);
  if (list !== undefined) {
    throw new UsageError(
      `${where} holds a bare item of ${list}, as --query leaves it; wanted is the whole answer: {"${list}": […]}`,
    );
  }
  const request = requestOfAnswer(value);
  return callsOfAnswer(value).map((call) => ({ call, request, response: value }));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;

/** The value as a recorded call, or `undefined` when it is none. What others wrote may leave out an empty request. */
export function recordedCall(value: unknown): RecordedCall | undefined {
  if (!isObject(value)) return undefined;
  const { call, request = {}, at, error } = value;
  if (typeof call !== 'string' || !isObject(request)) return undefined;
  const told = { call, request, ...(typeof at === 'string' ? { at } : {}) };
  if (isObject(error)) {
    const { code, message } = error;
    return { ...told, error: { code: textOr(code, 'Unknown'), message: textOr(message, '') } };
  }
  return 'response' in value ? { ...told, response: value['response'] } : undefined;
}
