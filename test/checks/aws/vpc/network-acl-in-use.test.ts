import check from '#checks/aws/vpc/network-acl-in-use.ts';
import { aNetworkAcl } from '../../../support/a-network-acl.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { 'a subnet has it': aNetworkAcl() },
  fails: { 'no subnet has it': [aNetworkAcl({ subnetIds: [] }), 'No subnet is associated with it.'] },
  notApplicable: { 'a default ACL': aNetworkAcl({ isDefault: true, subnetIds: [] }) },
});
