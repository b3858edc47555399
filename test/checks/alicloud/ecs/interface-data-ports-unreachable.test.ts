import check from '#checks/alicloud/ecs/interface-data-ports-unreachable.ts';
import type { AliRule } from '#inventory/alicloud/ecs.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { known, unknown } from '#inventory/known.ts';
import {
  accept,
  anAliAcl,
  anAliGroup,
  anAliInstance,
  anAliInterface,
  anAliRegion,
  anAliVSwitch,
  deniedByRam,
  drop,
  entry,
} from '../../../support/an-ali-region.ts';
import { testCheck } from '../../../support/check-tester.ts';

/** The web server's region, changed. */
const plus = (region: AliRegion): AliRegion => region;
/** The web server's region with these rules in its group. */
const at = (...rules: readonly AliRule[]) =>
  anAliRegion({ securityGroups: known([anAliGroup({ rules: known(rules) })]) });

testCheck(check, {
  passes: {
    'open to the world, but only for HTTPS': [anAliInterface(), at(accept('tcp', '0.0.0.0/0', 443))],
    'a Drop of the same priority wins': [
      anAliInterface(),
      at(drop('tcp', '0.0.0.0/0', 3306), accept('tcp', '0.0.0.0/0', 3306)),
    ],
    'a Drop with a smaller number wins, wherever it stands': [
      anAliInterface(),
      at(
        accept('all', '0.0.0.0/0', undefined, 100),
        drop('tcp', '0.0.0.0/0', [1, 65535], 1),
        drop('udp', '0.0.0.0/0', [1, 65535], 1),
      ),
    ],
    'only ICMP is open': [anAliInterface(), at(accept('icmp', '0.0.0.0/0'))],
    'only members of a group are accepted': [anAliInterface(), at(accept('tcp', 'sg-2', 3306))],
    'open, but without a public address': [
      anAliInterface(),
      plus({ ...at(accept('tcp', '0.0.0.0/0', 3306)), eips: known([]) }),
    ],
    'open, but the machine is stopped': [
      anAliInterface(),
      plus({ ...at(accept('tcp', '0.0.0.0/0', 3306)), instances: known([anAliInstance({ status: 'stopped' })]) }),
    ],
    'open, but the network ACL drops it first': [
      anAliInterface(),
      plus({
        ...at(accept('tcp', '0.0.0.0/0', 3306)),
        vSwitches: known([anAliVSwitch({ networkAclId: 'nacl-1' })]),
        networkAcls: known([
          anAliAcl({
            entries: known([
              entry('drop', 'tcp', '0.0.0.0/0', 3306),
              entry('accept', 'all', '0.0.0.0/0'),
              entry('accept', 'all', '0.0.0.0/0', undefined, 'egress'),
            ]),
          }),
        ]),
      }),
    ],
    'open, but the network ACL lets no reply out': [
      anAliInterface(),
      plus({
        ...at(accept('tcp', '0.0.0.0/0', 3306)),
        networkAcls: known([anAliAcl({ entries: known([entry('accept', 'all', '0.0.0.0/0')]) })]),
      }),
    ],
    'one stranger alone gets in': [anAliInterface(), at(accept('tcp', '198.51.100.7/32', 3306))],
  },
  fails: {
    'accepted from the world at an elastic address': [
      anAliInterface(),
      'The Internet reaches MySQL (tcp 3306 over IPv4) at 47.1.2.3.',
      at(accept('tcp', '0.0.0.0/0', 3306)),
    ],
    'a Drop that comes later changes nothing': [
      anAliInterface(),
      'The Internet reaches MySQL (tcp 3306 over IPv4) at 47.1.2.3.',
      at(accept('tcp', '0.0.0.0/0', 3306, 1), drop('tcp', '0.0.0.0/0', 3306, 2)),
    ],
    'both halves of the world': [
      anAliInterface(),
      'The Internet reaches MySQL (tcp 3306 over IPv4) at 47.1.2.3.',
      at(accept('tcp', '0.0.0.0/1', 3306), accept('tcp', '128.0.0.0/1', 3306)),
    ],
    'a prefix list that holds the world': [
      anAliInterface(),
      'The Internet reaches MySQL (tcp 3306 over IPv4) at 47.1.2.3.',
      plus({ ...at(accept('tcp', 'pl-1', 3306)), prefixLists: known([{ id: 'pl-1', cidrs: ['0.0.0.0/0'] }]) }),
    ],
    'the machine’s own public address': [
      anAliInterface(),
      'The Internet reaches MySQL (tcp 3306 over IPv4) at 120.27.30.40.',
      plus({
        ...at(accept('tcp', '0.0.0.0/0', 3306)),
        eips: known([]),
        instances: known([anAliInstance({ publicIps: ['120.27.30.40'] })]),
      }),
    ],
    'a DNAT entry of a NAT gateway': [
      anAliInterface(),
      'The Internet reaches MySQL (tcp 3306 over IPv4) at 47.9.9.9.',
      plus({
        ...at(accept('all', '0.0.0.0/0')),
        eips: known([]),
        forwardEntries: known([
          {
            id: 'fwd-1',
            externalIp: '47.9.9.9',
            externalPorts: [10000, 10000],
            internalIp: '10.0.1.10',
            internalPorts: [3306, 3306],
            protocol: 6,
            status: 'available',
          },
        ]),
      }),
    ],
    'IPv6 with Internet bandwidth': [
      anAliInterface({ ipv6Addresses: ['2408:4005::1'] }),
      'The Internet reaches MySQL (tcp 3306 over IPv6) at 2408:4005::1.',
      plus({
        ...at(accept('tcp', '::/0', 3306)),
        interfaces: known([anAliInterface({ ipv6Addresses: ['2408:4005::1'] })]),
        ipv6Addresses: known([{ id: 'ipv6-1', address: '2408:4005::1', isPublic: true }]),
      }),
    ],
  },
  unknown: {
    'the rules of the group could not be read': [
      anAliInterface(),
      'ecs:DescribeSecurityGroupAttribute: Forbidden.RAM',
      anAliRegion({
        securityGroups: known([anAliGroup({ rules: unknown(deniedByRam('ecs:DescribeSecurityGroupAttribute')) })]),
      }),
    ],
    'a prefix list could not be read': [
      anAliInterface(),
      'ecs:DescribePrefixListAttributes: Forbidden.RAM',
      plus({
        ...at(accept('tcp', 'pl-1', 3306)),
        prefixLists: unknown(deniedByRam('ecs:DescribePrefixListAttributes')),
      }),
    ],
    'elastic addresses could not be read': [
      anAliInterface(),
      'vpc:DescribeEipAddresses: Forbidden.RAM',
      plus({ ...at(accept('tcp', '0.0.0.0/0', 3306)), eips: unknown(deniedByRam('vpc:DescribeEipAddresses')) }),
    ],
    'network ACLs could not be read': [
      anAliInterface(),
      'vpc:DescribeNetworkAcls: Forbidden.RAM',
      plus({ ...at(accept('tcp', '0.0.0.0/0', 3306)), networkAcls: unknown(deniedByRam('vpc:DescribeNetworkAcls')) }),
    ],
  },
});
