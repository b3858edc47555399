import check from '#checks/alicloud/vpc/route-table-in-use.ts';
import { known, unknown } from '#inventory/known.ts';
import { anAliVSwitch, anEmptyAliRegion, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const table = {
  id: 'vtb-2',
  tags: {},
  type: 'custom' as const,
  routerType: 'vrouter',
  vSwitchIds: [],
  gatewayIds: [],
  routes: known([]),
};

testCheck(check, {
  passes: {
    'it names a vSwitch': { ...table, vSwitchIds: ['vsw-1'] },
    'it names a gateway': { ...table, gatewayIds: ['ipv4gw-1'] },
    'a vSwitch names it': [table, anEmptyAliRegion({ vSwitches: known([anAliVSwitch({ routeTableId: 'vtb-2' })]) })],
  },
  fails: { 'nobody names it': [table, 'No vSwitch and no gateway uses it.'] },
  unknown: {
    'vSwitches could not be read': [
      table,
      'vpc:DescribeVSwitches: Forbidden.RAM',
      anEmptyAliRegion({ vSwitches: unknown(deniedByRam('vpc:DescribeVSwitches')) }),
    ],
  },
  notApplicable: { 'the system table': { ...table, type: 'system' } },
});
