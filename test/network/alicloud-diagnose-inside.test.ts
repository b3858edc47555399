import type { AliRule } from '#inventory/alicloud/ecs.ts';
import type { AliAclEntry } from '#inventory/alicloud/network-acl.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import type { AliNextHop, AliRoute, AliRouteTable } from '#inventory/alicloud/vpc.ts';
import { known, unknown } from '#inventory/known.ts';
import { diagnoseAli, unfindable } from '#network/alicloud-diagnose.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import { readFlow } from '#network/flow.ts';
import {
  aBalancing,
  accept,
  aListener,
  aLoadBalancer,
  anAliAcl,
  anAliEip,
  anAliGroup,
  anAliInstance,
  anAliInterface,
  anAliRegion,
  anAliVpc,
  anAliVSwitch,
  anEmptyCentral,
  deniedByRam,
  drop,
  entry,
  outwards,
} from '../support/an-ali-region.ts';

const flowOf = (written: string) => readFlow(written) ?? { protocol: -1, selector: 0 };

const ask = (
  region: AliRegion,
  from: string,
  to = 'i-db',
  port = 'tcp/3306',
  more: { readonly compare?: string; readonly clientPort?: number } = {},
) =>
  diagnoseAli(aliReach(region), {
    from,
    to,
    flow: flowOf(port),
    ...(more.compare === undefined ? {} : { compare: flowOf(more.compare) }),
    ...(more.clientPort === undefined ? {} : { clientPort: more.clientPort }),
  });

const routeTo = (destination: string, hop: AliNextHop): AliRoute => ({
  destination,
  type: hop.type === 'local' ? 'system' : 'custom',
  status: 'available',
  nextHops: [hop],
});

const table = (...more: readonly AliRoute[]): AliRouteTable => ({
  id: 'vtb-1',
  tags: {},
  type: 'system',
  routerType: 'vrouter',
  vpcId: 'vpc-1',
  vSwitchIds: ['vsw-1', 'vsw-2'],
  gatewayIds: [],
  routes: known([routeTo('10.0.1.0/24', { type: 'local' }), routeTo('10.0.2.0/24', { type: 'local' }), ...more]),
});

const web = anAliInterface({ id: 'eni-web', instanceId: 'i-web', groupIds: ['sg-web'] });
const database = anAliInterface({
  id: 'eni-db',
  instanceId: 'i-db',
  vSwitchId: 'vsw-2',
  groupIds: ['sg-db'],
  addresses: [{ privateIp: '10.0.2.20', primary: true }],
});

/** A web server and a database in two vSwitches; the database admits the web servers' group. */
const shop = (
  change: Partial<AliRegion> = {},
  dbRules: readonly AliRule[] = [accept('tcp', 'sg-web', 3306)],
): AliRegion =>
  anAliRegion({
    vSwitches: known([anAliVSwitch(), anAliVSwitch({ id: 'vsw-2', cidr: '10.0.2.0/24' })]),
    routeTables: known([table()]),
    interfaces: known([web, database]),
    instances: known([anAliInstance({ id: 'i-web' }), anAliInstance({ id: 'i-db', groupIds: ['sg-db'] })]),
    securityGroups: known([
      anAliGroup({ id: 'sg-web', type: 'normal', rules: known([]) }),
      anAliGroup({ id: 'sg-db', type: 'normal', rules: known(dbRules) }),
    ]),
    eips: known([]),
    ...change,
  });

const dbAcl = (...entries: readonly AliAclEntry[]) =>
  known([anAliAcl({ id: 'nacl-db', vSwitchIds: ['vsw-2'], entries: known(entries) })]);

test('says every hop of both legs, with what decided there', () => {
  const { verdict, paths } = ask(shop(), 'i-web');
  expect(verdict).toBe('reachable');
  expect(paths[0]?.hops.map(({ leg, hop, component, message }) => `${leg} ${hop} ${component}: ${message}`)).toEqual([
    'forward interface i-web: i-web is running.',
    'forward security-group-out sg-web: No rule of sg-web is about it, and a basic group then lets it out.',
    'forward network-acl-out no network ACL: The vSwitch has no network ACL.',
    'forward route-table vtb-1: It stays inside vpc-1.',
    'forward network-acl-in no network ACL: The vSwitch has no network ACL.',
    'forward security-group-in sg-db: Accept tcp 3306 from sg-web, priority 1 decides.',
    'forward interface i-db: i-db is running.',
    'return network-acl-out no network ACL: The vSwitch has no network ACL.',
    'return route-table vtb-1: It stays inside vpc-1.',
    'return network-acl-in no network ACL: The vSwitch has no network ACL.',
  ]);
  expect(paths[0]?.hops[5]?.packetAtHop).toBe('10.0.1.10 → 10.0.2.20 tcp/3306');
});

