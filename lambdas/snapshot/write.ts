import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Store } from '#platform/store.ts';
import { leavesGap } from './call-error.ts';
import type { RecordedCall, Scope } from './recorded-call.ts';

/** What a snapshot says about itself. */
export interface Manifest {
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** `errors` counts the calls that left a gap: not those that say that there is nothing. */
  readonly scopes: readonly (Scope & { readonly file: string; readonly calls: number; readonly errors: number })[];
}

/** The key of a scope's file. */
export const scopeKey = ({ provider, account, region }: Scope, gzip: boolean): string =>
  `${provider}/${account}/${region}.jsonl${gzip ? '.gz' : ''}`;

/** The calls of one scope on their way to the store, written page by page. */
export interface ScopeWriter {
  readonly key: string;
  readonly counts: { readonly calls: number; readonly errors: number };
  /** Hands over one call; resolves when there is room for the next. */
  write(call: RecordedCall): Promise<void>;
  /** Resolves once the whole file stands in the store. */
  close(): Promise<void>;
  /** Gives the file up; nothing of it remains. */
  abort(reason: Error): Promise<void>;
}

/** Opens the file of a scope. */
export function openScope(store: Store, scope: Scope, { gzip = false } = {}): ScopeWriter {
  const key = scopeKey(scope, gzip);
  const lines = new LineQueue();
  const source = gzip ? packed(lines) : lines;
  // A failure to write must stop whoever hands over lines, or they would wait for room for ever.
  const written = store.write(key, source).catch((error: unknown) => {
    lines.fail(error);
    throw error;
  });
  written.catch(() => undefined);
  const counts = { calls: 0, errors: 0 };
  return {
    key,
    counts,
    write(call) {
      counts.calls++;
      if (call.error && leavesGap(call.call, call.error)) counts.errors++;
      return lines.push(`${JSON.stringify(call)}\n`);
    },
    async close() {
      lines.end();
      await written;
    },
    async abort(reason) {
      lines.abort(reason);
      await written.catch(() => undefined);
    },
  };
}

/** The lines, gzipped. Whatever ends one of the two streams ends the other; the reader of the outer one is told. */
const packed = (lines: AsyncIterable<string>): AsyncIterable<Uint8Array> =>
  pipeline(lines, createGzip(), () => undefined);

/** Lines from a producer to one consumer, with back pressure: a push resolves when its line was taken. */
class LineQueue implements AsyncIterable<string> {
  readonly #lines: { line: string; taken: () => void }[] = [];
  #wake: (() => void) | undefined;
  #ended = false;
  #aborted: Error | undefined;
  #failure: unknown;

  push(line: string): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#lines.push({ line, taken: () => (this.#failure === undefined ? resolve() : reject(this.#failure)) });
      this.#wake?.();
    });
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  abort(reason: Error): void {
    this.#aborted = reason;
    this.#wake?.();
  }

  fail(failure: unknown): void {
    this.#failure = failure;
    for (const { taken } of this.#lines.splice(0)) taken();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<string> {
    for (;;) {
      if (this.#aborted) throw this.#aborted;
      const next = this.#lines.shift();
      if (next) {
        next.taken();
        yield next.line;
      } else if (this.#ended) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}

/** Writes the manifest: the last file of a snapshot, so that its presence says the snapshot is whole. */
export const writeManifest = (store: Store, manifest: Manifest, key = MANIFEST): Promise<void> =>
  store.write(key, [`${JSON.stringify(manifest, null, 2)}\n`]);

export const MANIFEST = 'manifest.json';

/** The manifest of a part of a run that several collect at the same time. */
export const partManifest = (part: number): string => `manifest-${part}.json`;
