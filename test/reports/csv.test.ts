import { csvCell, findingsCsv } from '#reports/csv.ts';
import { aFinding, aResource, HOSTILE, manyFindings } from '../support/a-report.ts';

const cells: Readonly<Record<string, readonly [string, string]>> = {
  'plain text': ['web', 'web'],
  empty: ['', ''],
  'a comma': ['a,b', '"a,b"'],
  'a quote': ['say "hi"', '"say ""hi"""'],
  'a line break becomes a blank': ['a\r\nb', 'a b'],
  'a formula': ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  'a formula with a quote': ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  'plus, minus, at': ['+1', "'+1"],
  minus: ['-1', "'-1"],
  at: ['@SUM(A1)', "'@SUM(A1)"],
  'a full-width equals sign': ['＝1+1', "'＝1+1"],
  'a formula behind blanks': [' \t=1+1', "'=1+1"],
  'a formula behind a zero-width space': ['\u200b=1+1', "'=1+1"],
  'a formula behind an escape': ['\u001b[31m=1+1', "'=1+1"],
  'an equals sign inside': ['a=b', 'a=b'],
};

test.each(Object.entries(cells))('%s', (_, [given, wanted]) => {
  expect(csvCell(given)).toBe(wanted);
});

/** A reader of RFC 4180, to read back what was written. */
function parse(csv: string): readonly (readonly string[])[] {
  return csv
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) =>
        quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
}

test('a hostile finding is one line of as many cells as the head, none of them a formula', () => {
  const hostile = aFinding({
    resource: aResource({ name: HOSTILE, id: HOSTILE }),
    message: HOSTILE,
    fix: { text: HOSTILE, commands: [HOSTILE, 'aws ec2 x'] },
  });
  const [head, row, ...rest] = parse([...findingsCsv([hostile])].join(''));
  expect(rest).toEqual([]);
  expect(row).toHaveLength(head?.length ?? 0);
  expect(row?.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
});

test('a finding reads back', () => {
  const [head, row] = parse([...findingsCsv([aFinding()])].join(''));
  const read = Object.fromEntries((head ?? []).map((name, index) => [name, row?.[index]]));
  expect(read).toMatchObject({
    status: 'new',
    severity: 'critical',
    account: '111122223333',
    resourceId: 'sg-0a1b2c3d4e5f60718',
    resourceName: 'web',
    checkId: 'aws-ec2-security-group-closes-admin-ports',
    message: 'tcp 22 (SSH) is open to 0.0.0.0/0.',
    fix: 'Let the port in from the addresses of the people who need it, or use Session Manager.',
    frameworks: 'FSBP EC2.13; CIS-A-5.0 5.3',
  });
});

test('the file comes line by line', () => {
  const lines = [...findingsCsv(manyFindings(3))];
  expect(lines).toHaveLength(4);
  expect(lines.every((line) => line.endsWith('\r\n'))).toBe(true);
});
