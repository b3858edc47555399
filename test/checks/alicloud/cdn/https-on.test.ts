import check from '#checks/alicloud/cdn/https-on.ts';
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
  passes: { on: domain },
  fails: { off: [{ ...domain, https: false }, 'HTTPS is off.'] },
  unknown: { 'was not read': [{ ...domain, https: undefined }, 'cdn:DescribeCdnDomainDetail: NotRead'] },
  notApplicable: { offline: { ...domain, status: 'offline', https: false } },
});
