import check from '#checks/alicloud/slb/listener-only-public-ports-reachable.ts';
import { known, unknown } from '#inventory/known.ts';
import {
  aListener,
  aLoadBalancer,
  anEmptyAliRegion,
  aTcpListener,
  deniedByRam,
} from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const at = () => anEmptyAliRegion({ loadBalancers: known([aLoadBalancer()]) });

testCheck(check, {
  passes: {
    HTTP: [aListener(), at()],
    'another port, for one network only': [
      aTcpListener({ ports: [8443, 8443], access: known({ isOn: true, type: 'white', aclIds: ['acl-1'] }) }),
      anEmptyAliRegion({
        loadBalancers: known([aLoadBalancer()]),
        accessLists: known([{ id: 'acl-1', entries: known(['198.51.100.0/24']) }]),
      }),
    ],
    'another port, inside': [
      aTcpListener({ ports: [8443, 8443] }),
      anEmptyAliRegion({ loadBalancers: known([aLoadBalancer({ isInternet: false })]) }),
    ],
  },
  fails: {
    'another port': [
      aTcpListener({ ports: [8443, 8443] }),
      'The Internet reaches tcp 8443 over IPv4 at 47.110.5.6.',
      at(),
    ],
    'an empty white list admits everybody': [
      aTcpListener({ ports: [8443, 8443], access: known({ isOn: true, type: 'white', aclIds: ['acl-1'] }) }),
      'The Internet reaches tcp 8443 over IPv4 at 47.110.5.6.',
      anEmptyAliRegion({
        loadBalancers: known([aLoadBalancer()]),
        accessLists: known([{ id: 'acl-1', entries: known([]) }]),
      }),
    ],
    'a black list leaves the world': [
      aTcpListener({ ports: [8443, 8443], access: known({ isOn: true, type: 'black', aclIds: ['acl-1'] }) }),
      'The Internet reaches tcp 8443 over IPv4 at 47.110.5.6.',
      anEmptyAliRegion({
        loadBalancers: known([aLoadBalancer()]),
        accessLists: known([{ id: 'acl-1', entries: known(['198.51.100.0/24']) }]),
      }),
    ],
  },
  unknown: {
    'the access list could not be read': [
      aTcpListener({ ports: [8443, 8443], access: known({ isOn: true, type: 'white', aclIds: ['acl-1'] }) }),
      'slb:DescribeAccessControlLists: Forbidden.RAM',
      anEmptyAliRegion({
        loadBalancers: known([aLoadBalancer()]),
        accessLists: unknown(deniedByRam('slb:DescribeAccessControlLists')),
      }),
    ],
  },
});
