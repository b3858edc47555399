import check from '#checks/aws/elb/load-balancer-only-public-ports-reachable.ts';
import { known, unknown } from '#inventory/known.ts';
import { anAlb, aTargetGroup, onAlb } from '../../../support/a-load-balancer.ts';
import { aNetworkAcl, everything } from '../../../support/a-network-acl.ts';
import { aRoute, aRouteTable } from '../../../support/a-route-table.ts';
import { aSecurityGroup, from, to } from '../../../support/a-security-group.ts';
import { aSubnet } from '../../../support/a-vpc.ts';
import { anAwsRegion } from '../../../support/an-aws-region.ts';
import { anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const on = (port: number) =>
  anAlb({ securityGroupIds: ['sg-lb'], listeners: known([onAlb({ port }).listener as never]) });
const balancer = on(443);

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

const everybody = (port: number) => [from('0.0.0.0/0', 'tcp', port)];

testCheck(check, {
  passes: {
    HTTPS: [balancer, shop(everybody(443), [])],
    'another port that its group closes': [on(8443), shop(everybody(443), [], { loadBalancers: known([on(8443)]) })],
    'another port that the policy declares public': [
      on(8443),
      {
        region: shop(everybody(8443), [], { loadBalancers: known([on(8443)]) }),
        policy: { publicPorts: ['tcp/8443'] },
      },
    ],
  },
  fails: {
    'another port': [
      on(8443),
      'The Internet reaches tcp 8443 over IPv4 at 52.0.0.200.',
      shop(everybody(8443), [], { loadBalancers: known([on(8443)]) }),
    ],
  },
  unknown: {
    'its group could not be read': [
      on(8443),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
      shop([], [], { loadBalancers: known([on(8443)]), securityGroups: unknown(denied('ec2:DescribeSecurityGroups')) }),
    ],
  },
  notApplicable: {
    'an internal balancer': [
      { ...balancer, scheme: 'internal' },
      shop(everybody(443), [], { loadBalancers: known([{ ...balancer, scheme: 'internal' }]) }),
    ],
  },
});
