import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { diagnose } from '../../../lambdas/network/explain/diagnose.ts';
import { exposureDocument } from '../../../lambdas/network/exposure-document.ts';
import type { RecordedCall } from '../../../lambdas/snapshot/recorded-call.ts';
import { ALB, aBalancedNetwork, aNode, type BalancerOptions, NLB } from '../../support/network-balancer.ts';
import {
  ALLOW_ALL_ENTRIES,
  aclEntry,
  aGroup,
  aNic,
  anAcl,
  anInstance,
  DENIED,
  type Json,
  type NetworkAnswers,
  permission,
  regionOf,
} from '../../support/network-estate.ts';

const anyone = '0.0.0.0/0';
const NETWORK: BalancerOptions = { type: 'network' };

const machine = (changes: Json = {}): Json =>
  aNic({
    SubnetId: 'subnet-2',
    Ipv6Addresses: [],
    PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }],
    ...changes,
  });

/** An ACL of its own for the subnet of the machine, or of the node. */
const aclOf = (subnet: 'subnet-1' | 'subnet-2', ...first: readonly Json[]): Partial<NetworkAnswers> => ({
  networkAcls: [
    anAcl(ALLOW_ALL_ENTRIES, { Associations: [] }),
    anAcl([...first, ...ALLOW_ALL_ENTRIES], {
      NetworkAclId: 'acl-2',
      IsDefault: false,
      Associations: [{ SubnetId: subnet }],
    }),
  ],
});

/** Each machine behind a balancer: its interface, port, sources beside the world, and client ports. */
const behind = (answers: NetworkAnswers): readonly string[] =>
  exposureDocument([new AwsReach(regionOf(answers))]).exposures.flatMap((exposure) =>
    exposure.via === null
      ? []
      : [
          [
            exposure.verdict,
            exposure.interface,
            `${exposure.via.listenerPort}→${exposure.via.targetPort}`,
            exposure.clientPorts,
            ...(exposure.clientPortRanges ? [JSON.stringify(exposure.clientPortRanges)] : []),
          ].join(' '),
        ],
  );

const THROUGH = ['reachable eni-1 443→8080 full'];

describe('what a network balancer shows the client to', () => {
  it.each<[string, Partial<NetworkAnswers>, string[]]>([
    ['is reached while it runs', {}, THROUGH],
    ['is not reached while it is stopped', { instances: [anInstance({ State: { Name: 'stopped' } })] }, []],
    ['is not reached while it is pending', { instances: [anInstance({ State: { Name: 'pending' } })] }, []],
    [
      'is not reached at a detached interface',
      { networkInterfaces: [machine({ Status: 'available' }), aNode(NLB)] },
      [],
    ],
    [
      'answers on the client ports that its own ACL lets out',
      aclOf('subnet-2', aclEntry(1, true, 'deny', '6', anyone, [32768, 65535])),
      ['reachable eni-1 443→8080 partial [[1,32767]]'],
    ],
    [
      'answers on the client ports that the node’s ACL lets back in',
      aclOf('subnet-1', aclEntry(1, false, 'deny', '6', '10.0.2.0/24', [1024, 65535])),
      ['reachable eni-1 443→8080 crafted [[1,1023]]'],
    ],
    [
      'gets no answer out where no client port passes both ACLs',
      {
        networkAcls: [
          anAcl([aclEntry(1, true, 'deny', '6', anyone, [1, 1023]), ...ALLOW_ALL_ENTRIES], { Associations: [] }),
          anAcl([aclEntry(1, true, 'deny', '6', anyone, [1024, 65535]), ...ALLOW_ALL_ENTRIES], {
            NetworkAclId: 'acl-2',
            IsDefault: false,
            Associations: [{ SubnetId: 'subnet-2' }],
          }),
        ],
      },
      [],
    ],
  ])('%s', (_name, changes, lines) => expect(behind(aBalancedNetwork(NETWORK, changes))).toEqual(lines));

  it('is unknown where the instances were not read', () => {
    const region = regionOf(aBalancedNetwork(NETWORK), ['instances']);
    const through = exposureDocument([new AwsReach(region)]).exposures.filter(({ via }) => via !== null);
    expect(through.map(({ verdict, reasons }) => [verdict, reasons?.map(({ call }) => call)])).toEqual([
      ['unknown', ['ec2:DescribeInstances']],
    ]);
  });

  it('is told every hop that refuses, each by itself', () => {
    const answers = aBalancedNetwork(NETWORK, {
      ...aclOf('subnet-2', aclEntry(1, false, 'deny', '6', anyone), aclEntry(2, true, 'deny', '6', anyone)),
      instances: [anInstance({ State: { Name: 'stopped' } })],
      securityGroups: [
        aGroup([permission('tcp', 22, 22, anyone)]),
        aGroup([permission('tcp', 443, 443, anyone)], { GroupId: 'sg-lb' }),
      ],
    });
    const { paths } = diagnose(new AwsReach(regionOf(answers)), {
      from: '8.8.8.8',
      to: 'i-1',
      flow: { protocol: 6, selector: 8080 },
    });
    const path = paths.find(({ via }) => via?.type === 'nlb');
    expect(path?.blockers.map(({ leg, component, code }) => [leg, component, code])).toEqual([
      ['forward', 'acl-2', 'SUBNET_ACL_RESTRICTION'],
      ['forward', 'sg-1', 'ENI_SG_RULES_MISMATCH'],
      ['forward', 'i-1', 'BAD_STATE'],
      ['return', 'acl-2', 'SUBNET_ACL_RESTRICTION'],
    ]);
  });
});