test.each(['i-web', 'eni-web', '10.0.1.10'])('%s is the same source', (from) => {
  expect(ask(shop(), from).verdict).toBe('reachable');
});

test.each<[string, AliRegion, string, string, readonly string[], readonly string[]]>([
  [
    'an address of the vSwitch that is in no group',
    shop(),
    '10.0.1.99',
    'blocked',
    ['ENI_SG_RULES_MISMATCH: No rule of sg-db lets it in.'],
    ['Add to sg-db: Accept tcp 3306 from 10.0.1.99/32.'],
  ],
  [
    'a Drop that comes first',
    shop({}, [accept('tcp', 'sg-web', 3306, 20), drop('tcp', '10.0.1.0/24', 3306, 10)]),
    'i-web',
    'blocked',
    ['ENI_SG_RULES_MISMATCH: Drop tcp 3306 from 10.0.1.0/24, priority 10 refuses it.'],
    ['Add to sg-db: Accept tcp 3306 from 10.0.1.10/32, with a priority number below 10.'],
  ],
  [
    'a Drop that nothing can come before',
    shop({}, [accept('tcp', 'sg-web', 3306), drop('all', '10.0.0.0/8')]),
    'i-web',
    'blocked',
    ['ENI_SG_RULES_MISMATCH: Drop all traffic from 10.0.0.0/8, priority 1 refuses it.'],
    [
      'Delete or narrow Drop all traffic from 10.0.0.0/8, priority 1, of sg-db: no rule comes before a Drop of priority 1.',
    ],
  ],
  [
    'groups and the network ACL, on both legs',
    shop({ networkAcls: dbAcl(entry('drop', 'tcp', '10.0.1.0/24', 3306)) }, []),
    'i-web',
    'blocked',
    [
      'SUBNET_ACL_RESTRICTION: Entry 1 drops tcp 3306 from 10.0.1.0/24.',
      'SG_HAS_NO_RULES: No rule of sg-db lets it in.',
      'SUBNET_ACL_RESTRICTION: No entry of nacl-db lets the reply out.',
    ],
    [
      'Add to nacl-db an inbound entry above entry 1: accept tcp 3306 from 10.0.1.10/32.',
      'Add to sg-db: Accept tcp 3306 from 10.0.1.10/32.',
      'Add to nacl-db an outbound entry: accept tcp 1024/65535 to 10.0.1.10/32.',
    ],
  ],
  [
    'the source’s own enterprise group',
    shop({
      securityGroups: known([
        anAliGroup({ id: 'sg-web', rules: known([outwards(drop('tcp', '10.0.2.0/24', 3306, 5))]) }),
        anAliGroup({ id: 'sg-db', rules: known([accept('tcp', '10.0.0.0/8', 3306)]) }),
      ]),
    }),
    'i-web',
    'blocked',
    ['ENI_SG_RULES_MISMATCH: Drop tcp 3306 to 10.0.2.0/24, priority 5 refuses it.'],
    ['Add to sg-web an egress rule: Accept tcp 3306 to 10.0.2.20, with a priority number below 5.'],
  ],
  [
    'a route that leads to a NAT gateway',
    shop({ routeTables: known([table(routeTo('10.0.2.20/32', { type: 'natgateway', id: 'ngw-1' }))]) }),
    'i-web',
    'blocked',
    ['NO_ROUTE_TO_DESTINATION: It takes 10.0.2.20/32 to ngw-1, which does not lead to 10.0.2.20.'],
    ['Give vtb-1 a route to 10.0.2.20.'],
  ],
  [
    'a route to a machine that is gone',
    shop({ routeTables: known([table(routeTo('10.0.2.20/32', { type: 'instance', id: 'i-gone' }))]) }),
    'i-web',
    'blocked',
    ['BAD_STATE_ROUTE: It takes 10.0.2.20/32 to i-gone, which is dead.'],
    ['Replace the dead route 10.0.2.20/32 of vtb-1.'],
  ],
  [
    'a stopped source',
    shop({ instances: known([anAliInstance({ id: 'i-web', status: 'stopped' }), anAliInstance({ id: 'i-db' })]) }),
    'i-web',
    'blocked',
    ['BAD_STATE: i-web is stopped.'],
    ['Start i-web.'],
  ],
  [
    'an address of the VPC that is in no vSwitch',
    shop(),
    '10.0.77.1',
    'blocked',
    ['NO_POSSIBLE_DESTINATION: No vSwitch of vpc-1 has it.'],
    ['Ask from an address that a vSwitch of vpc-1 has.'],
  ],
  [
    'a private address elsewhere, where nothing leads back',
    shop({}, [accept('tcp', '172.16.0.0/12', 3306)]),
    '172.16.5.5',
    'blocked',
    ['NO_ROUTE_TO_DESTINATION: No route of vtb-1 leads to 172.16.5.5.'],
    ['Give vtb-1 a route to 172.16.5.5/32.'],
  ],
])('is blocked by %s', (_, region, from, verdict, blockers, changes) => {
  const diagnosis = ask(region, from);
  expect(diagnosis.verdict).toBe(verdict);
  expect(diagnosis.paths[0]?.blockers.map(({ code, message }) => `${code}: ${message}`)).toEqual(blockers);
  expect(diagnosis.paths[0]?.changes).toEqual(changes);
});

