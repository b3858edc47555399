import check from '#checks/aws/ec2/security-group-closes-admin-ports.ts';
import { known, unknown } from '#inventory/known.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { aNetworkAcl, everything } from '../../../support/a-network-acl.ts';
import { aSecurityGroup, from } from '../../../support/a-security-group.ts';
import { aPrefixList } from '../../../support/a-vpc.ts';
import { anAwsRegion, anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const group = (...rules: readonly ReturnType<typeof from>[]) => aSecurityGroup({ rules: known(rules) });
const unreadList = anEmptyAwsRegion({
  prefixLists: known([aPrefixList({ entries: unknown(denied('ec2:GetManagedPrefixListEntries')) })]),
});

const ssh = group(from('0.0.0.0/0', 'tcp', 22));
const opened = { securityGroups: known([ssh]), networkAcls: known([aNetworkAcl({ entries: known(everything) })]) };
const said = 'Opens SSH (tcp 22 over IPv4) to the world: tcp 22 from 0.0.0.0/0.';

testCheck(check, {
  passes: {
    'HTTPS from the world': aSecurityGroup(),
    'SSH from the office': group(from('203.0.113.0/24', 'tcp', 22)),
    'udp 22 is not SSH': group(from('0.0.0.0/0', 'udp', 0, 3388)),
    'ICMP echo is no port': group(from('0.0.0.0/0', 'icmp', 8, -1)),
    'ICMP type 22 is no port': group(from('0.0.0.0/0', 'icmp', 22, 22)),
    'SSH from another group': group(from('sg-2', 'tcp', 22)),
    'an unread prefix list on a port that is no admin port': [group(from('pl-1', 'tcp', 443)), unreadList],
  },
  fails: {
    'SSH from the world': [
      group(from('0.0.0.0/0', 'tcp', 22)),
      'Opens SSH (tcp 22 over IPv4) to the world: tcp 22 from 0.0.0.0/0. No interface has the group now.',
    ],
    'the Internet comes through it now': [ssh, said, { region: anAwsRegion(opened), severity: 'high' }],
    'one step lower where nothing comes through it now': [
      ssh,
      `${said} Nothing on the Internet gets through it now.`,
      { region: anAwsRegion({ ...opened, internetGateways: known([]) }), severity: 'medium' },
    ],
    'one step lower where no interface has it': [
      ssh,
      `${said} No interface has the group now.`,
      { region: anAwsRegion({ ...opened, networkInterfaces: known([]) }), severity: 'medium' },
    ],
    'no lower where it is not known what comes through': [
      ssh,
      said,
      { region: anAwsRegion({ ...opened, routeTables: unknown(denied('ec2:DescribeRouteTables')) }), severity: 'high' },
    ],
    'no lower where interfaces could not be read': [
      ssh,
      said,
      {
        region: anAwsRegion({ networkInterfaces: unknown(denied('ec2:DescribeNetworkInterfaces')) }),
        severity: 'high',
      },
    ],
    'a port that the policy declares an admin port': [
      group(from('0.0.0.0/0', 'tcp', 8443)),
      'Opens tcp 8443 over IPv4 to the world: tcp 8443 from 0.0.0.0/0. No interface has the group now.',
      { policy: { services: { ...DEFAULT_POLICY.services, admin: ['tcp/8000-8999'] } } },
    ],
    'RDP over UDP': [
      group(from('0.0.0.0/0', 'udp', 3389)),
      'Opens RDP (udp 3389 over IPv4) to the world: udp 3389 from 0.0.0.0/0. No interface has the group now.',
    ],
    'protocol -1 opens SSH, even where every port check fails already': [
      group(from('0.0.0.0/0', 'all')),
      'Opens SSH, telnet, RDP and 5 more (tcp 22–23, 2375–2376, 3389 and 4 more ranges over IPv4, udp 3389 over IPv4) to the world: all traffic from 0.0.0.0/0. No interface has the group now.',
    ],
    'a range around SSH on IPv6': [
      group(from('::/0', 'tcp', 20, 30)),
      'Opens SSH and telnet (tcp 22–23 over IPv6) to the world: tcp 20-30 from ::/0. No interface has the group now.',
    ],
    'the halves of the world': [
      group(from('0.0.0.0/1', 'tcp', 22), from('128.0.0.0/1', 'tcp', 22)),
      'Opens SSH (tcp 22 over IPv4) to the world: tcp 22 from 0.0.0.0/1 and 1 more. No interface has the group now.',
    ],
    'the world with a hole, from many parts none of which is the world': [
      group(from('0.0.0.0/2', 'tcp', 22), from('64.0.0.0/2', 'tcp', 22), from('128.0.0.0/2', 'tcp', 22)),
      'Opens SSH (tcp 22 over IPv4) to the world: tcp 22 from 0.0.0.0/2 and 2 more. No interface has the group now.',
    ],
    'over both families': [
      group(from('0.0.0.0/0', 'tcp', 22), from('::/0', 'tcp', 22)),
      'Opens SSH (tcp 22 over IPv4 and IPv6) to the world: tcp 22 from 0.0.0.0/0 and 1 more. No interface has the group now.',
    ],
    'a prefix list that holds the world': [
      group(from('pl-1', 'tcp', 22)),
      'Opens SSH (tcp 22 over IPv4) to the world: tcp 22 from pl-1. No interface has the group now.',
      anEmptyAwsRegion({ prefixLists: known([aPrefixList({ entries: known(['0.0.0.0/0']) })]) }),
    ],
    'certainly open, whatever an unread prefix list holds': [
      group(from('pl-1', 'tcp', 22), from('0.0.0.0/0', 'tcp', 22)),
      'Opens SSH (tcp 22 over IPv4) to the world: tcp 22 from 0.0.0.0/0. No interface has the group now.',
      unreadList,
    ],
  },
  unknown: {
    'a prefix list on SSH could not be read': [
      group(from('pl-1', 'tcp', 22)),
      'ec2:GetManagedPrefixListEntries: UnauthorizedOperation',
      unreadList,
    ],
    'a prefix list that is not among those that were read': [
      group(from('pl-9', 'tcp', 22)),
      'ec2:GetManagedPrefixListEntries: NotRead',
    ],
  },
});
