import check from '#checks/alicloud/slb/listeners-encrypted.ts';
import { known, unknown } from '#inventory/known.ts';
import {
  aListener,
  aLoadBalancer,
  anEmptyAliRegion,
  aTcpListener,
  deniedByRam,
} from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    redirects: [aListener({ redirects: true }), anEmptyAliRegion({ loadBalancers: known([aLoadBalancer()]) })],
  },
  fails: {
    'plain HTTP for everybody': [
      aListener(),
      'Listens for plain HTTP on port 80 of an Internet balancer and does not redirect.',
      anEmptyAliRegion({ loadBalancers: known([aLoadBalancer()]) }),
    ],
  },
  unknown: {
    'balancers could not be read': [
      aListener(),
      'slb:DescribeLoadBalancers: Forbidden.RAM',
      anEmptyAliRegion({ loadBalancers: unknown(deniedByRam('slb:DescribeLoadBalancers')) }),
    ],
  },
  notApplicable: {
    'a TCP listener': aTcpListener(),
    'a balancer inside': [
      aListener(),
      anEmptyAliRegion({
        loadBalancers: known([aLoadBalancer({ isInternet: false, addresses: known(['10.0.0.9']) })]),
      }),
    ],
  },
});