test('a private address does not come in over a machine’s public one, whatever the group says', () => {
  const region = shop({ eips: known([anAliEip({ instanceId: 'i-db' })]) }, [accept('tcp', '0.0.0.0/0', 3306)]);
  expect(ask(region, '9.9.9.9').verdict).toBe('reachable');
  expect(ask(region, '192.168.7.7').verdict).toBe('blocked');
});

describe('members of one group', () => {
  const both = (inner: 'accept' | 'drop', rules: readonly AliRule[] = []) => {
    const group = anAliGroup({ id: 'sg-web', type: 'normal', innerAccess: known(inner), rules: known(rules) });
    return shop({ securityGroups: known([group]), interfaces: known([web, { ...database, groupIds: ['sg-web'] }]) });
  };

  test('reach one another where the policy is Accept, whatever the rules say', () => {
    const { verdict, paths } = ask(both('accept', [drop('all', '0.0.0.0/0')]), 'i-web');
    expect(verdict).toBe('reachable');
    expect(paths[0]?.hops.find(({ hop }) => hop === 'security-group-in')?.message).toBe(
      'Members of sg-web reach one another (InnerAccessPolicy Accept).',
    );
  });

  test('need a rule where it is Drop', () => {
    expect(ask(both('drop'), 'i-web').verdict).toBe('blocked');
    expect(ask(both('drop', [accept('tcp', 'sg-web', 3306)]), 'i-web').verdict).toBe('reachable');
  });

  test('are unknown where the policy was not read', () => {
    const group = anAliGroup({
      id: 'sg-web',
      type: 'normal',
      rules: known([]),
      innerAccess: unknown(deniedByRam('ecs:DescribeSecurityGroupAttribute')),
    });
    const region = shop({
      securityGroups: known([group]),
      interfaces: known([web, { ...database, groupIds: ['sg-web'] }]),
    });
    expect(ask(region, 'i-web')).toMatchObject({
      verdict: 'unknown',
      reasons: [{ code: 'X_SNAPSHOT_INCOMPLETE', call: 'ecs:DescribeSecurityGroupAttribute' }],
    });
  });
});

test('inside one vSwitch the network ACL does not filter', () => {
  const region = shop({ interfaces: known([{ ...web, vSwitchId: 'vsw-2' }, database]), networkAcls: dbAcl() });
  expect(ask(region, 'i-web').verdict).toBe('reachable');
});

