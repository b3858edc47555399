import { readText } from '#platform/store.ts';
import type { Message } from '#platform/topic.ts';
import type { Report } from '#reports/report.ts';
import { readLatest } from '#scan/latest.ts';
import { lookUp } from '#scan/look-up.ts';
import { takeEvent } from '#scan/notice.ts';
import { scanAccount } from '#scan/scan-account.ts';
import { memoryStore } from '#stores/memory.ts';
import { type Sandbox, startSandbox } from '../../sandbox/server.ts';
import { ACCOUNT, aDeployment, REGION } from '../support/deployed-run.ts';
import { abuseEvent, withDetail } from '../support/notice-events.ts';

const answer = (call: string, response: object) => ({ call, request: {}, at: '2026-11-20T00:00:00Z', response });
const everything = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

/** An account with one web server that the world reaches on port 22. */
const startExposed = (): Promise<Sandbox> =>
  startSandbox({
    snapshot: [
      {
        provider: 'aws',
        account: ACCOUNT,
        region: 'global',
        calls: [
          answer('sts:GetCallerIdentity', { Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/x`, UserId: 'x' }),
          answer('ec2:DescribeRegions', { Regions: [{ RegionName: REGION, OptInStatus: 'opt-in-not-required' }] }),
        ],
      },
      {
        provider: 'aws',
        account: ACCOUNT,
        region: REGION,
        calls: [
          answer('ec2:DescribeVpcs', { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: ACCOUNT }] }),
          answer('ec2:DescribeSubnets', {
            Subnets: [
              { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24', AvailabilityZone: `${REGION}a` },
            ],
          }),
          answer('ec2:DescribeInternetGateways', {
            InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
          }),
          answer('ec2:DescribeRouteTables', {
            RouteTables: [
              {
                RouteTableId: 'rtb-1',
                VpcId: 'vpc-1',
                Associations: [
                  { Main: true, RouteTableAssociationId: 'rtbassoc-1', AssociationState: { State: 'associated' } },
                ],
                Routes: [
                  { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
                  { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' },
                ],
              },
            ],
          }),
          answer('ec2:DescribeNetworkAcls', {
            NetworkAcls: [
              {
                NetworkAclId: 'acl-1',
                VpcId: 'vpc-1',
                IsDefault: true,
                Associations: [{ SubnetId: 'subnet-1' }],
                Entries: [true, false].map((Egress) => ({
                  RuleNumber: 100,
                  Protocol: '-1',
                  RuleAction: 'allow',
                  Egress,
                  CidrBlock: '0.0.0.0/0',
                })),
              },
            ],
          }),
          answer('ec2:DescribeSecurityGroups', {
            SecurityGroups: [
              {
                GroupId: 'sg-1',
                GroupName: 'web',
                VpcId: 'vpc-1',
                OwnerId: ACCOUNT,
                IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
                IpPermissionsEgress: [everything],
              },
            ],
          }),
          answer('ec2:DescribeNetworkInterfaces', {
            NetworkInterfaces: [
              {
                NetworkInterfaceId: 'eni-1',
                Status: 'in-use',
                InterfaceType: 'interface',
                VpcId: 'vpc-1',
                SubnetId: 'subnet-1',
                Groups: [{ GroupId: 'sg-1' }],
                Attachment: { InstanceId: 'i-1', Status: 'attached' },
                PrivateIpAddresses: [
                  { PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '52.0.0.10' } },
                ],
              },
            ],
          }),
          answer('ec2:DescribeInstances', {
            Reservations: [
              { Instances: [{ InstanceId: 'i-1', State: { Name: 'running' }, VpcId: 'vpc-1', SubnetId: 'subnet-1' }] },
            ],
          }),
          answer('ec2:DescribeVpcBlockPublicAccessOptions', {
            VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: 'off' },
          }),
          answer('ec2:DescribeVpcBlockPublicAccessExclusions', { VpcBlockPublicAccessExclusions: [] }),
          answer('ec2:DescribeManagedPrefixLists', { PrefixLists: [] }),
          answer('elb:DescribeLoadBalancers', { LoadBalancerDescriptions: [] }),
          answer('elbv2:DescribeLoadBalancers', { LoadBalancers: [] }),
          answer('elbv2:DescribeTargetGroups', { TargetGroups: [] }),
        ],
      },
    ],
  });

test('from the event to the mail to the next report: the machine, how the Internet reaches it, and one finding', async () => {
  const account = await startExposed();
  try {
    const store = memoryStore();
    const alerts: Message[] = [];
    const { deps, mails } = aDeployment(account, { store });
    const scan = async (runId: string): Promise<Report> => {
      await scanAccount({ runId, startedAt: '2026-11-20T02:30:00.000Z', request: {} }, deps);
      const { folder = '' } = (await readLatest(store)) ?? {};
      return JSON.parse((await readText(store, `${folder}/report.json`)) ?? '') as Report;
    };
    const before = await scan('run-1');
    expect(before.notices).toEqual([]);

    const take = (event: object, claimant: string) =>
      takeEvent(event, {
        store,
        alertTopic: { publish: async (message) => void alerts.push(message) },
        clock: deps.clock,
        policy: deps.config.policy.notices,
        language: 'en',
        claimant,
        lookUp: (notice) => lookUp(notice, { store, policy: deps.config.policy, clock: deps.clock, language: 'en' }),
        onLookUpFailed: (_, error) => {
          throw error;
        },
      });
    await take(abuseEvent, 'a');
    await take(abuseEvent, 'b');
    await take(withDetail(abuseEvent, { backupEvent: 'true' }, { region: 'us-west-2' }), 'c');
    expect(await store.list('notices/')).toHaveLength(1);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]?.body).toMatch(
      /The Internet reaches it:\n {4}(perhaps )?tcp 22 @ 52\.0\.0\.10 \(eni-1\) from everywhere/,
    );

    const after = await scan('run-2');
    expect(after.notices).toMatchObject([
      {
        status: 'open',
        code: 'AWS_ABUSE_DOS_REPORT',
        resources: [{ id: 'i-1' }],
        exposures: [{ publicAddress: '52.0.0.10', protocol: 'tcp', ports: [[22, 22]] }],
      },
    ]);
    const judged = after.findings.filter(({ checkId }) => checkId === 'aws-health-abuse-notices-answered');
    expect(judged).toMatchObject([{ status: 'new', evidence: { resources: ['i-1'], toldBy: ['event'] } }]);
    expect(mails.at(-1)?.body).toContain('OPEN NOTICES OF THE CLOUDS (1)');

    await take(
      withDetail(abuseEvent, {
        statusCode: 'closed',
        communicationId: 'zz-1',
        lastUpdatedTime: 'Thu, 19 Nov 2026 09:00:00 GMT',
      }),
      'd',
    );
    const closed = await scan('run-3');
    expect(closed.notices.map(({ status }) => status)).toEqual(['closed']);
    expect(alerts.map(({ subject }) => subject)).toHaveLength(2);
  } finally {
    await account.close();
  }
});
