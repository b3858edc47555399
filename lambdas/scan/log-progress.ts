import type { Scope } from '#snapshot/recorded-call.ts';
import type { OnProgress } from './progress.ts';

/** A log of fixed messages, with fields for the rest. */
export interface Log {
  info(message: string, fields: Record<string, unknown>): void;
  error(message: string, fields: Record<string, unknown>): void;
}

/** Logs what happens during a run: one line a region, and our own faults. Answers and credentials never. */
export const logProgress =
  (log: Log): OnProgress =>
  (event) => {
    switch (event.event) {
      case 'collecting':
        return log.info('Collecting', { scopes: event.scopes });
      case 'scope-collected':
        return log.info('Collected', { ...placeOf(event.scope), calls: event.calls, errors: event.errors });
      case 'judging':
        return log.info('Judging', { scopes: event.scopes });
      case 'file-passed-over':
        return log.info('A file of the snapshot was passed over', { file: event.file, why: event.why });
      case 'scope-judged':
        return log.info('Judged', { ...placeOf(event.scope), findings: event.findings });
      case 'check-failed': {
        const { checkId, resourceId, error } = event;
        return log.error('A check failed', { checkId, resourceId, error });
      }
      case 'call':
        return;
    }
  };

const placeOf = ({ provider, account, region }: Scope): Scope => ({ provider, account, region });
