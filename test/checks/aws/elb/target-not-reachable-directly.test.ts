import check from '#checks/aws/elb/target-not-reachable-directly.ts';
import { known, unknown } from '#inventory/known.ts';
import { anAlb, aTargetGroup } from '../../../support/a-load-balancer.ts';
import { aNetworkAcl, everything } from '../../../support/a-network-acl.ts';
import { aRoute, aRouteTable } from '../../../support/a-route-table.ts';
import { aSecurityGroup, from, to } from '../../../support/a-security-group.ts';
import { aSubnet } from '../../../support/a-vpc.ts';
import { anAwsRegion } from '../../../support/an-aws-region.ts';
import { anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const balancer = anAlb({ securityGroupIds: ['sg-lb'] });

const node = anInterface({
  id: 'eni-node',
  description: 'ELB app/shop/50dc6c495c0c9188',
  requesterManaged: true,
  attachment: { status: 'attached' },
  addresses: [{ privateIp: '10.0.1.200', primary: true, publicIp: '52.0.0.200' }],
  groupIds: ['sg-lb'],
});
const machine = anInterface({ groupIds: ['sg-web'] });
const group = (id: string, ...rules: readonly ReturnType<typeof from>[]) => aSecurityGroup({ id, rules: known(rules) });
/** A shop behind a balancer: what its groups admit decides. */
const shop = (lb: readonly ReturnType<typeof from>[], web: readonly ReturnType<typeof from>[], change = {}) =>
  anAwsRegion({
    subnets: known([aSubnet(), aSubnet({ id: 'subnet-2', cidr: '10.0.2.0/24' })]),
    networkAcls: known([aNetworkAcl({ subnetIds: ['subnet-1', 'subnet-2'], entries: known(everything) })]),
    routeTables: known([
      aRouteTable({
        subnetIds: ['subnet-1', 'subnet-2'],
        routes: known([aRoute('10.0.0.0/16', 'local'), aRoute('0.0.0.0/0', 'igw-1')]),
      }),
    ]),
    networkInterfaces: known([machine, node]),
    securityGroups: known([group('sg-lb', ...lb, to('0.0.0.0/0', 'all')), group('sg-web', ...web)]),
    loadBalancers: known([balancer]),
    targetGroups: known([aTargetGroup()]),
    ...change,
  });

const https = [from('0.0.0.0/0', 'tcp', 443)];

testCheck(check, {
  passes: {
    'the balancer alone is admitted': [machine, shop(https, [from('sg-lb', 'tcp', 8080)])],
    'another port is open, which is for other checks': [
      machine,
      shop(https, [from('sg-lb', 'tcp', 8080), from('0.0.0.0/0', 'tcp', 22)]),
    ],
  },
  fails: {
    'the target port is open to everybody': [
      machine,
      'The Internet reaches tcp 8080 over IPv4 at 52.0.0.10.',
      shop(https, [from('0.0.0.0/0', 'tcp', 8080)]),
    ],
  },
  unknown: {
    'balancers could not be read': [
      machine,
      'elbv2:DescribeLoadBalancers: UnauthorizedOperation',
      shop(https, [from('0.0.0.0/0', 'tcp', 8080)], {
        loadBalancers: unknown(denied('elbv2:DescribeLoadBalancers')),
        networkInterfaces: known([machine]),
      }),
    ],
  },
  notApplicable: {
    'behind no balancer': [
      machine,
      shop(https, [from('0.0.0.0/0', 'tcp', 8080)], { loadBalancers: known([]), targetGroups: known([]) }),
    ],
    'a balancer itself': [node, shop(https, [from('sg-lb', 'tcp', 8080)])],
  },
});
