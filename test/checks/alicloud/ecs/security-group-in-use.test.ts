import check from '#checks/alicloud/ecs/security-group-in-use.ts';
import { known, unknown } from '#inventory/known.ts';
import {
  accept,
  aLoadBalancer,
  anAliGroup,
  anAliInterface,
  anEmptyAliRegion,
  deniedByRam,
} from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'an interface has it': [anAliGroup(), anEmptyAliRegion({ interfaces: known([anAliInterface()]) })],
    'a balancer has it': [
      anAliGroup(),
      anEmptyAliRegion({ loadBalancers: known([aLoadBalancer({ kind: 'nlb', groupIds: ['sg-1'] })]) }),
    ],
    'a rule of another group names it': [
      anAliGroup(),
      anEmptyAliRegion({
        securityGroups: known([anAliGroup(), anAliGroup({ id: 'sg-2', rules: known([accept('tcp', 'sg-1', 80)]) })]),
      }),
    ],
  },
  fails: {
    'nothing has it': [
      anAliGroup(),
      'Nothing uses it; we looked at network interfaces, machines, load balancers and the rules of other groups in this region.',
    ],
  },
  unknown: {
    'interfaces could not be read': [
      anAliGroup(),
      'ecs:DescribeNetworkInterfaces: Forbidden.RAM',
      anEmptyAliRegion({ interfaces: unknown(deniedByRam('ecs:DescribeNetworkInterfaces')) }),
    ],
  },
  notApplicable: { 'a product made it': anAliGroup({ serviceManaged: true }) },
});
