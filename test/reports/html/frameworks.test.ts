import type { FrameworkStatus } from '#frameworks/status.ts';
import { ENGLISH } from '#languages/tongue.ts';
import { frameworksSection } from '#reports/html/frameworks.ts';
import { HOSTILE } from '../../support/a-report.ts';

const framework: FrameworkStatus = {
  id: 'F',
  name: 'A framework',
  part: 'Networks',
  source: 'https://example.com/f',
  controls: [
    { id: '1', title: 'Holds', checks: ['aws-a'], status: 'passes' },
    { id: '2', title: 'Does not', checks: ['aws-b', 'aws-c'], status: 'fails' },
    { id: '3', title: 'Who knows', checks: ['aws-d'], status: 'unknown' },
    { id: '4', title: 'Nobody looks', checks: [], status: 'not-covered' },
  ],
  counts: { passes: 1, fails: 1, unknown: 1, 'not-applicable': 0, 'not-run': 0, 'not-covered': 1 },
};
const sectionOf = (...frameworks: readonly FrameworkStatus[]): string =>
  [...frameworksSection(frameworks, ENGLISH)].map(({ source }) => source).join('');
const textOf = (source: string): string => source.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

test('says how many controls fail, are unknown, pass and are not covered, and nothing of what does not occur', () => {
  expect(textOf(sectionOf(framework))).toContain('A framework Networks 1 fail 1 unknown 1 pass 1 not covered Control');
});

test('lists every control, what fails first, with what judged it', () => {
  const rows = textOf(sectionOf(framework)).split('Judged by ')[1];
  expect(rows).toContain(
    '2 Does not fails aws-b aws-c 3 Who knows unknown aws-d 1 Holds passes aws-a 4 Nobody looks not covered',
  );
});

test('a check that fails leads to its findings', () => {
  const source = sectionOf(framework);
  expect(source).toContain('<a href="#?check=aws-b">aws-b</a>');
  expect(source).not.toContain('#?check=aws-a');
});

test('without frameworks there is no section', () => {
  expect(sectionOf()).toBe('');
});

test('only a secure address becomes a link, and hostile words stay words', () => {
  const source = sectionOf({ ...framework, name: HOSTILE, part: HOSTILE, source: 'javascript:alert(1)' });
  expect(source).not.toMatch(/javascript:|<script|<img/);
});
