import check from '#checks/alicloud/vpc/route-next-hop-alive.ts';
import { known, unknown } from '#inventory/known.ts';
import { anAliInstance, anAliInterface, anEmptyAliRegion, deniedByRam } from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

const route = (type: string, id: string, enabled?: boolean) => ({
  id: 'vtb-1/192.168.0.0/16',
  tableId: 'vtb-1',
  destination: '192.168.0.0/16',
  type: 'custom',
  status: 'available',
  nextHops: [{ type, id, ...(enabled === undefined ? {} : { enabled }) }],
});

testCheck(check, {
  passes: {
    'a machine that runs': [route('instance', 'i-1', true), anEmptyAliRegion({ instances: known([anAliInstance()]) })],
    'an interface in use': [
      route('networkinterface', 'eni-1'),
      anEmptyAliRegion({ interfaces: known([anAliInterface()]) }),
    ],
  },
  fails: {
    'a machine that is gone': [
      route('instance', 'i-9'),
      'Leads nowhere for 192.168.0.0/16: machine i-9 does not exist.',
    ],
    'a machine that is stopped': [
      route('instance', 'i-1'),
      'Leads nowhere for 192.168.0.0/16: machine i-1 is stopped.',
      anEmptyAliRegion({ instances: known([anAliInstance({ status: 'stopped' })]) }),
    ],
    'a NAT gateway that is gone': [
      route('natgateway', 'ngw-9'),
      'Leads nowhere for 192.168.0.0/16: NAT gateway ngw-9 does not exist.',
    ],
    'a virtual address that is gone': [
      route('havip', 'havip-9'),
      'Leads nowhere for 192.168.0.0/16: virtual address havip-9 does not exist.',
    ],
    'a hop that is disabled': [
      route('vpngateway', 'vpn-1', false),
      'Leads nowhere for 192.168.0.0/16: vpngateway vpn-1 is disabled.',
    ],
  },
  unknown: {
    'machines could not be read': [
      route('instance', 'i-1'),
      'ecs:DescribeInstances: Forbidden.RAM',
      anEmptyAliRegion({ instances: unknown(deniedByRam('ecs:DescribeInstances')) }),
    ],
  },
  notApplicable: {
    'a route of the platform': { ...route('local', ''), type: 'system' },
    'a hop that the inventory does not list': route('vpngateway', 'vpn-1'),
  },
});
