import check from '#checks/alicloud/cen/route-not-blackhole.ts';
import { testCheck } from '../../../support/check-tester.ts';

const route = {
  id: 'vtb-1/10.9.0.0/16',
  tableId: 'vtb-1',
  destination: '10.9.0.0/16',
  isBlackhole: true,
  status: 'active',
};

testCheck(check, {
  passes: {
    'leads to an attachment': { ...route, isBlackhole: false },
    'takes no traffic': { ...route, status: 'prohibited' },
    'is declared': [route, { policy: { expectedBlackholes: ['10.9.0.0/16'] } }],
  },
  fails: { 'throws traffic away': [route, 'Sends 10.9.0.0/16 into a blackhole on vtb-1.'] },
});
