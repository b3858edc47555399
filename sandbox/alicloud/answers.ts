import { ALI_CALLS, type AliCallName, aliCall, aliSubject } from '#snapshot/alicloud-calls.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import type { Parameters } from './signature.ts';

type Json = Record<string, unknown>;

/** An answer, or the error that stands recorded in its place. */
export type Answer = { readonly body: Json } | { readonly code: string; readonly message: string };

/** Request names to call names: `InstanceIds.1=a&InstanceIds.2=b` is a list again. */
export function requestOf(parameters: Parameters): Json {
  const request: Json = {};
  for (const [name, value] of Object.entries(parameters)) {
    const numbered = /^(.+)\.(\d+)$/.exec(name);
    if (!numbered) {
      request[name] = value;
      continue;
    }
    const list = (request[numbered[1] as string] ?? []) as string[];
    list[Number(numbered[2]) - 1] = value;
    request[numbered[1] as string] = list;
  }
  return request;
}

/**
 * What the recorded lines of a call answer to one request: its subject's pages put together, then cut in the call's own way of paging.
 * A subject that was not recorded has an empty list.
 */
export function answerFrom(
  lines: readonly RecordedCall[],
  call: AliCallName,
  parameters: Parameters,
  pageLimit = Number.POSITIVE_INFINITY,
): Answer {
  const subject = aliSubject(call, requestOf(parameters));
  const recorded = lines.filter(({ request }) => aliSubject(call, request) === subject);
  const failed = recorded.find(({ error }) => error)?.error;
  if (failed) return failed;
  const pages = recorded.map(({ response }) => (response ?? {}) as Json);
  const head = { ...pages[0] };
  if (!aliCall(call).paging) return { body: head };
  const items = pages.flatMap((page) => listIn(call, page) ?? []);
  return cut(call, head, items, parameters, pageLimit);
}

function listIn(call: AliCallName, page: Json): readonly unknown[] | undefined {
  let at: unknown = page;
  for (const key of ALI_CALLS[call].list) at = (at as Json | undefined)?.[key];
  return Array.isArray(at) ? at : undefined;
}

/** One page in the call's own style. */
function cut(
  call: AliCallName,
  head: Json,
  items: readonly unknown[],
  parameters: Parameters,
  pageLimit: number,
): Answer {
  const { paging, pageSize: most = 100, list } = aliCall(call);
  if (!paging) return { body: head };
  const asked = Number(parameters[paging.size] ?? 10);
  if (!Number.isInteger(asked) || asked < 1 || asked > most) {
    return { code: `InvalidParameter.${paging.size}`, message: `The specified ${paging.size} is not valid.` };
  }
  // A list without a total ends with its first short page, so only what was asked for may be cut there.
  const size = paging.by === 'number' && paging.total === undefined ? asked : Math.min(asked, pageLimit);
  const body: Json = { ...head };
  let start: number;
  if (paging.by === 'token') {
    const token = parameters[paging.ask];
    start = token === undefined || token === '' ? 0 : offsetOf(token);
    if (Number.isNaN(start))
      return { code: 'InvalidParameter.NextToken', message: 'The specified NextToken is invalid.' };
    delete body[paging.give];
    if (start + size < items.length) body[paging.give] = tokenOf(start + size);
    if ('TotalCount' in head) body['TotalCount'] = items.length;
    body[paging.size] = size;
  } else {
    const page = Number(parameters[paging.ask] ?? 1);
    start = (page - 1) * size;
    // A product that writes its numbers as text does so for all of them.
    const asText = paging.total !== undefined && typeof head[paging.total] === 'string';
    const write = (value: number): number | string => (asText ? String(value) : value);
    body[paging.ask] = write(page);
    body[paging.size] = write(size);
    if (paging.total !== undefined) body[paging.total] = write(items.length);
  }
  place(body, list, items.slice(start, start + size));
  return { body };
}

const tokenOf = (offset: number): string => Buffer.from(`page ${offset}`).toString('base64url');
const offsetOf = (token: string): number =>
  Number(/^page (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1] ?? Number.NaN);

function place(body: Json, [key = '', ...rest]: readonly string[], items: readonly unknown[]): void {
  if (rest.length === 0) body[key] = items;
  else {
    const inner: Json = { ...(body[key] as Json | undefined) };
    place(inner, rest, items);
    body[key] = inner;
  }
}
