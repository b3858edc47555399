import type { AliLoadBalancer, BalancerKind } from '#inventory/alicloud/balancing.ts';
import type { AliAclEntry, AliNetworkAcl } from '#inventory/alicloud/network-acl.ts';
import { type Known, known, unknown } from '#inventory/known.ts';
import { diagnoseAli } from '#network/alicloud-diagnose.ts';
import { aliReach } from '#network/alicloud-reach.ts';
import { readFlow } from '#network/flow.ts';
import type { Exposure } from '#network/reach/exposure.ts';
import {
  aBalancing,
  accept,
  aListener,
  aLoadBalancer,
  anAliAcl,
  anAliGroup,
  anAliInterface,
  anAliRegion,
  anAliVSwitch,
  deniedByRam,
  entry,
} from '../support/an-ali-region.ts';

// What the vendor's page says: ACLs filter NLB, which has interfaces in its vSwitches, and not CLB, which has none.

const HTTPS = entry('accept', 'tcp', '0.0.0.0/0', 443);
const REPLIES = entry('accept', 'tcp', '0.0.0.0/0', [1024, 65535], 'egress');
const acl = (entries: Known<readonly AliAclEntry[]>, change: Partial<AliNetworkAcl> = {}): AliNetworkAcl =>
  anAliAcl({ vSwitchIds: ['vsw-lb'], entries, ...change });

const AT_LB = [{ address: '47.110.5.6', vSwitchId: 'vsw-lb' }];

/** A balancer in a vSwitch of its own; the machine behind it stands in one without an ACL. */
const regionWith = (kind: BalancerKind, acls: readonly AliNetworkAcl[], change: Partial<AliLoadBalancer>) =>
  anAliRegion({
    eips: known([]),
    vSwitches: known([
      anAliVSwitch({ networkAclId: null }),
      anAliVSwitch({ id: 'vsw-lb', cidr: '10.0.2.0/24' }),
      anAliVSwitch({ id: 'vsw-lb2', cidr: '10.0.3.0/24' }),
    ]),
    networkAcls: known(acls),
    interfaces: known([anAliInterface({ vSwitchId: 'vsw-1' })]),
    securityGroups: known([anAliGroup({ rules: known([accept('tcp', '10.0.0.0/8', 8443)]) })]),
    loadBalancers: known([aLoadBalancer({ kind, vpcId: 'vpc-1', ...change })]),
    listeners: known([
      aListener({
        kind,
        protocol: kind === 'nlb' ? 'tcp' : 'https',
        ports: [443, 443],
        balancing: known([aBalancing({ servers: known([{ id: 'i-1', port: 8443, weight: 100 }]) })]),
      }),
    ]),
  });

const told = ({ resource, traffic }: Exposure): string =>
  `${resource.id} ${traffic.verdict} ${(traffic.ports ?? []).map(String).join(' ')} from ${traffic.sources.cidrs().length > 1 ? 'many' : String(traffic.sources.cidrs()[0])}`;

const nothing = known([]);
const part = known([entry('accept', 'tcp', '9.0.0.0/8', 443), REPLIES]);
const open = known([HTTPS, REPLIES]);
const unread = unknown<never>(deniedByRam('vpc:DescribeNetworkAclAttributes'));

test.each<
  [
    name: string,
    kind: BalancerKind,
    acls: readonly AliNetworkAcl[],
    change: Partial<AliLoadBalancer>,
    exposures: readonly string[],
    flow: string,
  ]
