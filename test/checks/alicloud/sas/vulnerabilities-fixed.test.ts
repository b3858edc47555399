import check from '#checks/alicloud/sas/vulnerabilities-fixed.ts';
import { testCheck } from '../../../support/check-tester.ts';

const vulnerability = {
  id: 'i-1/oval:1',
  name: 'openssh security update',
  type: 'cve',
  necessity: 'asap',
  status: 1,
  cves: ['CVE-2024-6387'],
  instanceId: 'i-1',
  instanceName: 'web-1',
};

testCheck(check, {
  passes: {
    fixed: { ...vulnerability, status: 7 },
    ignored: { ...vulnerability, status: 10 },
    'not there any more': { ...vulnerability, status: 12 },
    expired: { ...vulnerability, status: 20 },
    'not urgent': { ...vulnerability, necessity: 'later' },
  },
  fails: {
    'not fixed': [vulnerability, 'openssh security update (CVE-2024-6387) on web-1 (i-1): it is not fixed.'],
    'the fix failed': [
      { ...vulnerability, status: 2, resultMessage: 'no space left on the disk' },
      'openssh security update (CVE-2024-6387) on web-1 (i-1): the fix failed: no space left on the disk.',
    ],
    'being fixed': [
      { ...vulnerability, status: 4 },
      'openssh security update (CVE-2024-6387) on web-1 (i-1): it is not fixed.',
    ],
    'on a public machine': [
      { ...vulnerability, publicIp: '47.1.2.3' },
      'openssh security update (CVE-2024-6387) on web-1 (i-1): it is not fixed.',
      { severity: 'critical' },
    ],
  },
});
