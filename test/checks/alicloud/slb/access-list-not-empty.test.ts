import check from '#checks/alicloud/slb/access-list-not-empty.ts';
import { known, unknown } from '#inventory/known.ts';
import { aListener, anEmptyAliRegion, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const listed = aListener({ access: known({ isOn: true, type: 'white', aclIds: ['acl-1'] }) });

testCheck(check, {
  passes: {
    'the list has an entry': [
      listed,
      anEmptyAliRegion({ accessLists: known([{ id: 'acl-1', entries: known(['198.51.100.0/24']) }]) }),
    ],
  },
  fails: {
    'the list is empty': [
      listed,
      'Its white list acl-1 is on and empty: everybody is admitted.',
      anEmptyAliRegion({ accessLists: known([{ id: 'acl-1', entries: known([]) }]) }),
    ],
    'no list is named': [
      aListener({ access: known({ isOn: true, type: 'white', aclIds: [] }) }),
      'Its white list (none is named) is on and empty: everybody is admitted.',
    ],
  },
  unknown: {
    'the entries could not be read': [
      listed,
      'slb:DescribeAccessControlListAttribute: Forbidden.RAM',
      anEmptyAliRegion({
        accessLists: known([{ id: 'acl-1', entries: unknown(deniedByRam('slb:DescribeAccessControlListAttribute')) }]),
      }),
    ],
    'the listener itself could not be read': [
      aListener({ access: unknown(deniedByRam('alb:GetListenerAttribute')) }),
      'alb:GetListenerAttribute: Forbidden.RAM',
    ],
  },
  notApplicable: {
    'access control is off': aListener(),
    'a black list': aListener({ access: known({ isOn: true, type: 'black', aclIds: ['acl-1'] }) }),
  },
});
