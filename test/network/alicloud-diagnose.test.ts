import type { AliNetworkAcl } from '#inventory/alicloud/network-acl.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { known, unknown } from '#inventory/known.ts';
import { diagnoseAli } from '#network/alicloud-diagnose.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import { readFlow } from '#network/flow.ts';
import {
  aBalancing,
  accept,
  aListener,
  aLoadBalancer,
  anAliAcl,
  anAliGroup,
  anAliInstance,
  anAliRegion,
  deniedByRam,
  drop,
  entry,
} from '../support/an-ali-region.ts';

const ask = (region: AliRegion, to: string, port: string, from = '9.9.9.9') =>
  diagnoseAli(aliReach(region), { from, to, flow: readFlow(port) ?? { protocol: -1, selector: 0 } });

const withRules = (...rules: readonly ReturnType<typeof accept>[]): AliRegion =>
  anAliRegion({ securityGroups: known([anAliGroup({ rules: known(rules) })]) });

test.each<[string, AliRegion, string, string, readonly string[]]>([
  ['is let in', withRules(accept('tcp', '0.0.0.0/0', 22)), 'i-1', 'reachable', []],
  [
    'is dropped by priority',
    withRules(accept('tcp', '0.0.0.0/0', 22, 5), drop('tcp', '9.0.0.0/8', 22, 1)),
    'i-1',
    'blocked',
    ['ENI_SG_RULES_MISMATCH: Drop tcp 22 from 9.0.0.0/8, priority 1 refuses it.'],
  ],
  [
    'finds no rule',
    withRules(accept('tcp', '0.0.0.0/0', 80)),
    'eni-1',
    'blocked',
    ['ENI_SG_RULES_MISMATCH: No rule of sg-1 lets it in.'],
  ],
  [
    'fails at every hop that refuses it, not only at the first',
    {
      ...withRules(accept('tcp', '0.0.0.0/0', 80)),
      instances: known([anAliInstance({ status: 'stopped' })]),
      networkAcls: known([anAliAcl({ entries: known([entry('drop', 'tcp', '0.0.0.0/0', 22)]) })]),
    },
    '47.1.2.3',
    'blocked',
    [
      'SUBNET_ACL_RESTRICTION: Entry 1 drops tcp 22 from 0.0.0.0/0.',
      'ENI_SG_RULES_MISMATCH: No rule of sg-1 lets it in.',
      'BAD_STATE: i-1 is stopped.',
      'SUBNET_ACL_RESTRICTION: No entry of nacl-1 lets the reply out.',
    ],
  ],
  [
    'has nowhere to go',
    { ...withRules(accept('tcp', '0.0.0.0/0', 22)), eips: known([]) },
    'i-1',
    'blocked',
    ['X_ALI_NO_PUBLIC_ADDRESS: 10.0.1.10 has no public address, no elastic IP address and no DNAT entry.'],
  ],
  [
    'cannot be told, where the rules were not read',
    anAliRegion({
      securityGroups: known([anAliGroup({ rules: unknown(deniedByRam('ecs:DescribeSecurityGroupAttribute')) })]),
    }),
    'i-1',
    'unknown',
    [],
  ],
  [
    'is let in by a listener',
    anAliRegion({
      loadBalancers: known([aLoadBalancer()]),
      listeners: known([aListener({ ports: [22, 22], protocol: 'tcp' })]),
    }),
    'lb-1',
    'reachable',
    [],
  ],
  [
    'is kept out by an access list',
    anAliRegion({
      loadBalancers: known([aLoadBalancer()]),
      listeners: known([
        aListener({
          ports: [22, 22],
          protocol: 'tcp',
          access: known({ isOn: true, type: 'white', aclIds: ['acl-1'] }),
        }),
      ]),
      accessLists: known([{ id: 'acl-1', entries: known(['198.51.100.0/24']) }]),
    }),
    '47.110.5.6',
    'blocked',
    ['ELB_ACL_RESTRICTION: The access list does not admit it.'],
  ],
  [
    'is led on by a balancer to a machine without a public address',
    anAliRegion({
      eips: known([]),
      loadBalancers: known([aLoadBalancer()]),
      listeners: known([
        aListener({
          protocol: 'tcp',
          ports: [2222, 2222],
          balancing: known([aBalancing({ servers: known([{ id: 'i-1', port: 22, weight: 100 }]) })]),
        }),
      ]),
    }),
    'i-1',
    'reachable',
    [],
  ],
  [
    'finds no listener',
    anAliRegion({ loadBalancers: known([aLoadBalancer()]), listeners: known([aListener()]) }),
    'lb-1',
    'blocked',
    ['ELBV2_LISTENERS_MISMATCH: No listener serves tcp/22.'],
  ],
])('tcp/22 from a stranger %s', (_, region, to, verdict, blockers) => {
  const diagnosis = ask(region, to, 'tcp/22');
  expect(diagnosis.verdict).toBe(verdict);
  expect(diagnosis.paths[0]?.blockers.map(({ code, message }) => `${code}: ${message}`)).toEqual(blockers);
});

test('a source range is parted by what becomes of it', () => {
  const region = withRules(drop('tcp', '203.0.113.0/25', 22), accept('tcp', '203.0.113.0/24', 22, 2));
  const { parts } = ask(region, 'i-1', 'tcp/22', '203.0.113.0/24');
  expect(parts.map(({ sources, verdict }) => [sources, verdict])).toEqual([
    [['203.0.113.128/25'], 'reachable'],
    [['203.0.113.0/25'], 'blocked'],
  ]);
});

test('an unread fact names its call', () => {
  const region = {
    ...withRules(accept('tcp', '0.0.0.0/0', 22)),
    networkAcls: unknown<readonly AliNetworkAcl[]>(deniedByRam('vpc:DescribeNetworkAcls')),
  };
  expect(ask(region, 'i-1', 'tcp/22').reasons).toMatchObject([
    { code: 'X_SNAPSHOT_INCOMPLETE', call: 'vpc:DescribeNetworkAcls' },
  ]);
});

test.each([
  ['a destination that is not there', 'i-9', '9.9.9.9', "'i-9' is nothing in the snapshot"],
  ['a source that is none', 'i-1', 'somewhere', "'somewhere' is no source"],
])('%s is a mistake of whoever asks', (_, to, from, message) => {
  expect(() => ask(withRules(accept('tcp', '0.0.0.0/0', 22)), to, 'tcp/22', from)).toThrow(message);
});

test('what the exposure calls reachable, the diagnosis does too', () => {
  const region = withRules(drop('tcp', '0.0.0.0/0', 22), accept('all', '0.0.0.0/0', undefined, 2));
  const ports = aliReach(region)
    .ofInterface('eni-1')
    .exposures.flatMap(({ traffic }) => (traffic.name === 'tcp' ? (traffic.ports ?? []) : []));
  for (const port of [21, 22, 23, 65535]) {
    const exposed = ports.some(([first, last]) => first <= port && port <= last);
    expect(ask(region, 'i-1', `tcp/${port}`).verdict).toBe(exposed ? 'reachable' : 'blocked');
  }
});
