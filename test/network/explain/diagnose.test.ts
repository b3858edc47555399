import fc from 'fast-check';
import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { type DiagnoseRequest, diagnose } from '../../../lambdas/network/explain/diagnose.ts';
import { type Flow, readFlow } from '../../../lambdas/network/flow.ts';
import {
  ALLOW_ALL_ENTRIES,
  aclEntry,
  aGroup,
  aNetwork,
  aNic,
  anAcl,
  anInstance,
  aSubnet,
  aTable,
  type ListName,
  LOCAL,
  type NetworkAnswers,
  permission,
  regionOf,
  route,
} from '../../support/network-estate.ts';
import { FULL_WIDTH, networks } from '../../support/network-random.ts';
import { repaired } from '../../support/network-repair.ts';
import { strangerReaches } from '../oracle/internet.ts';

const flow = (written: string): Flow => readFlow(written) as Flow;
const ask = (
  answers: NetworkAnswers,
  request: Partial<DiagnoseRequest> & { port?: string } = {},
  denied: readonly ListName[] = [],
) => {
  const { port = 'tcp/22', ...rest } = request;
  return diagnose(new AwsReach(regionOf(answers, denied)), { from: '9.9.9.9', to: 'i-1', flow: flow(port), ...rest });
};
const codesOf = (blockers: readonly { readonly code?: string }[]): readonly (string | undefined)[] =>
  blockers.map(({ code }) => code);

const ipv4Only = { Ipv6Addresses: [] };

