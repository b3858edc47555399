import check from '#checks/aws/vpc/network-acl-agrees-with-security-groups.ts';
import { known, unknown } from '#inventory/known.ts';
import { allowIn, aNetworkAcl, denyIn } from '../../../support/a-network-acl.ts';
import { aSecurityGroup, from } from '../../../support/a-security-group.ts';
import { aPrefixList } from '../../../support/a-vpc.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const acl = (...entries: readonly ReturnType<typeof allowIn>[]) => aNetworkAcl({ entries: known(entries) });
const behind = (...rules: readonly ReturnType<typeof from>[]) => ({
  networkInterfaces: known([anInterface()]),
  securityGroups: known([aSecurityGroup({ rules: known(rules) })]),
});
const world8080 = anEmptyAwsRegion(behind(from('0.0.0.0/0', 'tcp', 8080)));
const web = acl(allowIn(100, '0.0.0.0/0', 'tcp', 443));

testCheck(check, {
  passes: {
    'the ACL admits what the group does': [web, anEmptyAwsRegion(behind(from('0.0.0.0/0', 'tcp', 443)))],
    'nothing stands behind it': [web, anEmptyAwsRegion()],
    'the interface is in another subnet': [aNetworkAcl({ subnetIds: ['subnet-9'], entries: known([]) }), world8080],
    'a ban for one stranger is no disagreement': [
      acl(denyIn(10, '198.51.100.7/32', 'all'), allowIn(100, '0.0.0.0/0', 'all')),
      world8080,
    ],
    'a rule for everything has no purpose': [web, anEmptyAwsRegion(behind(from('10.0.0.0/8', 'all')))],
    'an unread prefix list where everybody is admitted': [
      web,
      anEmptyAwsRegion({
        ...behind(from('pl-1', 'tcp', 443)),
        prefixLists: known([aPrefixList({ entries: unknown(denied('ec2:GetManagedPrefixListEntries')) })]),
      }),
    ],
  },
  fails: {
    'the group allows 8080, the ACL does not': [
      web,
      'sg-1 allows tcp 8080 from 0.0.0.0/0, but the ACL does not on 8080.',
      world8080,
    ],
    'the ACL admits it from elsewhere only': [
      acl(allowIn(100, '10.0.0.0/8', 'tcp', 8080)),
      'sg-1 allows tcp 8080 from 203.0.113.0/24, but the ACL does not on 8080.',
      anEmptyAwsRegion(behind(from('203.0.113.0/24', 'tcp', 8080))),
    ],
    'a part of a range, and one rule more': [
      acl(allowIn(100, '0.0.0.0/0', 'tcp', 8000, 8050)),
      'sg-1 allows tcp 8000-8100 from 0.0.0.0/0, but the ACL does not on 8051–8100, and 1 more like it.',
      anEmptyAwsRegion(behind(from('0.0.0.0/0', 'tcp', 8000, 8100), from('::/0', 'udp', 53))),
    ],
    'a prefix list': [
      web,
      'sg-1 allows tcp 22 from pl-1, but the ACL does not on 22.',
      anEmptyAwsRegion({ ...behind(from('pl-1', 'tcp', 22)), prefixLists: known([aPrefixList()]) }),
    ],
  },
  unknown: {
    'entries could not be read': [
      aNetworkAcl({ entries: unknown(denied('ec2:DescribeNetworkAcls')) }),
      'ec2:DescribeNetworkAcls: UnauthorizedOperation',
    ],
    'interfaces could not be read': [
      web,
      'ec2:DescribeNetworkInterfaces: UnauthorizedOperation',
      anEmptyAwsRegion({ networkInterfaces: unknown(denied('ec2:DescribeNetworkInterfaces')) }),
    ],
    'a group could not be read': [
      web,
      'ec2:DescribeSecurityGroups: UnauthorizedOperation',
      anEmptyAwsRegion({ ...behind(), securityGroups: unknown(denied('ec2:DescribeSecurityGroups')) }),
    ],
    'a prefix list could not be read': [
      web,
      'ec2:GetManagedPrefixListEntries: UnauthorizedOperation',
      anEmptyAwsRegion({
        ...behind(from('pl-1', 'tcp', 22)),
        prefixLists: known([aPrefixList({ entries: unknown(denied('ec2:GetManagedPrefixListEntries')) })]),
      }),
    ],
  },
});
