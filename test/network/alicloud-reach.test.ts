import type { AliListener, AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { known, unknown } from '#inventory/known.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import { exposureDocument } from '#network/exposure-document.ts';
import {
  aBalancing,
  accept,
  aListener,
  aLoadBalancer,
  anAliEip,
  anAliGroup,
  anAliInstance,
  anAliInterface,
  anAliRegion,
  anAliVpc,
  anAliVSwitch,
  deniedByRam,
} from '../support/an-ali-region.ts';

/** What the Internet reaches, a line each: `instance i-1 tcp 443 at 47.1.2.3 via …`. */
const reached = (region: AliRegion): readonly string[] =>
  exposureDocument([aliReach(region)]).exposures.map(
    ({ resource, protocol, ports, publicAddress, address, via, verdict }) =>
      [
        resource.id,
        verdict === 'unknown' ? 'perhaps' : '',
        protocol,
        (ports ?? []).map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(','),
        'at',
        publicAddress ?? address,
        via ? `via ${via.id} ${via.listenerPort}→${via.targetPort}` : '',
      ]
        .filter((part) => part !== '')
        .join(' '),
  );

const blocked = (region: AliRegion): readonly string[] =>
  exposureDocument([aliReach(region)]).blocked.map(
    ({ address, blockers }) => `${address}: ${blockers.map(({ code }) => code).join(', ')}`,
  );

test('a machine at its elastic address, and nothing of the balancers that are not there', () => {
  expect(reached(anAliRegion())).toEqual(['i-1 tcp 443 at 47.1.2.3']);
  expect(blocked(anAliRegion())).toEqual([]);
});

test('an elastic address of a second interface leads to that one only', () => {
  const region = anAliRegion({
    eips: known([anAliEip({ instanceType: 'networkinterface', instanceId: 'eni-2' })]),
    interfaces: known([
      anAliInterface(),
      anAliInterface({ id: 'eni-2', type: 'secondary', addresses: [{ privateIp: '10.0.1.20', primary: true }] }),
    ]),
  });
  expect(exposureDocument([aliReach(region)]).exposures.map((each) => each.interface)).toEqual(['eni-2']);
  expect(blocked(region)).toEqual(['10.0.1.10: X_ALI_NO_PUBLIC_ADDRESS']);
});

test('a vSwitch that says it has no ACL needs no list of them', () => {
  const networkAcls = unknown<never>(deniedByRam('vpc:DescribeNetworkAcls'));
  expect(reached(anAliRegion({ networkAcls }))).toEqual(['i-1 perhaps tcp 443 at 47.1.2.3']);
  expect(reached(anAliRegion({ networkAcls, vSwitches: known([anAliVSwitch({ networkAclId: null })]) }))).toEqual([
    'i-1 tcp 443 at 47.1.2.3',
  ]);
});

describe('the elastic address of a virtual address', () => {
  const eips = known([anAliEip({ instanceType: 'havip', instanceId: 'havip-1' })]);

  test.each(['i-1', 'eni-1'])('leads to its member %s', (member) => {
    expect(reached(anAliRegion({ eips, haVips: known([{ id: 'havip-1', memberIds: [member] }]) }))).toEqual([
      'i-1 tcp 443 at 47.1.2.3',
    ]);
  });

  test('leads to nobody else', () => {
    expect(blocked(anAliRegion({ eips, haVips: known([{ id: 'havip-1', memberIds: ['i-2'] }]) }))).toEqual([
      '10.0.1.10: X_ALI_NO_PUBLIC_ADDRESS',
    ]);
  });

  test('may lead to any machine where its members were not read', () => {
    expect(reached(anAliRegion({ eips, haVips: unknown(deniedByRam('vpc:DescribeHaVips')) }))).toEqual([
      'i-1 perhaps tcp 443 at 10.0.1.10',
    ]);
  });
});

describe('a VPC with an IPv4 gateway', () => {
  const hop = (type: string, id: string) => [{ type, id }];
  const withRoute = (destination: string, nextHops: readonly { type: string; id: string }[]): AliRegion =>
    anAliRegion({
      vpcs: known([anAliVpc({ ipv4GatewayId: 'ipv4gw-1' })]),
      vSwitches: known([anAliVSwitch()]),
      routeTables: known([
        {
          id: 'vtb-1',
          tags: {},
          type: 'system',
          routerType: 'vrouter',
          vpcId: 'vpc-1',
          vSwitchIds: ['vsw-1'],
          gatewayIds: [],
          routes: known([{ destination, type: 'custom', status: 'available', nextHops }]),
        },
      ]),
    });

  test('answers where a route leads back to it', () => {
    expect(reached(withRoute('0.0.0.0/0', hop('ipv4gateway', 'ipv4gw-1')))).toEqual(['i-1 tcp 443 at 47.1.2.3']);
  });

  test('answers only those to whom a route leads', () => {
    const [exposure] = exposureDocument([
      aliReach(withRoute('198.51.100.0/24', hop('ipv4gateway', 'ipv4gw-1'))),
    ]).exposures;
    expect(exposure?.sources).toEqual(['198.51.100.0/24']);
  });

  test('answers nobody where the default route leads elsewhere', () => {
    expect(blocked(withRoute('0.0.0.0/0', hop('natgateway', 'ngw-1')))).toEqual([
      '10.0.1.10: X_ALI_ROUTE_NOT_IPV4_GATEWAY',
    ]);
  });

  test('may answer where the routes were not read', () => {
    const region = {
      ...withRoute('0.0.0.0/0', []),
      routeTables: unknown<never>(deniedByRam('vpc:DescribeRouteTableList')),
    };
    expect(reached(region)).toEqual(['i-1 perhaps tcp 443 at 47.1.2.3']);
  });
});

describe('machines behind a balancer', () => {
  const shop = (
    balancer: Partial<AliLoadBalancer>,
    listener: Partial<AliListener>,
    change: Partial<AliRegion> = {},
  ): AliRegion =>
    anAliRegion({
      eips: known([]),
      loadBalancers: known([aLoadBalancer(balancer)]),
      listeners: known([
        aListener({
          balancing: known([aBalancing({ servers: known([{ id: 'i-1', port: 8080, weight: 100 }]) })]),
          ...listener,
        }),
      ]),
      ...change,
    });

  test.each<[string, AliRegion, readonly string[]]>([
    [
      'a CLB reaches them past their groups',
      shop({}, {}),
      ['i-1 tcp 8080 at 10.0.1.10 via lb-1 80→8080', 'lb-1 tcp 80 at 47.110.5.6'],
    ],
    [
      'an ALB is kept out by their groups',
      shop(
        { kind: 'alb' },
        { kind: 'alb' },
        { securityGroups: known([anAliGroup({ rules: known([accept('tcp', '203.0.113.0/24', 8080)]) })]) },
      ),
      ['lb-1 tcp 80 at 47.110.5.6'],
    ],
    [
      'an ALB is let in by a rule for the VPC',
      shop(
        { kind: 'alb' },
        { kind: 'alb' },
        { securityGroups: known([anAliGroup({ rules: known([accept('tcp', '10.0.0.0/8', 8080)]) })]) },
      ),
      ['i-1 tcp 8080 at 10.0.1.10 via lb-1 80→8080', 'lb-1 tcp 80 at 47.110.5.6'],
    ],
    [
      'an NLB may be let in by a rule for a part of the VPC',
      shop(
        { kind: 'nlb' },
        { kind: 'nlb' },
        { securityGroups: known([anAliGroup({ rules: known([accept('tcp', '10.0.5.0/24', 8080)]) })]) },
      ),
      ['i-1 perhaps tcp 8080 at 10.0.1.10 via lb-1 80→8080', 'lb-1 tcp 80 at 47.110.5.6'],
    ],
    [
      'an NLB passes on nothing that its own group keeps out',
      shop(
        { kind: 'nlb', groupIds: ['sg-nlb'] },
        { kind: 'nlb' },
        {
          securityGroups: known([
            anAliGroup({ rules: known([accept('tcp', '0.0.0.0/0', 8080)]) }),
            anAliGroup({ id: 'sg-nlb', rules: known([accept('tcp', '0.0.0.0/0', 443)]) }),
          ]),
        },
      ),
      [],
    ],
    ['a balancer inside leads nobody to them', shop({ isInternet: false, addresses: known(['10.0.0.9']) }, {}), []],
    ['a stopped listener leads nobody to them', shop({}, { status: 'stopped' }), []],
    ['a stopped balancer leads nobody to them', shop({ status: 'inactive' }, {}), []],
    [
      'a stopped machine is not reached',
      shop({}, {}, { instances: known([anAliInstance({ status: 'stopped' })]) }),
      ['lb-1 tcp 80 at 47.110.5.6'],
    ],
    [
      'listeners that were not read may lead to anything',
      shop({}, {}, { listeners: unknown<never>(deniedByRam('slb:DescribeLoadBalancerListeners')) }),
      ['lb-1 perhaps all  at 47.110.5.6'.replace('  ', ' ')],
    ],
  ])('%s', (_, region, lines) => {
    expect([...reached(region)].sort()).toEqual([...lines].sort());
  });
});
