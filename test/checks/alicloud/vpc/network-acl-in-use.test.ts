import check from '#checks/alicloud/vpc/network-acl-in-use.ts';
import { known, unknown } from '#inventory/known.ts';
import { anAliAcl, anAliVSwitch, anEmptyAliRegion, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: {
    'it names a vSwitch': anAliAcl(),
    'a vSwitch names it': [
      anAliAcl({ vSwitchIds: [] }),
      anEmptyAliRegion({ vSwitches: known([anAliVSwitch({ networkAclId: 'nacl-1' })]) }),
    ],
  },
  fails: { 'nobody names it': [anAliAcl({ vSwitchIds: [] }), 'No vSwitch is associated with it.'] },
  unknown: {
    'vSwitches could not be read': [
      anAliAcl({ vSwitchIds: [] }),
      'vpc:DescribeVSwitches: Forbidden.RAM',
      anEmptyAliRegion({ vSwitches: unknown(deniedByRam('vpc:DescribeVSwitches')) }),
    ],
  },
});