test('a group is known inside its own VPC alone', () => {
  const region = shop({
    vpcs: known([anAliVpc(), anAliVpc({ id: 'vpc-2', cidrs: ['10.9.0.0/16'] })]),
    vSwitches: known([
      anAliVSwitch({ vpcId: 'vpc-2', cidr: '10.9.1.0/24' }),
      anAliVSwitch({ id: 'vsw-2', cidr: '10.0.2.0/24' }),
    ]),
    interfaces: known([{ ...web, vpcId: 'vpc-2', addresses: [{ privateIp: '10.9.1.10', primary: true }] }, database]),
    routeTables: known([table(routeTo('10.0.0.0/16', { type: 'attachment', id: 'tr-attach-1' }))]),
  });
  const { verdict, paths } = ask(region, 'i-web');
  expect(verdict).toBe('blocked');
  expect(paths[0]?.blockers.map(({ message }) => message)).toContain('No rule of sg-db lets it in.');
});

describe('over Cloud Enterprise Network', () => {
  const attached = routeTo('172.16.0.0/12', { type: 'attachment', id: 'tr-attach-1' });
  const over = (change: Partial<AliRegion> = {}) =>
    shop({ routeTables: known([table(attached)]), ...change }, [accept('tcp', '172.16.0.0/12', 3306)]);

  test('what lies beyond is unknown', () => {
    expect(ask(over(), '172.16.5.5')).toMatchObject({
      verdict: 'unknown',
      reasons: [{ code: 'X_MIDDLEBOX', component: 'tr-attach-1' }],
    });
  });

  test('a transit router that drops the answer is named, as a hint', () => {
    const route = {
      id: 'vtb-tr/172.16.0.0/16',
      tableId: 'vtb-tr',
      destination: '172.16.0.0/16',
      isBlackhole: true,
      status: 'active',
    };
    const { paths } = ask(over({ central: anEmptyCentral({ transitRoutes: known([route]) }) }), '172.16.5.5');
    expect(paths[0]?.hops.at(-1)?.message).toBe(
      'It takes 172.16.0.0/12 to tr-attach-1; where it goes from there was not read. A transit router drops 172.16.0.0/16 (vtb-tr).',
    );
  });

  test('and what the groups refuse is blocked all the same', () => {
    expect(ask(over({ routeTables: known([table(attached)]) }), '172.16.5.5', 'i-db', 'tcp/22').verdict).toBe(
      'blocked',
    );
  });
});

test('near misses name rule and change', () => {
  const region = shop({ networkAcls: dbAcl(entry('drop', 'all', '10.0.1.0/24')) }, [
    accept('tcp', '45.33.0.0/16', 3306),
    accept('tcp', 'sg-web', 3307),
    accept('udp', '10.0.1.0/24', 3306),
    drop('tcp', 'sg-web', 3306, 7),
    accept('tcp', '9.9.9.9/32', 80),
  ]);
  expect(ask(region, 'i-web').paths[0]?.nearMisses).toEqual([
    { component: 'nacl-db', rule: '1', change: 'allow it before this entry' },
    { component: 'sg-db', rule: 'Accept tcp 3306 from 45.33.0.0/16, priority 1', change: 'widen the source' },
    { component: 'sg-db', rule: 'Accept tcp 3307 from sg-web, priority 1', change: 'widen the ports' },
    { component: 'sg-db', rule: 'Accept udp 3306 from 10.0.1.0/24, priority 1', change: 'change the protocol' },
    { component: 'sg-db', rule: 'Drop tcp 3306 from sg-web, priority 7', change: 'allow it before this entry' },
  ]);
});

test('a vSwitch is parted by what becomes of its addresses', () => {
  const { parts } = ask(shop(), 'vsw-1');
  expect(parts.map(({ sources, verdict }) => [verdict, sources[0], sources.length])).toEqual([
    ['reachable', '10.0.1.10/32', 1],
    ['blocked', '10.0.1.0/29', 8],
  ]);
});

test('a flow that works is compared hop by hop', () => {
  const { compare, paths } = ask(shop(), 'i-web', 'i-db', 'tcp/22', { compare: 'tcp/3306' });
  expect(compare).toEqual({ flow: 'tcp/3306', verdict: 'reachable' });
  expect(paths[0]?.hops.map(({ hop, verdict, compared }) => [hop, verdict, compared?.verdict])).toEqual([
    ['security-group-in', 'fail', 'pass'],
  ]);
});