describe('one flow from one address', () => {
  it('gets through with every hop shown', () => {
    const { verdict, clientPorts, paths } = ask(aNetwork({ networkInterfaces: [aNic(ipv4Only)] }));
    expect([verdict, clientPorts]).toEqual(['reachable', 'full']);
    expect(paths[0]?.hops.map(({ hop, leg, verdict: each }) => `${leg} ${hop} ${each}`)).toEqual([
      'forward block-public-access pass',
      'forward internet-gateway pass',
      'forward address-mapping pass',
      'forward network-acl-in pass',
      'forward security-group-in pass',
      'forward interface pass',
      'forward instance pass',
      'return network-acl-out pass',
      'return route-table pass',
    ]);
  });

  it('names all that is wrong, each with its own smallest change', () => {
    const answers = aNetwork({
      networkAcls: [anAcl([aclEntry(90, false, 'deny', '6', '0.0.0.0/0', [8080, 8080]), ...ALLOW_ALL_ENTRIES])],
      securityGroups: [aGroup([permission('tcp', 0, 65535, '0.0.0.0/0')])],
      networkInterfaces: [
        aNic({ ...ipv4Only, PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true }] }),
      ],
      instances: [anInstance({ State: { Name: 'stopped' } })],
      internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [] }],
    });
    const { verdict, paths } = ask(answers, { port: 'tcp/8080' });
    expect(verdict).toBe('blocked');
    expect(codesOf(paths[0]?.blockers ?? [])).toEqual([
      'X_IGW_NOT_ATTACHED',
      'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
      'SUBNET_ACL_RESTRICTION',
      'BAD_STATE',
    ]);
    expect(paths[0]?.changes).toEqual([
      'Attach an Internet gateway to vpc-1.',
      'Associate an Elastic IP address with 10.0.1.10 of eni-1.',
      'Add to acl-1 an inbound allow entry with a number below 90: tcp 8080 from 9.9.9.9/32.',
      'Start i-1.',
    ]);
  });

  it('shows the rules that almost let it in', () => {
    const rules = [
      permission('tcp', 22, 22, '0.0.0.0/0'),
      permission('tcp', 8080, 8080, '45.33.0.0/16'),
      permission('udp', 8080, 8080, '0.0.0.0/0'),
    ];
    const { paths } = ask(aNetwork({ securityGroups: [aGroup(rules)], networkInterfaces: [aNic(ipv4Only)] }), {
      port: 'tcp/8080',
    });
    expect(paths[0]?.nearMisses).toEqual([
      { component: 'sg-1', rule: 'tcp 22 from 0.0.0.0/0', change: 'widen the ports' },
      { component: 'sg-1', rule: 'tcp 8080 from 45.33.0.0/16', change: 'widen the source' },
      { component: 'sg-1', rule: 'udp 8080 from 0.0.0.0/0', change: 'change the protocol' },
    ]);
  });

  it('says of UDP that it arrives although no answer gets back', () => {
    const answers = aNetwork({
      securityGroups: [aGroup([permission('udp', 53, 53, '0.0.0.0/0')])],
      networkAcls: [anAcl([aclEntry(1, false, 'allow', '-1', '0.0.0.0/0')])],
      networkInterfaces: [aNic(ipv4Only)],
    });
    const { verdict, paths } = ask(answers, { port: 'udp/53' });
    expect([verdict, paths[0]?.hops.find(({ code }) => code === 'X_ONE_WAY_DELIVERY')?.hop]).toEqual([
      'blocked',
      'instance',
    ]);
  });

  it('tells the hops at which two flows part', () => {
    const { paths, compare } = ask(aNetwork({ networkInterfaces: [aNic(ipv4Only)] }), {
      port: 'tcp/8080',
      compare: flow('tcp/22'),
    });
    expect(compare).toEqual({ flow: 'tcp/22', verdict: 'reachable' });
    expect(paths[0]?.hops.map(({ hop, verdict, compared }) => [hop, verdict, compared?.verdict])).toEqual([
      ['security-group-in', 'fail', 'pass'],
    ]);
  });

  it.each<[string, readonly (readonly [number, number])[], number | undefined, string, string | undefined]>([
    ['only some client ports get an answer', [[32768, 60999]], undefined, 'reachable', 'partial'],
    ['only a port that no client uses by itself gets one', [[443, 443]], undefined, 'reachable', 'crafted'],
    ['the client port asked about gets one', [[32768, 60999]], 40000, 'reachable', 'full'],
    ['the client port asked about gets none', [[32768, 60999]], 1025, 'blocked', undefined],
    ['no client port gets one', [], undefined, 'blocked', undefined],
  ])('%s', (_name, ranges, clientPort, verdict, clientPorts) => {
    const entries = [
      aclEntry(100, false, 'allow', '-1', '0.0.0.0/0'),
      ...ranges.map((range, index) => aclEntry(100 + index, true, 'allow', '6', '0.0.0.0/0', range)),
    ];
    const answer = ask(
      aNetwork({ networkAcls: [anAcl(entries)], networkInterfaces: [aNic(ipv4Only)] }),
      clientPort === undefined ? {} : { clientPort },
    );
    expect([answer.verdict, answer.clientPorts]).toEqual([verdict, clientPorts]);
  });

  it.each<[string, Partial<NetworkAnswers>, ListName[], string[]]>([
    ['ACLs', {}, ['networkAcls'], ['ec2:DescribeNetworkAcls']],
    ['routes', {}, ['routeTables'], ['ec2:DescribeRouteTables']],
    ['groups', {}, ['securityGroups'], ['ec2:DescribeSecurityGroups']],
    ['gateways', {}, ['internetGateways'], ['ec2:DescribeInternetGateways']],
    ['instances', {}, ['instances'], ['ec2:DescribeInstances']],
  ])('is unknown where %s were denied', (_name, changes, denied, calls) => {
    const { verdict, reasons } = ask(aNetwork({ networkInterfaces: [aNic(ipv4Only)], ...changes }), {}, denied);
    expect(verdict).toBe('unknown');
    expect([...new Set(reasons?.map(({ call }) => call))]).toEqual(calls);
  });

  it('is blocked whatever was denied, where another hop refuses', () => {
    expect(ask(aNetwork(), { port: 'tcp/8080' }, ['networkAcls']).verdict).toBe('blocked');
  });

  it.each([
    ['x', 'i-1', "'x' is no source"],
    ['internet', 'i-404', "'i-404' is nothing in the snapshot"],
  ])('refuses %s → %s', (from, to, message) => {
    expect(() => ask(aNetwork(), { from, to })).toThrow(message);
  });

  it('knows nothing of a destination that may stand in what was not read', () => {
    const { verdict, reasons } = ask(aNetwork(), { to: 'i-404' }, ['networkInterfaces']);
    expect([verdict, reasons?.[0]?.call]).toEqual(['unknown', 'ec2:DescribeNetworkInterfaces']);
  });
});

