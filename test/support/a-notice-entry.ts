import type { NoticeEntry } from '#reports/notice-entries.ts';

/** An open abuse report about a machine that the Internet reaches on port 22. */
export const aNoticeEntry = (change: Partial<NoticeEntry> = {}): NoticeEntry => ({
  caseId: 'case-1',
  source: 'aws-health',
  provider: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
  kind: 'abuse',
  code: 'AWS_ABUSE_DOS_REPORT',
  severity: 'critical',
  status: 'open',
  resources: [{ id: 'i-1', region: 'eu-west-1' }],
  startedAt: '2026-11-18T22:57:57.000Z',
  updatedAt: '2026-11-18T22:57:57.000Z',
  text: 'Reply within 24 hours.',
  communicationIds: ['1234abc-1'],
  drill: false,
  events: [{ at: '2026-11-18T22:57:57.000Z', state: 'issued', noticeId: 'notice-1' }],
  exposures: [
    {
      verdict: 'reachable',
      resource: { type: 'instance', id: 'i-1' },
      interface: 'eni-1',
      publicAddress: '52.0.0.10',
      protocol: 'tcp',
      ports: [[22, 22]],
    },
  ],
  findings: [],
  timeline: [
    { at: '2026-11-18T22:57:57.000Z', resource: 'i-1', what: 'AWS_ABUSE_DOS_REPORT: issued', noticeId: 'notice-1' },
  ],
  ...change,
});