test('some client ports get an answer, and one of them can be asked about', () => {
  const region = shop({
    networkAcls: dbAcl(
      entry('accept', 'tcp', '10.0.1.0/24', 3306),
      entry('accept', 'tcp', '10.0.1.0/24', [32768, 60999], 'egress'),
    ),
  });
  expect(ask(region, 'i-web')).toMatchObject({
    verdict: 'reachable',
    clientPorts: 'partial',
    clientPortRanges: [[32768, 60999]],
  });
  expect(ask(region, 'i-web', 'i-db', 'tcp/3306', { clientPort: 40000 }).verdict).toBe('reachable');
  expect(ask(region, 'i-web', 'i-db', 'tcp/3306', { clientPort: 20000 }).verdict).toBe('blocked');
});

test('a datagram that arrives and is not answered says so', () => {
  const region = shop({ networkAcls: dbAcl(entry('accept', 'udp', '10.0.1.0/24', 514)) }, [
    accept('udp', 'sg-web', 514),
  ]);
  const { verdict, paths } = ask(region, 'i-web', 'i-db', 'udp/514');
  expect(verdict).toBe('blocked');
  expect(paths[0]?.hops.find(({ code }) => code === 'X_ONE_WAY_DELIVERY')?.message).toBe(
    'i-db is running. The packet arrives, and no answer gets back.',
  );
});

test.each<[string, Partial<AliRegion>, string]>([
  ['network ACLs', { networkAcls: unknown(deniedByRam('vpc:DescribeNetworkAcls')) }, 'vpc:DescribeNetworkAcls'],
  ['route tables', { routeTables: unknown(deniedByRam('vpc:DescribeRouteTableList')) }, 'vpc:DescribeRouteTableList'],
  ['machines', { instances: unknown(deniedByRam('ecs:DescribeInstances')) }, 'ecs:DescribeInstances'],
  ['groups', { securityGroups: unknown(deniedByRam('ecs:DescribeSecurityGroups')) }, 'ecs:DescribeSecurityGroups'],
])('is unknown where the %s were not read', (_, change, call) => {
  const { verdict, reasons } = ask(shop(change), 'eni-web');
  expect(verdict).toBe('unknown');
  expect(reasons?.map((reason) => reason.call)).toContain(call);
});

test('a destination that is in no list is unknown where a list was not read', () => {
  const region = shop({ interfaces: unknown(deniedByRam('ecs:DescribeNetworkInterfaces')) });
  const request = { from: 'internet', to: 'i-9', flow: flowOf('tcp/22') };
  expect(unfindable(aliReach(region), request)).toMatchObject({
    verdict: 'unknown',
    reasons: [{ code: 'X_SNAPSHOT_INCOMPLETE', call: 'ecs:DescribeNetworkInterfaces' }],
  });
  expect(unfindable(aliReach(shop()), request)).toBeUndefined();
});

describe('a balancer inside the VPC', () => {
  const inner = aLoadBalancer({ isInternet: false, addresses: known(['10.0.2.99']), vpcId: 'vpc-1' });
  const listener = aListener({ protocol: 'tcp', ports: [3306, 3306], id: 'lb-1/tcp/3306' });
  const region = shop({ loadBalancers: known([inner]), listeners: known([listener]), networkAcls: dbAcl() });

  test('is reached by a machine, past the ACL of its own vSwitch', () => {
    expect(ask(region, 'i-web', 'lb-1').verdict).toBe('reachable');
    expect(ask(region, 'i-web', '10.0.2.99').verdict).toBe('reachable');
  });

  test('which an ALB, with interfaces of its own, is not', () => {
    const alb = { ...inner, id: 'alb-1', kind: 'alb' as const };
    const own = { ...listener, balancerId: 'alb-1', kind: 'alb' as const };
    const { verdict, paths } = ask(
      { ...region, loadBalancers: known([alb]), listeners: known([own]) },
      'i-web',
      'alb-1',
    );
    expect(verdict).toBe('blocked');
    expect(paths[0]?.blockers.map(({ component }) => component)).toEqual(['nacl-db', 'nacl-db']);
  });

  test('is not reached from the Internet', () => {
    const { verdict, paths } = ask(region, 'internet', 'lb-1');
    expect(verdict).toBe('blocked');
    expect(paths[0]?.blockers.map(({ code, change }) => [code, change])).toEqual([
      ['X_LB_INTERNAL_SCHEME', 'Bind an elastic IP address to lb-1.'],
    ]);
  });
});

