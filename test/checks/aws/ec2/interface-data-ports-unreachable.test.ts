import check from '#checks/aws/ec2/interface-data-ports-unreachable.ts';
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
    'SSH is for another check': [anInterface(), opening(from('0.0.0.0/0', 'tcp', 22))],
  },
  fails: {
    'MySQL from the world': [
      anInterface(),
      'The Internet reaches MySQL (tcp 3306 over IPv4) at 52.0.0.10.',
      opening(from('0.0.0.0/0', 'tcp', 3306)),
    ],
    SMB: [
      anInterface(),
      'The Internet reaches SMB (tcp 445 over IPv4) at 52.0.0.10.',
      opening(from('0.0.0.0/0', 'tcp', 445)),
    ],
  },
  unknown: {
    'a prefix list could not be read': [
      anInterface(),
      'ec2:DescribeManagedPrefixLists: UnauthorizedOperation',
      anAwsRegion({
        ...opening(from('pl-1', 'tcp', 3306)),
        prefixLists: unknown(denied('ec2:DescribeManagedPrefixLists')),
      }),
    ],
  },
});
