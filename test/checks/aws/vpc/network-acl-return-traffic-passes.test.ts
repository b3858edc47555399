import check from '#checks/aws/vpc/network-acl-return-traffic-passes.ts';
import { known, unknown } from '#inventory/known.ts';
import { allowIn, allowOut, aNetworkAcl, denyIn, denyOut, everything } from '../../../support/a-network-acl.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const acl = (...entries: readonly ReturnType<typeof allowIn>[]) => aNetworkAcl({ entries: known(entries) });
const web = allowIn(100, '0.0.0.0/0', 'tcp', 443);

testCheck(check, {
  passes: {
    'web traffic and replies to every client': aNetworkAcl(),
    'everything, both ways': acl(...everything),
    'nothing at all': acl(),
    'ports below the ephemeral ones may miss: only balancers and NAT gateways use them': acl(
      web,
      allowOut(100, '0.0.0.0/0', 'tcp', 32_768, 65_535),
    ),
    'replies come in to what goes out': acl(
      allowOut(100, '0.0.0.0/0', 'tcp', 443),
      allowIn(100, '0.0.0.0/0', 'tcp', 1024, 65_535),
    ),
    'an entry for replies alone lets out no service': acl(allowOut(100, '0.0.0.0/0', 'tcp', 1024, 65_535)),
  },
  fails: {
    'no entry for replies': [acl(web), 'Admits tcp 443 from 0.0.0.0/0, but lets no reply out to tcp 32768–65535.'],
    'replies to Linux clients only': [
      acl(web, allowOut(100, '0.0.0.0/0', 'tcp', 32_768, 60_999)),
      'Admits tcp 443 from 0.0.0.0/0, but lets no reply out to tcp 61000–65535.',
    ],
    'replies to half of the clients': [
      acl(web, allowOut(100, '0.0.0.0/1', 'tcp', 1024, 65_535)),
      'Admits tcp 443 from 128.0.0.0/1, but lets no reply out to tcp 32768–65535.',
    ],
    'replies of another protocol, on IPv6': [
      acl(allowIn(100, '::/0', 'udp', 443), allowOut(100, '::/0', 'tcp', 1024, 65_535)),
      'Admits udp 443 from ::/0, but lets no reply out to udp 32768–65535.',
    ],
    'a deny before the entry for replies': [
      acl(web, denyOut(90, '0.0.0.0/0', 'tcp', 40_000, 40_100), allowOut(100, '0.0.0.0/0', 'tcp', 1024, 65_535)),
      'Admits tcp 443 from 0.0.0.0/0, but lets no reply out to tcp 40000–40100.',
    ],
    'no reply comes in to what goes out': [
      acl(allowOut(100, '10.0.0.0/8', 'tcp', 5432), denyIn(100, '0.0.0.0/0', 'all')),
      'Lets tcp 5432 out to 10.0.0.0/8, but no reply in to tcp 32768–65535.',
    ],
    'two gaps': [
      acl(web, allowIn(110, '0.0.0.0/0', 'udp', 443)),
      'Admits tcp 443 from 0.0.0.0/0, but lets no reply out to tcp 32768–65535, and 1 more gap.',
    ],
  },
  unknown: {
    'entries could not be read': [
      aNetworkAcl({ entries: unknown(denied('ec2:DescribeNetworkAcls')) }),
      'ec2:DescribeNetworkAcls: UnauthorizedOperation',
    ],
  },
});
