import check from '#checks/alicloud/slb/persistence-not-behind-proxy.ts';
import { known, unknown } from '#inventory/known.ts';
import {
  aBalancing,
  aLoadBalancer,
  anEmptyAliRegion,
  anEmptyCentral,
  aRegionBehind,
  aTcpListener,
  aWafDetail,
  aWafDomain,
  deniedByRam,
} from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const bound = aTcpListener({
  balancing: known([aBalancing({ persistence: { kind: 'source-address', seconds: 1000 } })]),
});

testCheck(check, {
  passes: {
    'no persistence': [aTcpListener(), aRegionBehind(known([aWafDomain()]))],
    'nothing stands in front': [bound, aRegionBehind(known([]))],
    'WAF has another origin': [
      bound,
      aRegionBehind(known([aWafDomain({ detail: known(aWafDetail({ origins: ['47.1.1.1'] })) })])),
    ],
    'the URL is hashed, not the address': [
      aTcpListener({ balancing: known([aBalancing({ scheduler: 'sch', hashesUrl: true })]) }),
      aRegionBehind(known([aWafDomain()])),
    ],
  },
  fails: {
    'WAF has the balancer for its origin': [
      bound,
      'The listener keeps each source address on one server for 1000 s while its clients come through WAF (shop.example.cn) from few back-to-source addresses: most users land on one server, whatever the scheduler wrr would choose.',
      aRegionBehind(known([aWafDomain()])),
    ],
    'also where another domain could not be read': [
      bound,
      'The listener keeps each source address on one server for 1000 s while its clients come through WAF (shop.example.cn) from few back-to-source addresses: most users land on one server, whatever the scheduler wrr would choose.',
      aRegionBehind(
        known([
          aWafDomain(),
          aWafDomain({ id: 'b.example.cn', detail: unknown(deniedByRam('yundun-waf:DescribeDomainDetail')) }),
        ]),
      ),
    ],
    'Anti-DDoS Proxy forwards a port to it': [
      aTcpListener({ balancing: known([aBalancing({ scheduler: 'sch' })]) }),
      'The listener chooses the server by a hash of the source address (scheduler sch) while its clients come through Anti-DDoS Proxy (ddoscoo-1 port 443) from few back-to-source addresses: most users land on one server, whatever the scheduler sch would choose.',
      anEmptyAliRegion({
        loadBalancers: known([aLoadBalancer()]),
        central: anEmptyCentral({
          proxyPorts: known([
            { instanceId: 'ddoscoo-1', protocol: 'tcp', frontendPort: 443, backendPort: 443, origins: ['47.110.5.6'] },
          ]),
        }),
      }),
    ],
    'its access list admits nobody but WAF': [
      aTcpListener({ balancing: bound.balancing, access: known({ isOn: true, type: 'white', aclIds: ['acl-1'] }) }),
      'The listener keeps each source address on one server for 1000 s while its clients come through WAF (its access list admits only WAF) from few back-to-source addresses: most users land on one server, whatever the scheduler wrr would choose.',
      anEmptyAliRegion({
        loadBalancers: known([aLoadBalancer()]),
        accessLists: known([{ id: 'acl-1', entries: known(['47.97.242.0/25']) }]),
        central: anEmptyCentral({ wafSources: known(['47.97.242.0/24', '121.43.18.0/24']) }),
      }),
    ],
  },
  unknown: {
    'WAF could not be read': [
      bound,
      'yundun-waf:DescribeInstance: Forbidden.RAM',
      aRegionBehind(unknown(deniedByRam('yundun-waf:DescribeInstance'))),
    ],
    'a WAF domain could not be read': [
      bound,
      'yundun-waf:DescribeDomainDetail: Throttling.User',
      aRegionBehind(
        known([
          aWafDomain({
            detail: unknown({
              call: 'yundun-waf:DescribeDomainDetail',
              code: 'Throttling.User',
              message: 'flow control',
            }),
          }),
        ]),
      ),
    ],
  },
});
