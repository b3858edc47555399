import { plain } from '#reports/plain-text.ts';
import type { OnProgress, ProgressEvent } from '#scan/progress.ts';
import type { Io } from './io.ts';

/** Shows what happens on stderr. */
export interface ProgressDisplay {
  readonly onProgress: OnProgress;
  /** A line for people. */
  message(text: string): void;
  /** Takes the running line away, before anything else is printed. */
  clear(): void;
}

/** The display that the flags and the terminal ask for: one running line, plain lines, JSON lines or nothing. */
export function progressDisplay(
  io: Io,
  flags: { readonly quiet?: boolean; readonly jsonLogs?: boolean },
): ProgressDisplay {
  if (flags.jsonLogs) return jsonDisplay(io);
  if (flags.quiet) return { onProgress: () => undefined, message: () => undefined, clear: () => undefined };
  return io.stderr.isTTY ? runningLine(io) : plainLines(io);
}

/** What has happened so far, counted. */
class Tally {
  scopes = 0;
  collected = 0;
  judged = 0;
  calls = 0;
  failed = 0;
  findings = 0;
  isJudging = false;

  add(event: ProgressEvent): void {
    if (event.event === 'collecting') this.scopes += event.scopes;
    if (event.event === 'judging') {
      this.isJudging = true;
      this.scopes = event.scopes;
    }
    if (event.event === 'scope-collected') this.collected++;
    if (event.event === 'scope-judged') {
      this.judged++;
      this.findings += event.findings;
    }
    if (event.event === 'call') {
      this.calls++;
      if (event.failed) this.failed++;
    }
  }

  toString(): string {
    const done = this.isJudging ? `judged ${this.judged}` : `read ${this.collected}`;
    const parts = [`${done}/${this.scopes} regions`];
    if (this.calls > 0) parts.push(`${this.calls} calls`);
    if (this.failed > 0) parts.push(`${this.failed} failed`);
    if (this.isJudging) parts.push(this.findings === 1 ? '1 finding' : `${this.findings} findings`);
    return parts.join(' · ');
  }
}

function runningLine({ stderr }: Io): ProgressDisplay {
  const tally = new Tally();
  let shown = '';
  const show = (line: string): void => {
    if (line === shown) return;
    stderr.write(`\r\u001b[2K${line}`);
    shown = line;
  };
  const clear = (): void => show('');
  return {
    onProgress(event) {
      tally.add(event);
      show(tally.toString());
      const trouble = troubleIn(event);
      if (trouble !== undefined) {
        clear();
        stderr.write(`${trouble}\n`);
      }
    },
    message(text) {
      clear();
      stderr.write(`${text}\n`);
      shown = '';
    },
    clear,
  };
}

function plainLines({ stderr }: Io): ProgressDisplay {
  const tally = new Tally();
  return {
    onProgress(event) {
      tally.add(event);
      if (event.event === 'scope-collected') stderr.write(`${tally.toString()} (${event.scope.region})\n`);
      if (event.event === 'scope-judged' && tally.judged === tally.scopes) stderr.write(`${tally.toString()}\n`);
      const trouble = troubleIn(event);
      if (trouble !== undefined) stderr.write(`${trouble}\n`);
    },
    message: (text) => void stderr.write(`${text}\n`),
    clear: () => undefined,
  };
}

function jsonDisplay({ stderr }: Io): ProgressDisplay {
  const write = (fields: object): void => void stderr.write(`${JSON.stringify(fields)}\n`);
  return {
    onProgress: (event) => {
      if (event.event !== 'call')
        write(event.event === 'check-failed' ? { ...event, error: String(event.error) } : event);
    },
    message: (text) => write({ event: 'message', text }),
    clear: () => undefined,
  };
}

/** What somebody should know of an event, beyond that the run goes on. */
function troubleIn(event: ProgressEvent): string | undefined {
  if (event.event === 'file-passed-over') return `${plain(event.file)} ${event.why}: passed over`;
  if (event.event !== 'check-failed') return undefined;
  const { checkId, resourceId, error } = event;
  return `check ${checkId} failed on ${plain(resourceId)}: ${error instanceof Error ? error.message : String(error)} (its verdict there is "unknown")`;
}
