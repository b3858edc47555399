import check from '#checks/aws/ec2/interface-admin-ports-unreachable.ts';
import { known, unknown } from '#inventory/known.ts';
import { aNetworkAcl, everything } from '../../../support/a-network-acl.ts';
import { aSecurityGroup, from } from '../../../support/a-security-group.ts';
import { anInternetGateway } from '../../../support/a-vpc.ts';
import { anAwsRegion } from '../../../support/an-aws-region.ts';
import { anInstance, anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const acl = known([aNetworkAcl({ entries: known(everything) })]);
const opening = (...rules: readonly ReturnType<typeof from>[]) =>
  anAwsRegion({ networkAcls: acl, securityGroups: known([aSecurityGroup({ rules: known(rules) })]) });
const ssh = from('0.0.0.0/0', 'tcp', 22);
const said = 'The Internet reaches SSH (tcp 22 over IPv4) at 52.0.0.10.';
const second = anInterface({
  id: 'eni-2',
  addresses: [{ privateIp: '10.0.1.11', primary: true, publicIp: '52.0.0.11' }],
});

testCheck(check, {
  passes: {
    'HTTPS only': [anInterface(), anAwsRegion()],
    'SSH from the office': [anInterface(), opening(from('203.0.113.0/24', 'tcp', 22))],
    'SSH from one stranger is not the world': [anInterface(), opening(from('198.51.100.7/32', 'tcp', 22))],
    'UDP is open, TCP is not': [anInterface(), opening(from('0.0.0.0/0', 'udp', 1, 3388))],
    'the group opens it, the ACL does not': [
      anInterface(),
      anAwsRegion({ securityGroups: known([aSecurityGroup({ rules: known([ssh]) })]) }),
    ],
    'the group opens it, but no gateway is attached to this VPC': [
      anInterface(),
      {
        ...opening(ssh),
        internetGateways: known([anInternetGateway({ attachments: [{ vpcId: 'vpc-2', state: 'available' }] })]),
      },
    ],
    'the group opens it, but the instance is stopped': [
      anInterface(),
      { ...opening(ssh), instances: known([anInstance({ state: 'stopped' })]) },
    ],
    'the group opens it, but there is no public address': [
      anInterface({ addresses: [{ privateIp: '10.0.1.10', primary: true }] }),
      {
        ...opening(ssh),
        networkInterfaces: known([anInterface({ addresses: [{ privateIp: '10.0.1.10', primary: true }] })]),
      },
    ],
  },
  fails: {
    'SSH from the world': [anInterface(), said, opening(ssh)],
    'protocol -1 opens SSH and all the rest': [
      anInterface(),
      'The Internet reaches SSH, telnet, RDP and 5 more (tcp 22–23, 2375–2376, 3389 and 4 more ranges over IPv4, udp 3389 over IPv4) at 52.0.0.10.',
      opening(from('0.0.0.0/0', 'all')),
    ],
    'two groups that open half of the world each': [
      anInterface({ groupIds: ['sg-1', 'sg-2'] }),
      said,
      anAwsRegion({
        networkAcls: acl,
        networkInterfaces: known([anInterface({ groupIds: ['sg-1', 'sg-2'] })]),
        securityGroups: known([
          aSecurityGroup({ rules: known([from('0.0.0.0/2', 'tcp', 22), from('64.0.0.0/2', 'tcp', 22)]) }),
          aSecurityGroup({ id: 'sg-2', rules: known([from('128.0.0.0/1', 'tcp', 22)]) }),
        ]),
      }),
    ],
    'the second interface of an instance whose first is closed': [
      second,
      'The Internet reaches SSH (tcp 22 over IPv4) at 52.0.0.11.',
      {
        ...opening(ssh),
        networkInterfaces: known([anInterface({ groupIds: ['sg-0'] }), second]),
      },
    ],
    'certainly open, whatever an unread prefix list holds': [
      anInterface(),
      said,
      anAwsRegion({
        ...opening(ssh, from('pl-1', 'tcp', 22)),
        prefixLists: unknown(denied('ec2:DescribeManagedPrefixLists')),
      }),
    ],
  },
  unknown: {
    'there is no public address, but accelerators could not be read, and one needs none': [
      anInterface({ addresses: [{ privateIp: '10.0.1.10', primary: true }] }),
      'globalaccelerator:ListAccelerators: UnauthorizedOperation',
      {
        ...opening(ssh),
        networkInterfaces: known([anInterface({ addresses: [{ privateIp: '10.0.1.10', primary: true }] })]),
        global: { ...anAwsRegion().global, accelerators: unknown(denied('globalaccelerator:ListAccelerators')) },
      },
    ],
    'the ACL could not be read': [
      anInterface(),
      'ec2:DescribeNetworkAcls: UnauthorizedOperation',
      anAwsRegion({ ...opening(ssh), networkAcls: unknown(denied('ec2:DescribeNetworkAcls')) }),
    ],
    'the groups could not be read': [
      anInterface(),
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
      anAwsRegion({ ...opening(ssh), securityGroups: unknown(denied('ec2:DescribeSecurityGroups')) }),
    ],
    'the routes could not be read': [
      anInterface(),
      'ec2:DescribeRouteTables: UnauthorizedOperation',
      anAwsRegion({ ...opening(ssh), routeTables: unknown(denied('ec2:DescribeRouteTables')) }),
    ],
  },
});
