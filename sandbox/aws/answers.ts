import type { CallError, RecordedCall, Scope } from '#snapshot/recorded-call.ts';
import type { Recording } from '../recording.ts';
import type { Operation } from './operation.ts';
import { cutPage, type Page, pagingOf, withoutPaging } from './paging.ts';
import { pickFromPool } from './pools.ts';
import type { Service } from './services.ts';

/** What the snapshot has to say to one request. */
export type Answer = { readonly response: Readonly<Record<string, unknown>> } | { readonly error: CallError };

type Fields = Readonly<Record<string, unknown>>;

/** Answers requests out of a recording, as the service itself would page them. */
export class Answers {
  readonly #recording: Recording;
  readonly #pageLimit: number | undefined;
  /** Recorded pages of one list put together, by the lines they came from. */
  readonly #merged = new WeakMap<readonly RecordedCall[], Map<string, Page>>();

  constructor(recording: Recording, pageLimit: number | undefined) {
    this.#recording = recording;
    this.#pageLimit = pageLimit;
  }

  answer(scope: Scope, service: Service, operation: Operation, input: Fields): Answer {
    const { codes } = service.protocol;
    const call = `${service.prefix}:${operation.name}`;
    const lines = this.#recording.lines(scope, call);
    if (!lines) return { error: this.#notRecorded(scope, service, operation) };
    const subject = subjectOf(operation, input);
    const pages = this.#merged.get(lines) ?? new Map<string, Page>();
    this.#merged.set(lines, pages);
    let page = pages.get(subject);
    if (!page) {
      const matching = linesAbout(lines, operation, input);
      const found = matching.length > 0 ? merge(matching, operation) : pickFromPool(call, lines, input);
      if (!found) {
        return {
          error: {
            code: `${service.prefix === 'ec2' ? 'InvalidParameterValue' : 'ResourceNotFoundException'}`,
            message: `${call}: nothing is known of ${subject}`,
          },
        };
      }
      page = found;
      pages.set(subject, page);
    }
    return cutPage(page, operation, input, { call, subject, codes, pageLimit: this.#pageLimit });
  }

  /** A region that the snapshot does not have is one that the account has not enabled. */
  #notRecorded(scope: Scope, service: Service, operation: Operation): CallError {
    const { codes } = service.protocol;
    if (this.#recording.has(scope) || service.signingName === 'sts') {
      return {
        code: codes['unknown-action'],
        message: `The action ${operation.name} is not valid for this web service.`,
      };
    }
    return service.prefix === 'ec2'
      ? { code: codes['region-disabled'], message: 'AWS was not able to validate the provided access credentials' }
      : { code: codes['region-disabled'], message: 'The security token included in the request is invalid.' };
  }
}

/** The recorded lines that are about what the request asks for: those of the same request, else those of the same ids. */
function linesAbout(lines: readonly RecordedCall[], operation: Operation, input: Fields): readonly RecordedCall[] {
  const wanted = subjectOf(operation, input);
  const same = lines.filter(({ request }) => subjectOf(operation, request) === wanted);
  if (same.length > 0) return same;
  const ids = Object.entries(withoutPaging(operation, input)).filter(([, value]) => typeof value === 'string');
  if (Object.values(withoutPaging(operation, input)).some(Array.isArray)) return [];
  return lines.filter(({ request }) => ids.every(([key, value]) => (request[key] ?? value) === value));
}

const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-][\d:]+)$/;

/** What a request is about: all of it but the paging and the moments, which differ from run to run. */
const subjectOf = (operation: Operation, request: Fields): string =>
  JSON.stringify(canonical(withoutPaging(operation, request)));

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value === 'string' && MOMENT.test(value)) return undefined;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, canonical(each)]),
  );
}

/** The recorded pages as one: every list joined, everything else as the first page has it. */
function merge(lines: readonly RecordedCall[], operation: Operation): Page {
  const seen = new Set<string>();
  const { holder, give } = pagingOf(operation);
  let whole: Fields = {};
  let end: Page['end'] = 'complete';
  for (const line of lines) {
    // A call that was made twice was answered twice; a page that continues another has a token in its request.
    const identity = JSON.stringify([line.request, line.response, line.error]);
    if (seen.has(identity)) continue;
    seen.add(identity);
    if (line.error) {
      end = line.error;
      break;
    }
    const response = (line.response ?? {}) as Fields;
    whole = joinLists(whole, response, holder);
    const body = (holder ? response[holder] : response) as Fields | undefined;
    end = give && body?.[give] ? 'open' : 'complete';
  }
  return { whole, end };
}

function joinLists(before: Fields, page: Fields, holder: string | undefined): Fields {
  const joined: Record<string, unknown> = { ...page, ...before };
  for (const [key, value] of Object.entries(page)) {
    if (Array.isArray(value) && Array.isArray(before[key])) joined[key] = [...(before[key] as unknown[]), ...value];
    else if (key === holder && before[key]) joined[key] = joinLists(before[key] as Fields, value as Fields, undefined);
  }
  return joined;
}
