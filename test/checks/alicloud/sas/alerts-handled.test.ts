import check from '#checks/alicloud/sas/alerts-handled.ts';
import { testCheck } from '../../../support/check-tester.ts';

const alert = {
  id: '1',
  name: 'Mining program',
  level: 'serious',
  status: 1,
  instanceId: 'i-1',
  instanceName: 'reports-old',
  lastSeenAt: '2026-11-19T22:14:00.000Z',
};

testCheck(check, {
  passes: { handled: { ...alert, status: 32 } },
  fails: {
    'pending and serious': [
      alert,
      'Mining program on reports-old (i-1), last seen 2026-11-19 22:14, is pending.',
      { severity: 'critical' },
    ],
    'pending and suspicious': [
      { ...alert, level: 'suspicious', instanceName: undefined },
      'Mining program on i-1, last seen 2026-11-19 22:14, is pending.',
      { severity: 'high' },
    ],
    'nobody says when or where': [
      { id: '2', name: 'Odd login', level: 'remind' },
      'Odd login, last seen at an unknown time, is pending.',
      { severity: 'medium' },
    ],
  },
});
