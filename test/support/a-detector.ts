import type { Detector, GuardDutyFinding } from '#inventory/aws/guardduty.ts';
import { known } from '#inventory/known.ts';

export const aDetector = (change: Partial<Detector> = {}): Detector => ({
  id: '12abc34d567e8fa901bc2d34e56789f0',
  tags: {},
  status: 'ENABLED',
  publishingFrequency: 'FIFTEEN_MINUTES',
  features: [],
  administrator: known({}),
  members: known([]),
  publishingDestinations: known([]),
  ...change,
});

const FINDING =
  'arn:aws:guardduty:eu-west-1:111122223333:detector/12abc34d567e8fa901bc2d34e56789f0/finding/16afba5c5c43e07c9e3e5e2e544e95df';

/** Somebody guesses passwords at the web server. */
export const aGuardDutyFinding = (change: Partial<GuardDutyFinding> = {}): GuardDutyFinding => ({
  id: FINDING,
  arn: FINDING,
  tags: {},
  name: '198.51.100.7 is performing SSH brute force attacks against i-1.',
  type: 'UnauthorizedAccess:EC2/SSHBruteForce',
  severity: 5,
  title: '198.51.100.7 is performing SSH brute force attacks against i-1.',
  description: '198.51.100.7 is performing SSH brute force attacks against i-1.',
  count: 3,
  resourceType: 'Instance',
  instanceId: 'i-1',
  interfaceIds: ['eni-1'],
  sample: false,
  archived: false,
  firstSeenAt: '2026-11-18T09:00:00Z',
  lastSeenAt: '2026-11-19T21:00:00Z',
  ...change,
});
