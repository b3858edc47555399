import check from '#checks/aws/ec2/interface-only-public-ports-reachable.ts';
import { known, unknown } from '#inventory/known.ts';
import { aNetworkAcl, everything } from '../../../support/a-network-acl.ts';
import { aSecurityGroup, from } from '../../../support/a-security-group.ts';
import { anAwsRegion } from '../../../support/an-aws-region.ts';
import { anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const acl = known([aNetworkAcl({ entries: known(everything) })]);
const opening = (...rules: readonly ReturnType<typeof from>[]) =>
  anAwsRegion({ networkAcls: acl, securityGroups: known([aSecurityGroup({ rules: known(rules) })]) });

testCheck(check, {
  passes: {
    'HTTPS only': [anInterface(), anAwsRegion()],
    'what the other families have checks for': [
      anInterface(),
      opening(from('0.0.0.0/0', 'tcp', 22), from('0.0.0.0/0', 'tcp', 3306), from('0.0.0.0/0', 'udp', 53)),
    ],
    'a port that the policy declares public': [
      anInterface(),
      { region: opening(from('0.0.0.0/0', 'tcp', 8443)), policy: { publicPorts: ['tcp/8443'] } },
    ],
    'ICMP is no port': [anInterface(), opening(from('0.0.0.0/0', 'icmp', -1, -1), from('0.0.0.0/0', '47'))],
  },
  fails: {
    'another port': [
      anInterface(),
      'The Internet reaches tcp 8080 over IPv4 at 52.0.0.10.',
      opening(from('0.0.0.0/0', 'tcp', 8080)),
    ],
  },
  unknown: {
    'the ACL could not be read': [
      anInterface(),
      'ec2:DescribeNetworkAcls: UnauthorizedOperation',
      anAwsRegion({
        ...opening(from('0.0.0.0/0', 'tcp', 8080)),
        networkAcls: unknown(denied('ec2:DescribeNetworkAcls')),
      }),
    ],
  },
});