describe('an instance as a target', () => {
  const nics = (first: Json, second: Json): Partial<NetworkAnswers> => ({
    networkInterfaces: [
      machine({ ...first, PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10', Primary: true }] }),
      machine({
        NetworkInterfaceId: 'eni-0',
        ...second,
        PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.11', Primary: true }],
      }),
      aNode(ALB),
    ],
    instances: [
      anInstance({
        NetworkInterfaces: [
          { NetworkInterfaceId: 'eni-0', Attachment: { DeviceIndex: 1 } },
          { NetworkInterfaceId: 'eni-1', Attachment: { DeviceIndex: 0 } },
        ],
      }),
    ],
  });
  const at = (DeviceIndex: number): Json => ({ Attachment: { InstanceId: 'i-1', Status: 'attached', DeviceIndex } });

  it.each<[string, Partial<NetworkAnswers>, string[]]>([
    ['is its primary interface, whatever its id', nics(at(0), at(1)), THROUGH],
    [
      'is the interface that says it is the first device, where the instance lists none',
      { ...nics(at(0), at(1)), instances: [anInstance({ NetworkInterfaces: [] })] },
      THROUGH,
    ],
  ])('%s', (_name, changes, lines) => expect(behind(aBalancedNetwork({}, changes))).toEqual(lines));
});

describe('a classic balancer inside the subnet of its machine', () => {
  const classic: readonly RecordedCall[] = [
    {
      call: 'elb:DescribeLoadBalancers',
      request: {},
      response: {
        LoadBalancerDescriptions: [
          {
            LoadBalancerName: 'old',
            Scheme: 'internet-facing',
            VPCId: 'vpc-1',
            Subnets: ['subnet-1'],
            SecurityGroups: ['sg-lb'],
            Instances: [{ InstanceId: 'i-1' }],
            ListenerDescriptions: [{ Listener: { Protocol: 'HTTP', LoadBalancerPort: 443, InstancePort: 8080 } }],
          },
        ],
      },
    },
  ];
  it.each<[string, Json, string[]]>([
    ['is filtered on what it sends', aclEntry(1, true, 'deny', '6', '10.0.0.0/16', [8080, 8080]), []],
    ['is not filtered on what comes back', aclEntry(1, false, 'deny', '6', '10.0.0.0/16'), THROUGH],
  ])('%s (ELB_ACL_RESTRICTION)', (_name, entry, lines) => {
    const answers = aBalancedNetwork(
      {},
      {
        networkInterfaces: [machine({ SubnetId: 'subnet-1' }), aNode(ALB, { Description: 'ELB old' })],
        networkAcls: [anAcl([entry, ...ALLOW_ALL_ENTRIES])],
        more: classic,
      },
    );
    expect(behind(answers)).toEqual(lines);
  });
});

describe('a balancer whose listeners were not read', () => {
  const answers = aBalancedNetwork();
  const region = regionOf({
    ...answers,
    more: answers.more.map((each) =>
      each.call === 'elbv2:DescribeListeners' ? { call: each.call, request: each.request ?? {}, error: DENIED } : each,
    ),
  });
  const document = exposureDocument([new AwsReach(region)]);

  it('may pass anything on to the targets of its groups, so that nobody calls them blocked', () => {
    const through = document.exposures.filter(({ via }) => via !== null);
    expect(through.map(({ verdict, ports, reasons }) => [verdict, ports, reasons?.map(({ call }) => call)])).toEqual([
      ['unknown', [[8080, 8080]], ['elbv2:DescribeListeners']],
      ['unknown', [[8080, 8080]], ['elbv2:DescribeListeners']],
    ]);
    expect(through.map(({ via }) => via?.listenerPort)).toEqual([22, 443]);
    expect(document.blocked).toEqual([]);
  });

  it('leaves a flow to such a target unknown', () => {
    const request = { from: 'internet', to: 'i-1', flow: { protocol: 6, selector: 8080 } };
    expect(diagnose(new AwsReach(region), request).verdict).toBe('unknown');
  });
});

describe('balancers that could not be listed', () => {
  const denied = (instances: readonly Json[]) => {
    const answers = aBalancedNetwork({}, { instances });
    const more = [{ call: 'elbv2:DescribeLoadBalancers', request: {}, error: DENIED }];
    return exposureDocument([new AwsReach(regionOf({ ...answers, more }))]).blocked.map(({ interface: id }) => id);
  };

  it('leave no machine of their VPC certainly blocked', () => expect(denied([anInstance()])).toEqual([]));
  it('leave a stopped one blocked', () =>
    expect(denied([anInstance({ State: { Name: 'stopped' } })])).toEqual(['eni-1']));
});
