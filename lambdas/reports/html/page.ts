import type { Report } from '../report.ts';

/** The page of a report. */
export function* reportPage(report: Report): Iterable<string> {
  yield `<!doctype html><title>${report.run.id}</title>`;
}