test('an elastic address in cut-through mode goes past the network ACL', () => {
  const secondary = { ...database, type: 'secondary' };
  const eip = anAliEip({ instanceType: 'networkinterface', instanceId: 'eni-db', mode: 'binded' });
  const closed = { networkAcls: dbAcl(), interfaces: known([web, secondary]) };
  const rules = [accept('tcp', '0.0.0.0/0', 3306)];
  expect(ask(shop({ ...closed, eips: known([eip]) }, rules), '9.9.9.9').verdict).toBe('reachable');
  expect(ask(shop({ ...closed, eips: known([{ ...eip, mode: 'nat' }]) }, rules), '9.9.9.9').verdict).toBe('blocked');
});

describe('over an IPv4 gateway', () => {
  const vpcs = known([anAliVpc({ ipv4GatewayId: 'ipv4gw-1' })]);
  const out = routeTo('0.0.0.0/0', { type: 'ipv4gateway', id: 'ipv4gw-1' });
  const open = [accept('tcp', '0.0.0.0/0', 3306)];
  const edge = (hop: AliNextHop): AliRouteTable => ({
    ...table(),
    id: 'vtb-edge',
    type: 'custom',
    vSwitchIds: [],
    associateType: 'gateway',
    gatewayIds: ['ipv4gw-1'],
    routes: known([routeTo('10.0.2.0/24', hop)]),
  });
  const behind = (...tables: readonly AliRouteTable[]) =>
    shop({ vpcs, eips: known([anAliEip({ instanceId: 'i-db' })]), routeTables: known(tables) }, open);

  test('the vSwitch needs a route back to it', () => {
    expect(ask(behind(table(out)), '9.9.9.9').verdict).toBe('reachable');
    const { verdict, paths } = ask(behind(table()), '9.9.9.9');
    expect(verdict).toBe('blocked');
    expect(paths[0]?.changes).toEqual(['Route 9.9.9.9/32 from vtb-1 to the IPv4 gateway.']);
  });

  test('what its own table leads to an appliance is unknown', () => {
    expect(ask(behind(table(out), edge({ type: 'local' })), '9.9.9.9').verdict).toBe('reachable');
    expect(ask(behind(table(out), edge({ type: 'networkinterface', id: 'eni-fw' })), '9.9.9.9')).toMatchObject({
      verdict: 'unknown',
      reasons: [{ code: 'X_MIDDLEBOX', component: 'vtb-edge' }],
    });
  });
});

test('a table that lists no system route has it all the same', () => {
  const out = routeTo('0.0.0.0/0', { type: 'natgateway', id: 'ngw-1' });
  const region = shop({ routeTables: known([{ ...table(), routes: known([out]) }]) });
  expect(ask(region, 'i-web').verdict).toBe('reachable');
});

describe('through a balancer', () => {
  const listener = aListener({
    protocol: 'tcp',
    ports: [3306, 3306],
    balancing: known([aBalancing({ servers: known([{ id: 'i-db', port: 3306, weight: 100 }]) })]),
  });
  const through = (...acl: readonly AliAclEntry[]) =>
    ask(
      shop({
        loadBalancers: known([aLoadBalancer()]),
        listeners: known([listener]),
        networkAcls: acl.length > 0 ? dbAcl(...acl) : known([]),
      }),
      '9.9.9.9',
    );
  const back = entry('accept', 'tcp', '0.0.0.0/0', [1024, 65535], 'egress');

  test('the network ACL of the server’s vSwitch filters what the balancer sends', () => {
    expect(through().verdict).toBe('reachable');
    expect(through(entry('accept', 'tcp', '0.0.0.0/0', 3306), back).verdict).toBe('reachable');
    expect(through(entry('accept', 'tcp', '0.0.0.0/0', 80), back).verdict).toBe('blocked');
    expect(through(entry('accept', 'tcp', '10.0.0.0/8', 3306), back)).toMatchObject({
      verdict: 'unknown',
      reasons: [{ code: 'X_MIDDLEBOX', component: 'nacl-db' }],
    });
  });
});
