import { ENGLISH } from '#languages/tongue.ts';
import { noticesSection } from '#reports/html/notices.ts';
import type { NoticeEntry } from '#reports/notice-entries.ts';
import { aNoticeEntry } from '../../support/a-notice-entry.ts';
import { HOSTILE } from '../../support/a-report.ts';

const sectionOf = (...notices: readonly NoticeEntry[]): string =>
  [...noticesSection(notices, ENGLISH)].map(({ source }) => source).join('');
const textOf = (source: string): string => source.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

test('an open matter stands unfolded with what is known about what it names', () => {
  const finding = { id: 'f1', checkId: 'aws-x', severity: 'high', message: 'It is open.' } as const;
  const source = sectionOf(aNoticeEntry({ findings: [finding] }));
  expect(source).toContain('<details class="panel notice" open>');
  expect(source).toContain('<a href="#f1">aws-x</a>');
  expect(textOf(source)).toContain(
    'critical Abuse report AWS_ABUSE_DOS_REPORT About i-1, 111122223333 eu-west-1, since 2026-11-18 22:57 UTC The Internet reaches it: tcp 22 at 52.0.0.10',
  );
  expect(textOf(source)).toContain('i-1 2026-11-18 22:57 UTC AWS_ABUSE_DOS_REPORT: issued');
});

test('what is over or accepted is folded, and says which', () => {
  const waiver = { reason: 'Our own pentest', owner: 'sec@example.com', expires: '2027-01-01', expired: false };
  const source = sectionOf(
    aNoticeEntry(),
    aNoticeEntry({ status: 'waived', waiver }),
    aNoticeEntry({ status: 'closed', drill: true }),
  );
  expect(source.match(/<details[^>]*>/g)?.map((tag) => tag.includes(' open'))).toEqual([true, false, false]);
  expect(textOf(source)).toContain('Notices of the clouds 1 open');
  expect(textOf(source)).toContain('Accepted until 2027-01-01 (sec@example.com): Our own pentest');
  expect(textOf(source)).toContain('closed drill Abuse report');
});

test('of a long story the latest is told, by resource', () => {
  const timeline = Array.from({ length: 90 }, (_, index) => ({
    at: `2026-11-18T${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00.000Z`,
    resource: index % 2 === 0 ? 'eni-1' : 'i-1',
    what: `event ${index}`,
  })).sort((a, b) => (a.resource + a.at < b.resource + b.at ? -1 : 1));
  const text = textOf(sectionOf(aNoticeEntry({ timeline })));
  expect(text).not.toContain('event 29 ');
  expect(text).toContain('event 30 ');
  expect(text).toContain('event 89 ');
  expect(text).toContain('and 30 earlier entries in report.json');
  expect(text.match(/ eni-1 /g)).toHaveLength(1);
});

test('a flood ends somewhere, and says where the rest is', () => {
  const source = sectionOf(...Array.from({ length: 130 }, () => aNoticeEntry({ text: 'x'.repeat(9_000) })));
  expect(source.match(/<details/g)).toHaveLength(100);
  expect(source).toContain('and 30 more in report.json');
  expect(source).toContain('… the rest is in report.json');
});

test('without notices there is no section', () => {
  expect(sectionOf()).toBe('');
});

test('hostile text is text', () => {
  const source = sectionOf(
    aNoticeEntry({
      code: HOSTILE,
      text: HOSTILE,
      account: HOSTILE,
      startedAt: HOSTILE,
      resources: [{ id: HOSTILE }],
      timeline: [{ at: HOSTILE, resource: HOSTILE, what: HOSTILE, findingId: HOSTILE }],
    }),
  );
  expect(source).not.toMatch(/<script|<img|\p{Cf}/u);
});
