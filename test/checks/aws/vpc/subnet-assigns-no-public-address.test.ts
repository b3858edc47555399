import check from '#checks/aws/vpc/subnet-assigns-no-public-address.ts';
import { aSubnet } from '../../../support/a-vpc.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { none: aSubnet() },
  fails: {
    IPv4: [aSubnet({ mapPublicIpOnLaunch: true }), 'MapPublicIpOnLaunch is true.'],
    'IPv6 counts as well': [aSubnet({ assignIpv6AddressOnCreation: true }), 'AssignIpv6AddressOnCreation is true.'],
    both: [
      aSubnet({ mapPublicIpOnLaunch: true, assignIpv6AddressOnCreation: true }),
      'MapPublicIpOnLaunch is true and AssignIpv6AddressOnCreation is true.',
    ],
  },
});
