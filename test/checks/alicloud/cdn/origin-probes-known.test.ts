import check from '#checks/alicloud/cdn/origin-probes-known.ts';
import { known } from '#inventory/known.ts';
import { testCheck } from '../../../support/check-tester.ts';

const source = (content: string, priority: number) => ({ content, type: 'ipaddr', priority });
const domain = {
  id: 'static.example.cn',
  status: 'online',
  https: true,
  sources: [source('47.1.1.1', 20)],
  functions: known([]),
};

testCheck(check, {
  passes: {
    'one origin': domain,
    'two that share the work': { ...domain, sources: [source('47.1.1.1', 20), source('47.1.1.2', 20)] },
  },
  fails: {
    'a primary and a backup': [
      { ...domain, sources: [source('47.1.1.1', 20), source('47.1.1.2', 30)] },
      'Has a primary origin (47.1.1.1) and a backup (47.1.1.2): the CDN nodes probe the primary all the time, and the probes never stop.',
    ],
  },
});