>([
  [
    'an ACL that admits clients and lets replies out',
    'nlb',
    [acl(open)],
    { nodes: AT_LB },
    ['i-1 reachable 8443,8443 from many', 'lb-1 reachable 443,443 from many'],
    'reachable',
  ],
  ['an empty ACL', 'nlb', [acl(nothing)], { nodes: AT_LB }, [], 'blocked SUBNET_ACL_RESTRICTION'],
  [
    'an empty ACL before an ALB, which may not be filtered',
    'alb',
    [acl(nothing)],
    { nodes: AT_LB },
    ['i-1 unknown 8443,8443 from many', 'lb-1 unknown 443,443 from many'],
    'unknown',
  ],
  [
    'an ACL before an ALB that admits it either way',
    'alb',
    [acl(open)],
    { nodes: AT_LB },
    ['i-1 reachable 8443,8443 from many', 'lb-1 reachable 443,443 from many'],
    'reachable',
  ],
  [
    'an empty ACL beside a CLB, which it does not filter',
    'clb',
    [acl(nothing)],
    {},
    ['i-1 reachable 8443,8443 from many', 'lb-1 reachable 443,443 from many'],
    'reachable',
  ],
  [
    'an ACL for some clients',
    'nlb',
    [acl(part)],
    { nodes: AT_LB },
    ['i-1 reachable 8443,8443 from 9.0.0.0/8', 'lb-1 reachable 443,443 from 9.0.0.0/8'],
    'reachable',
  ],
  [
    'an ACL that lets no reply out',
    'nlb',
    [acl(known([HTTPS]))],
    { nodes: AT_LB },
    [],
    'blocked SUBNET_ACL_RESTRICTION',
  ],
  [
    'an ACL that could not be read',
    'nlb',
    [acl(unread)],
    { nodes: AT_LB },
    ['i-1 unknown 8443,8443 from many', 'lb-1 unknown 443,443 from many'],
    'unknown',
  ],
  [
    'the vSwitch by the private address of the zone',
    'nlb',
    [acl(nothing), acl(open, { id: 'nacl-2', vSwitchIds: ['vsw-lb2'] })],
    { nodes: [{ address: '47.110.5.6', privateAddress: '10.0.3.9' }] },
    ['i-1 reachable 8443,8443 from many', 'lb-1 reachable 443,443 from many'],
    'reachable',
  ],
  [
    'a vSwitch that is not told, among several ACLs',
    'nlb',
    [acl(nothing), acl(open, { id: 'nacl-2', vSwitchIds: ['vsw-lb2'] })],
    {},
    ['i-1 unknown 8443,8443 from many', 'lb-1 unknown 443,443 from many'],
    'unknown',
  ],
  [
    'a vSwitch that is not told, and no ACL anywhere',
    'nlb',
    [],
    {},
    ['i-1 reachable 8443,8443 from many', 'lb-1 reachable 443,443 from many'],
    'reachable',
  ],
])('before a balancer: %s', (_name, kind, acls, change, exposures, flow) => {
  const reach = aliReach(regionWith(kind, acls, change));
  expect(reach.all().exposures.map(told).sort()).toEqual(exposures);
  for (const [to, port] of [
    ['lb-1', 'tcp/443'],
    ['i-1', 'tcp/8443'],
  ] as const) {
    const { verdict, paths } = diagnoseAli(reach, {
      from: '9.9.9.9',
      to,
      flow: readFlow(port) ?? { protocol: -1, selector: 0 },
    });
    const way = paths.find(({ via }) => to === 'lb-1' || via !== undefined);
    const codes = new Set(
      (way?.blockers ?? []).flatMap(({ code, verdict: at }) => (at === 'fail' ? (code ?? []) : [])),
    );
    expect([to, [verdict, ...codes].join(' ')]).toEqual([to, flow]);
  }
});

test('each zone of a balancer has the ACL of its own vSwitch', () => {
  const balancer = aLoadBalancer({
    kind: 'nlb',
    vpcId: 'vpc-1',
    addresses: known(['47.110.5.6', '47.110.5.7']),
    nodes: [...AT_LB, { address: '47.110.5.7', vSwitchId: 'vsw-lb2' }],
  });
  const reach = aliReach(
    regionWith('nlb', [acl(nothing), acl(open, { id: 'nacl-2', vSwitchIds: ['vsw-lb2'] })], balancer),
  );
  expect(reach.ofBalancer(balancer).exposures.map(({ address }) => address)).toEqual(['47.110.5.7']);
});
