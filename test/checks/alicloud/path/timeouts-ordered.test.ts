import check from '#checks/alicloud/path/timeouts-ordered.ts';
import { known, unknown } from '#inventory/known.ts';
import type { AliHopPair } from '#network/alicloud-paths.ts';
import { deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

type Hop = { readonly readSeconds?: number; readonly idleSeconds?: number; readonly keepaliveSeconds?: number };
const chain = (outer: Hop, inner: Hop) => ({
  id: 'lb-1/http/80',
  pairs: known([
    {
      id: 'waf → listener',
      outer: { label: 'WAF (shop.example.cn)', ...outer },
      inner: { label: 'CLB listener lb-1/http/80', ...inner },
    },
  ]),
});

testCheck(check, {
  passes: {
    'the outer hop waits longer, the inner one stays longer': chain(
      { readSeconds: 120, keepaliveSeconds: 15 },
      { readSeconds: 60, idleSeconds: 30 },
    ),
    'nothing is known of a hop': chain({}, { readSeconds: 180, idleSeconds: 15 }),
  },
  fails: {
    'the outer hop gives up first': [
      chain({ readSeconds: 120 }, { readSeconds: 180 }),
      'WAF (shop.example.cn) waits 120 s for an answer, but CLB listener lb-1/http/80 behind it waits 180 s: a slow request ends in a 504 at 120 s while it is still being worked on. Let the outer hop wait at least as long as the inner one.',
    ],
    'both leave idle connections at once': [
      chain({ keepaliveSeconds: 15 }, { idleSeconds: 15 }),
      'WAF (shop.example.cn) keeps idle connections for 15 s, and CLB listener lb-1/http/80 behind it for 15 s: both give up at the same moment, so single requests fail with 502. Raise the idle timeout of the inner hop above 15 s. This is an engineering rule: Alibaba Cloud states no numbers for it.',
    ],
    'the inner hop leaves first': [
      chain({ keepaliveSeconds: 30 }, { idleSeconds: 15 }),
      'WAF (shop.example.cn) keeps idle connections for 30 s, and CLB listener lb-1/http/80 behind it for 15 s: the listener closes them 15 s earlier, so single requests fail with 502. Raise the idle timeout of the inner hop above 30 s. This is an engineering rule: Alibaba Cloud states no numbers for it.',
    ],
  },
  unknown: {
    'what stands in front could not be read': [
      { id: 'lb-1/http/80', pairs: unknown<readonly AliHopPair[]>(deniedByRam('yundun-waf:DescribeDomainDetail')) },
      'yundun-waf:DescribeDomainDetail: Forbidden.RAM',
    ],
  },
  notApplicable: { 'nothing stands in front': { id: 'lb-1/http/80', pairs: known([]) } },
});
