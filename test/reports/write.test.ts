import { digestText } from '#reports/digest.ts';
import { REPORT_FILES, REPORT_FORMATS, reportFiles } from '#reports/write.ts';
import { aReport, manyFindings } from '../support/a-report.ts';

const report = aReport(manyFindings(10));
const textOf = (name: string, where?: string): string => {
  const file = reportFiles(report, REPORT_FORMATS, where).find((each) => each.name === name);
  return [...(file?.chunks ?? [])].join('');
};

test('the JSON, the page and the mail are always there; formats add to them', () => {
  const names = (formats: Parameters<typeof reportFiles>[1]): readonly string[] =>
    reportFiles(report, formats).map(({ name }) => name);
  expect(names([])).toEqual(['report.json', 'report.html', 'digest.txt']);
  expect(names(['csv'])).toEqual(['report.json', 'report.html', 'digest.txt', 'findings.csv']);
  expect(names(['ocsf', 'asff']).slice(3)).toEqual(['findings.ocsf.jsonl', 'findings.asff.json']);
});

test('every file that can be written is among the names that belong to a report folder', () => {
  const names = [...reportFiles(report, REPORT_FORMATS).map(({ name }) => name), 'results.jsonl'];
  expect(names.sort()).toEqual([...REPORT_FILES].sort());
});

test.each(reportFiles(report, REPORT_FORMATS).map(({ name, contentType }) => [name, contentType]))(
  '%s is %s and holds something',
  (name, contentType) => {
    expect(contentType).toMatch(/^(application\/jsonl?|text\/(html|plain|csv); charset=utf-8)$/);
    expect(textOf(name).length).toBeGreaterThan(100);
  },
);

test('the mail tells where the report is', () => {
  expect(textOf('digest.txt', 's3://bucket/report.html')).toBe(digestText(report, 's3://bucket/report.html'));
  expect(textOf('digest.txt', 's3://bucket/report.html')).toContain('The full report: s3://bucket/report.html\n');
});

test('the same report gives the same bytes', () => {
  const bytes = (): readonly string[] => reportFiles(report, REPORT_FORMATS).map(({ chunks }) => [...chunks].join(''));
  expect(bytes()).toEqual(bytes());
});
