import { findingsAsff } from './asff.ts';
import { findingsCsv } from './csv.ts';
import { digestText } from './digest.ts';
import { reportPage } from './html/page.ts';
import { reportJson } from './json.ts';
import { findingsOcsf } from './ocsf.ts';
import type { Report } from './report.ts';

/** What `--format` adds to the report, for other tools. */
export const REPORT_FORMATS = ['csv', 'ocsf', 'asff'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A file of the report folder. */
export interface ReportFile {
  readonly name: string;
  readonly contentType: string;
  /** Its content piece by piece, made as it is asked for: can be run through once. */
  readonly chunks: Iterable<string>;
}

/** Every name that a report folder can hold, those of {@link reportFiles} and what the run streams itself. */
export const REPORT_FILES = [
  'report.json',
  'results.jsonl',
  'report.html',
  'digest.txt',
  'findings.csv',
  'findings.ocsf.jsonl',
  'findings.asff.json',
] as const;

/**
 * The files of a report: always the JSON, the page and the mail, and the formats that were asked for.
 *
 * `results.jsonl` is not among them: it is written while the run judges. `where` is told in the mail.
 */
export function reportFiles(report: Report, formats: readonly ReportFormat[], where?: string): readonly ReportFile[] {
  return [
    { name: 'report.json', contentType: 'application/json', chunks: reportJson(report) },
    { name: 'report.html', contentType: 'text/html; charset=utf-8', chunks: reportPage(report) },
    { name: 'digest.txt', contentType: 'text/plain; charset=utf-8', chunks: [digestText(report, where)] },
    ...formats.map((format) => EXTRA_FILES[format](report)),
  ];
}

const EXTRA_FILES: Readonly<Record<ReportFormat, (report: Report) => ReportFile>> = {
  csv: ({ findings }) => ({
    name: 'findings.csv',
    contentType: 'text/csv; charset=utf-8',
    chunks: findingsCsv(findings),
  }),
  ocsf: (report) => ({ name: 'findings.ocsf.jsonl', contentType: 'application/jsonl', chunks: findingsOcsf(report) }),
  asff: (report) => ({ name: 'findings.asff.json', contentType: 'application/json', chunks: findingsAsff(report) }),
};