describe('a range of sources', () => {
  it('is cut by what becomes of it', () => {
    const answers = aNetwork({
      securityGroups: [aGroup([permission('tcp', 22, 22, '8.8.8.0/24')])],
      networkInterfaces: [aNic(ipv4Only)],
    });
    expect(ask(answers, { from: '8.8.8.0/23' }).parts).toEqual([
      { sources: ['8.8.8.0/24'], verdict: 'reachable', blockers: [], clientPorts: 'full' },
      {
        sources: ['8.8.9.0/24'],
        verdict: 'blocked',
        blockers: [expect.objectContaining({ code: 'ENI_SG_RULES_MISMATCH' })],
      },
    ]);
  });

  it('leaves nothing out', () => {
    const { parts } = ask(aNetwork(), { from: '0.0.0.0/0' });
    const codes = parts.map(({ verdict, blockers }) => [verdict, ...codesOf(blockers)].join(' '));
    expect(codes).toContain('blocked IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS');
    expect(codes).toContain('blocked IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS');
    expect(codes[0]).toBe('reachable');
  });
});

describe('inside the estate', () => {
  const second = aNic({
    NetworkInterfaceId: 'eni-2',
    SubnetId: 'subnet-2',
    Attachment: { InstanceId: 'i-2', Status: 'attached' },
    Groups: [{ GroupId: 'sg-2' }],
    PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.20', Primary: true }],
    ...ipv4Only,
  });
  const inside = (changes: Partial<NetworkAnswers> = {}): NetworkAnswers =>
    aNetwork({
      subnets: [
        aSubnet(),
        aSubnet({ SubnetId: 'subnet-2', CidrBlock: '10.0.2.0/24', Ipv6CidrBlockAssociationSet: [] }),
      ],
      networkInterfaces: [aNic(ipv4Only), second],
      instances: [
        anInstance(),
        anInstance({ InstanceId: 'i-2', SubnetId: 'subnet-2', NetworkInterfaces: [{ NetworkInterfaceId: 'eni-2' }] }),
      ],
      securityGroups: [aGroup([]), aGroup([permission('tcp', 5432, 5432, 'sg-1')], { GroupId: 'sg-2' })],
      ...changes,
    });
  const db = (changes?: Partial<NetworkAnswers>) => ask(inside(changes), { from: 'i-1', to: 'i-2', port: 'tcp/5432' });

  it('lets members of a named group in, past both subnets’ ACLs', () => {
    const { verdict, paths } = db();
    expect(verdict).toBe('reachable');
    expect(paths[0]?.hops.map(({ leg, hop }) => `${leg} ${hop}`)).toEqual([
      'forward interface',
      'forward instance',
      'forward security-group-out',
      'forward network-acl-out',
      'forward route-table',
      'forward network-acl-in',
      'forward security-group-in',
      'forward interface',
      'forward instance',
      'return network-acl-out',
      'return route-table',
      'return network-acl-in',
    ]);
  });

  it.each<[string, Partial<NetworkAnswers>, string[]]>([
    [
      'the group lets nothing out',
      {
        securityGroups: [
          aGroup([], { IpPermissionsEgress: [] }),
          aGroup([permission('tcp', 5432, 5432, 'sg-1')], { GroupId: 'sg-2' }),
        ],
      },
      ['SG_HAS_NO_RULES'],
    ],
    [
      'the rule names another group',
      { securityGroups: [aGroup([]), aGroup([permission('tcp', 5432, 5432, 'sg-9')], { GroupId: 'sg-2' })] },
      ['ENI_SG_RULES_MISMATCH'],
    ],
    [
      'both ACLs let replies through, but to no client port in common',
      {
        networkAcls: [
          anAcl([
            aclEntry(1, false, 'allow', '6', '0.0.0.0/0', [1024, 30000]),
            aclEntry(1, true, 'allow', '-1', '0.0.0.0/0'),
          ]),
          anAcl(
            [
              aclEntry(1, false, 'allow', '-1', '0.0.0.0/0'),
              aclEntry(1, true, 'allow', '6', '0.0.0.0/0', [40000, 65535]),
            ],
            {
              NetworkAclId: 'acl-2',
              IsDefault: false,
              Associations: [{ SubnetId: 'subnet-2' }],
            },
          ),
        ],
      },
      ['SUBNET_ACL_RESTRICTION'],
    ],
  ])('is blocked where %s', (_name, changes, codes) => {
    const { verdict, paths } = db(changes);
    expect([verdict, codesOf(paths[0]?.blockers ?? [])]).toEqual(['blocked', codes]);
  });

  it('is not filtered by ACLs inside one subnet', () => {
    const neighbour = { ...second, SubnetId: 'subnet-1' };
    const { verdict, paths } = db({ networkInterfaces: [aNic(ipv4Only), neighbour], networkAcls: [anAcl([])] });
    expect(verdict).toBe('reachable');
    expect(paths[0]?.hops.some(({ hop }) => hop.startsWith('network-acl'))).toBe(false);
  });

  const peered = (status: string, withReturn = true): Partial<NetworkAnswers> => ({
    vpcs: [
      { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' },
      { VpcId: 'vpc-2', CidrBlock: '10.9.0.0/16', OwnerId: '111122223333' },
    ],
    subnets: [
      aSubnet(),
      aSubnet({ SubnetId: 'subnet-2', VpcId: 'vpc-2', CidrBlock: '10.9.2.0/24', Ipv6CidrBlockAssociationSet: [] }),
    ],
    networkAcls: [anAcl(), anAcl(undefined, { NetworkAclId: 'acl-2', VpcId: 'vpc-2', Associations: [] })],
    networkInterfaces: [
      aNic(ipv4Only),
      { ...second, VpcId: 'vpc-2', PrivateIpAddresses: [{ PrivateIpAddress: '10.9.2.20', Primary: true }] },
    ],
    routeTables: [
      aTable([{ DestinationCidrBlock: '10.0.0.0/16', ...LOCAL }, route('10.9.0.0/16', 'pcx-1')]),
      aTable(
        [{ DestinationCidrBlock: '10.9.0.0/16', ...LOCAL }, ...(withReturn ? [route('10.0.0.0/16', 'pcx-1')] : [])],
        {
          RouteTableId: 'rtb-2',
          VpcId: 'vpc-2',
        },
      ),
    ],
    vpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        Status: { Code: status },
        RequesterVpcInfo: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' },
        AccepterVpcInfo: { VpcId: 'vpc-2', CidrBlock: '10.9.0.0/16' },
      },
    ],
  });

  it.each<[string, Partial<NetworkAnswers>, string, string[]]>([
    ['over an active peering', peered('active'), 'reachable', []],
    ['over a peering that is gone', peered('deleted'), 'blocked', ['BAD_STATE', 'BAD_STATE']],
    ['without a route back', peered('active', false), 'blocked', ['NO_ROUTE_TO_DESTINATION']],
  ])('%s', (_name, changes, verdict, codes) => {
    const answer = db(changes);
    expect([answer.verdict, codesOf(answer.paths[0]?.blockers ?? [])]).toEqual([verdict, codes]);
  });
});

