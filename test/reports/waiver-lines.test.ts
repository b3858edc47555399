import type { WaiverUse } from '#findings/waivers.ts';
import { ENGLISH } from '#languages/tongue.ts';
import { digest } from '#reports/digest.ts';
import { terminalSummary } from '#reports/terminal.ts';
import { waiverLines } from '#reports/waiver-lines.ts';
import { aReport, HOSTILE } from '../support/a-report.ts';

const aUse = (change: Partial<WaiverUse>): WaiverUse => ({
  check: 'aws-ec2-*',
  resource: 'sg-1',
  account: '111122223333',
  region: '*',
  reason: 'r',
  owner: 'ops',
  expires: '2026-11-19',
  status: 'applied',
  findings: 1,
  ...change,
});

test.each([
  [
    'expired with one finding',
    { status: 'expired', findings: 1 },
    ['Expired on 2026-11-19, its finding is back: aws-ec2-* on sg-1 in 111122223333 * (owner ops)'],
  ],
  [
    'expired with two',
    { status: 'expired', findings: 2 },
    ['Expired on 2026-11-19, its 2 findings are back: aws-ec2-* on sg-1 in 111122223333 * (owner ops)'],
  ],
  [
    'expired with none',
    { status: 'expired', findings: 0 },
    ['Expired on 2026-11-19, and nothing is left of it: aws-ec2-* on sg-1 in 111122223333 * (owner ops)'],
  ],
  [
    'unused',
    { status: 'unused' },
    ['Matches nothing, can be deleted: aws-ec2-* on sg-1 in 111122223333 * (owner ops)'],
  ],
  ['applied', { status: 'applied' }, []],
  ['not looked at', { status: 'not-looked-at' }, []],
] as const)('%s', (_, change, lines) => {
  expect(waiverLines([aUse(change)], ENGLISH)).toEqual(lines);
});

test('the mail and the terminal show them once, whatever an owner is called', () => {
  const report = aReport([], undefined, { waivers: [aUse({ status: 'expired', owner: HOSTILE })] });
  for (const text of [digest(report).body, terminalSummary(report, { colors: false, width: 100, from: 'info' })]) {
    expect(text.match(/Expired on 2026-11-19/g)).toHaveLength(1);
    expect(text).not.toMatch(/[^\P{C}\n]/u);
  }
});
