import { ENGLISH } from '#languages/tongue.ts';
import { findingsSection, rowsPerGroup } from '#reports/html/findings.ts';
import { aFinding, aResource, HOSTILE, manyFindings, openedWide } from '../../support/a-report.ts';

const sectionOf = (findings: Parameters<typeof findingsSection>[2], limit?: number): string =>
  [...findingsSection('findings', 'Open', findings, { hasOneAccount: true, t: ENGLISH }, limit)]
    .map(({ source }) => source)
    .join('');

const shares: Readonly<Record<string, readonly [readonly number[], number, number]>> = {
  'everything fits': [[5, 1, 3], 10, Number.POSITIVE_INFINITY],
  'a flood of one kind leaves the others whole': [[1_000, 2, 3], 15, 10],
  'two floods share': [[1_000, 1_000, 2], 12, 5],
  'every kind keeps its first': [[9, 9, 9], 2, 1],
  'no kinds': [[], 5, Number.POSITIVE_INFINITY],
};

test.each(Object.entries(shares))('rows per kind: %s', (_, [sizes, limit, wanted]) => {
  expect(rowsPerGroup(sizes, limit)).toBe(wanted);
});

test('narrower findings stand below their root cause, each with its own severity and check', () => {
  const page = sectionOf(openedWide);
  expect(page.match(/<article/g)).toHaveLength(1);
  expect(page).toContain(
    '<article class="group critical" data-severity="critical" data-check="aws-ec2-security-group-closes-all-ports"',
  );
  expect(page).toContain('data-severity="medium" data-check="aws-ec2-security-group-closes-admin-ports"');
  expect(page).toContain('Brings 2 narrower findings.');
  expect(page).toContain('<span class="expect">Not met</span> <b>The Internet reaches no admin port.</b>');
  expect(page.indexOf(`id="${openedWide[0]?.id}`)).toBeLessThan(page.indexOf(`id="${openedWide[1]?.id}`));
});

test('without findings there is no section', () => {
  expect(sectionOf([])).toBe('');
});

test('what is the same for all stands once on the card, what differs on the row', () => {
  const source = sectionOf([
    aFinding({ resource: aResource({ id: 'sg-1' }) }),
    aFinding({
      resource: aResource({ id: 'sg-2' }),
      fix: { text: 'Delete this one.', commands: ['aws ec2 delete-security-group'] },
    }),
  ]);
  expect(source.match(/<article /g)).toHaveLength(1);
  expect(source.match(/Whoever finds the port/g)).toHaveLength(1);
  expect(source.match(/Session Manager/g)).toHaveLength(1);
  expect(source).toContain('<h4>Fix</h4><p>Delete this one.</p>');
  expect(source).toContain('<pre>aws ec2 delete-security-group</pre>');
});

test('a row can be linked to by the id of its finding', () => {
  const finding = aFinding();
  expect(sectionOf([finding])).toContain(`<details class="f" id="${finding.id}"`);
});

test('what does not fit is counted, never silently left out', () => {
  const source = sectionOf(manyFindings(300), 60);
  expect(source).toContain('This page shows the first');
  expect(source.match(/<details class="f"/g)).toHaveLength(60);
});

test('a waiver is told with its owner, its end and its reason', () => {
  const waiver = { reason: 'bastion', owner: 'net@example.com', expires: '2027-03-31' };
  expect(sectionOf([aFinding({ status: 'waived', waiver: { ...waiver, expired: false } })])).toContain(
    '<b>Accepted</b> until 2027-03-31 (net@example.com): bastion',
  );
  expect(sectionOf([aFinding({ waiver: { ...waiver, expired: true } })])).toContain(
    '<b>The waiver ran out</b> on 2027-03-31 (net@example.com): bastion',
  );
});

const links: Readonly<Record<string, readonly [string, boolean]>> = {
  'the console': ['https://console.aws.amazon.com/vpc', true],
  'a script': ['javascript:alert(1)', false],
  data: ['data:text/html,<script>', false],
};

test.each(Object.entries(links))('a link to %s is a link: %#', (_, [consoleUrl, wanted]) => {
  expect(sectionOf([aFinding({ fix: { text: 'x', consoleUrl } })]).includes('<a href=')).toBe(wanted);
});

test('hostile text is text wherever it stands', () => {
  const source = sectionOf([
    aFinding({
      checkId: HOSTILE,
      title: HOSTILE,
      message: HOSTILE,
      why: HOSTILE,
      fix: { text: HOSTILE, commands: [HOSTILE], consoleUrl: HOSTILE },
      frameworks: [HOSTILE],
      evidence: { [HOSTILE]: [HOSTILE] },
      path: [{ component: HOSTILE }],
      resource: aResource({
        id: HOSTILE,
        name: HOSTILE,
        arn: HOSTILE,
        account: HOSTILE,
        region: HOSTILE,
        type: HOSTILE,
        tags: { [HOSTILE]: HOSTILE },
      }),
      waiver: { reason: HOSTILE, owner: HOSTILE, expires: HOSTILE, expired: false },
    }),
  ]);
  expect(source).not.toMatch(/<(script|img)|\p{Cf}|[^\P{Cc}\n\t]/u);
});
