import { known, unknown } from '#inventory/known.ts';
import { disordersOf, listenerChains, originsOf, websiteChains } from '#network/alicloud-paths.ts';
import { wordsOf } from '#platform/text.ts';
import {
  aListener,
  aLoadBalancer,
  anAliRegion,
  anEmptyAliRegion,
  anEmptyCentral,
  aRegionBehind,
  aTcpListener,
  aWafDetail,
  aWafDomain,
  deniedByRam,
} from '../support/an-ali-region.ts';

describe('the chain before a listener', () => {
  const chainsOf = (region: Parameters<typeof listenerChains>[0]) => {
    const chains = listenerChains(region);
    return (
      chains.known &&
      chains.value.map(({ id, pairs }) => [id, pairs.known ? pairs.value.map((pair) => pair.outer.label) : 'unknown'])
    );
  };

  test('is what has its balancer for an origin', () => {
    expect(chainsOf(aRegionBehind(known([aWafDomain()]), { listeners: known([aListener()]) }))).toEqual([
      ['lb-1/http/80', ['WAF (shop.example.cn)']],
    ]);
  });

  test('is none for listeners that wait for no answers, or only redirect', () => {
    const listeners = known([aTcpListener(), aListener({ redirects: true })]);
    expect(chainsOf(aRegionBehind(known([aWafDomain()]), { listeners }))).toEqual([]);
  });

  test('is unknown where WAF could not be read', () => {
    const region = aRegionBehind(unknown(deniedByRam('yundun-waf:DescribeDomains')), {
      listeners: known([aListener()]),
    });
    expect(chainsOf(region)).toEqual([['lb-1/http/80', 'unknown']]);
  });

  test('has the settings of WAF in front of a balancer without a change of DNS, port by port', () => {
    const central = anEmptyCentral({
      wafResources: known([{ id: 'lb-1', product: 'clb7', centre: 'cn-hangzhou' }]),
      wafResourcePorts: known([
        { resourceId: 'lb-1', port: 80, readSeconds: 90, keepalive: true, keepaliveSeconds: 30 },
      ]),
    });
    const chains = listenerChains(
      anEmptyAliRegion({
        loadBalancers: known([aLoadBalancer()]),
        listeners: known([aListener(), aListener({ id: 'lb-1/http/81', ports: [81, 81] })]),
        central,
      }),
    );
    expect(chains).toMatchObject({
      known: true,
      value: [
        { pairs: { value: [{ outer: { label: 'WAF (lb-1)', readSeconds: 90, keepaliveSeconds: 30 } }] } },
        { pairs: { value: [] } },
      ],
    });
  });
});

test('CDN before WAF waits 30 s unless it is told otherwise; Anti-DDoS Proxy leads to WAF by its CNAME', () => {
  const domain = {
    id: 'static.example.cn',
    status: 'online',
    sources: [{ content: 'x1.aliyunwaf5.com', type: 'domain' }],
  };
  const proxied = {
    id: 'shop.example.cn',
    origins: ['x1.aliyunwaf5.com'],
    policy: known({ domain: 'shop.example.cn', readSeconds: 60 }),
    keepalive: known({ domain: 'shop.example.cn', enabled: false }),
  };
  const pairsWith = (functions: { name: string; args: Record<string, string> }[]) => {
    const chains = websiteChains(
      anEmptyAliRegion({
        central: anEmptyCentral({
          wafDomains: known([aWafDomain()]),
          cdnDomains: known([{ ...domain, functions: known(functions) }]),
          proxyDomains: known([proxied]),
        }),
      }),
    );
    return chains.known ? chains.value.flatMap(({ pairs }) => (pairs.known ? pairs.value : [])) : [];
  };
  const told = [{ name: 'forward_timeout', args: { forward_timeout: '150' } }];
  expect(
    disordersOf(pairsWith([])).map(({ pair, outerSeconds, innerSeconds }) => [
      wordsOf(pair.outer.label),
      outerSeconds,
      innerSeconds,
    ]),
  ).toEqual([
    ['Anti-DDoS Proxy (shop.example.cn)', 60, 120],
    ['CDN (static.example.cn)', 30, 120],
  ]);
  expect(disordersOf(pairsWith(told)).map(({ pair }) => wordsOf(pair.outer.label))).toEqual([
    'Anti-DDoS Proxy (shop.example.cn)',
  ]);
});

describe('a timeout that could not be read makes the chain unknown, not fit:', () => {
  const denied = (call: string) => unknown<never>(deniedByRam(call));
  const site = { id: 'a.example.cn', status: 'online', sources: [{ content: 'x1.aliyunwaf5.com', type: 'domain' }] };
  const missingOf = (central: Parameters<typeof anEmptyCentral>[0], id: string) => {
    const chains = websiteChains(anEmptyAliRegion({ central: anEmptyCentral(central) }));
    const pairs = chains.known ? chains.value.find((each) => each.id === id)?.pairs : undefined;
    return pairs?.known === false ? pairs.missing.map(({ call, code }) => `${call}: ${code}`) : pairs;
  };

  test('functions of CDN that were denied', () => {
    const cdnDomains = known([{ ...site, functions: denied('cdn:DescribeCdnDomainConfigs') }]);
    expect(missingOf({ wafDomains: known([aWafDomain()]), cdnDomains }, 'a.example.cn')).toEqual([
      'cdn:DescribeCdnDomainConfigs: Forbidden.RAM',
    ]);
  });

  test('a function of CDN about timeouts that nobody knows', () => {
    const functions = known([{ name: 'origin_timeout_v2', args: { seconds: '90' } }]);
    const cdnDomains = known([{ ...site, functions }]);
    expect(missingOf({ wafDomains: known([aWafDomain()]), cdnDomains }, 'a.example.cn')).toEqual([
      'cdn:DescribeCdnDomainConfigs: Malformed',
    ]);
  });

  test('the policy of Anti-DDoS Proxy before WAF, and before a listener', () => {
    const proxy = {
      id: 'shop.example.cn',
      origins: ['x1.aliyunwaf5.com', '47.110.5.6'],
      policy: denied('yundun-ddoscoo:DescribeL7RsPolicy'),
      keepalive: known({ domain: 'shop.example.cn', enabled: false }),
    };
    const central = {
      wafDomains: known([aWafDomain({ detail: known(aWafDetail({ origins: ['47.1.1.1'] })) })]),
      proxyDomains: known([proxy]),
    };
    expect(missingOf(central, 'shop.example.cn')).toEqual(['yundun-ddoscoo:DescribeL7RsPolicy: Forbidden.RAM']);
    const region = anAliRegion({
      loadBalancers: known([aLoadBalancer()]),
      listeners: known([aListener()]),
      central: anEmptyCentral(central),
    });
    expect(listenerChains(region)).toMatchObject({
      value: [{ pairs: { known: false, missing: [{ call: 'yundun-ddoscoo:DescribeL7RsPolicy' }] } }],
    });
  });
});

test('origins are balancers and machines that a proxy names by their address', () => {
  const domains = known([
    aWafDomain(),
    aWafDomain({ id: 'old.example.cn', detail: known(aWafDetail({ origins: ['47.1.2.3'] })) }),
  ]);
  const origins = originsOf(
    anAliRegion({ loadBalancers: known([aLoadBalancer()]), central: anEmptyCentral({ wafDomains: domains }) }),
  );
  expect(origins).toEqual(
    known([
      { id: 'lb-1', balancerId: 'lb-1', fronts: ['WAF (shop.example.cn)'] },
      { id: '47.1.2.3', interfaceId: 'eni-1', fronts: ['WAF (old.example.cn)'] },
    ]),
  );
});