describe('diagnosis and reach are one answer', () => {
  it('for every packet, and mending each blocker alone takes it away, mending all lets the packet through', () => {
    const packets = [
      ['8.8.8.8', 'tcp', 22],
      ['9.9.9.9', 'udp', 443],
      ['2001:db8::8', 'tcp', 80],
      ['3000::', 'tcp', 3389],
    ] as const;
    let mended = 0;
    fc.assert(
      fc.property(networks(FULL_WIDTH), fc.constantFrom(...packets), (answers, [source, protocol, port]) => {
        const address = source.includes(':') ? '2600:1f18:1::10' : '10.0.1.10';
        const number = protocol === 'tcp' ? 6 : 17;
        const walked = (from: NetworkAnswers) =>
          diagnose(new AwsReach(regionOf(from)), {
            from: source,
            to: address,
            flow: { protocol: number, selector: port },
            clientPort: 40000,
          });
        const packet = { protocol: number, source, address, port, clientPort: 40000 };
        let current = answers;
        let diagnosis = walked(answers);
        expect(diagnosis.verdict === 'reachable').toBe(strangerReaches(regionOf(answers), 'eni-1', packet));
        for (let round = 0; round < 12 && diagnosis.verdict !== 'reachable'; round++) {
          const blockers = diagnosis.paths[0]?.blockers ?? [];
          expect(blockers.length).toBeGreaterThan(0);
          const name = (each: (typeof blockers)[number]): string => `${each.leg} ${each.hop} ${each.code}`;
          for (const blocker of blockers) {
            const after =
              walked(repaired(current, blocker, { source, protocol: String(number), port })).paths[0]?.blockers ?? [];
            expect(after.map(name)).not.toContain(name(blocker));
            mended++;
          }
          for (const blocker of blockers)
            current = repaired(current, blocker, { source, protocol: String(number), port });
          diagnosis = walked(current);
        }
        expect(diagnosis.verdict).toBe('reachable');
        expect(strangerReaches(regionOf(current), 'eni-1', packet)).toBe(true);
      }),
      { numRuns: 200, seed: 31 },
    );
    expect(mended).toBeGreaterThan(200);
  });
});
