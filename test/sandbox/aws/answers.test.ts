import { CloudFrontClient, ListVpcOriginsCommand } from '@aws-sdk/client-cloudfront';
import {
  DescribeAddressesCommand,
  DescribeRouteTablesCommand,
  DescribeVpcsCommand,
  EC2Client,
  GetManagedPrefixListEntriesCommand,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  GetDetectorCommand,
  GetFindingsCommand,
  GuardDutyClient,
  ListFindingsCommand,
} from '@aws-sdk/client-guardduty';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import type { ServedScope } from '../../../sandbox/recording.ts';
import type { Sandbox } from '../../../sandbox/server.ts';
import { withSandbox } from '../../support/sandboxed.ts';

const account = '111122223333';
const region = 'eu-central-1';
const vpc = (number: number) => ({ VpcId: `vpc-${number}` });
const vpcs = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => vpc(from + index));

const scope = (calls: readonly RecordedCall[], where = region, of = account): ServedScope => ({
  provider: 'aws',
  account: of,
  region: where,
  calls,
});

const config = (url: string, where = region, accessKeyId = 'AKIA') => ({
  region: where,
  endpoint: url,
  maxAttempts: 1,
  credentials: { accessKeyId, secretAccessKey: 'b' },
});

/** Serves the calls and asks with an EC2 client. */
const asEc2 = <T>(
  calls: readonly RecordedCall[],
  ask: (client: EC2Client, sandbox: Sandbox) => Promise<T>,
  pageLimit?: number,
) =>
  withSandbox({ snapshot: [scope(calls)], ...(pageLimit === undefined ? {} : { pageLimit }) }, async (sandbox) => {
    const client = new EC2Client(config(sandbox.url));
    try {
      return await ask(client, sandbox);
    } finally {
      client.destroy();
    }
  });

const describeVpcs = (request: RecordedCall['request'], response: object): RecordedCall => ({
  call: 'ec2:DescribeVpcs',
  request,
  response,
});

/** Two recorded pages of six and four. */
const TWO_PAGES = [
  describeVpcs({ MaxResults: 6 }, { Vpcs: vpcs(1, 6), NextToken: 'recorded' }),
  describeVpcs({ MaxResults: 6, NextToken: 'recorded' }, { Vpcs: vpcs(7, 10) }),
];

const pageSizes = async (client: EC2Client, pageSize: number): Promise<readonly number[]> => {
  const sizes: number[] = [];
  for await (const page of paginateDescribeVpcs({ client, pageSize }, {})) sizes.push(page.Vpcs?.length ?? 0);
  return sizes;
};

test.each([
  ['smaller pages than were recorded', 5, [5, 5]],
  ['pages that split unevenly', 7, [7, 3]],
  ['one page for all', 1000, [10]],
  ['as many as there are', 10, [10]],
])('pages are cut as they are asked for: %s', async (_, pageSize, sizes) => {
  expect(await asEc2(TWO_PAGES, (client) => pageSizes(client, pageSize))).toEqual(sizes);
});

test('a sandbox may give less than is asked for, as services do', async () => {
  expect(await asEc2(TWO_PAGES, (client) => pageSizes(client, 1000), 4)).toEqual([4, 4, 2]);
});

test('without a page size everything comes at once, and an unpaged call is never cut', async () => {
  const addresses = {
    call: 'ec2:DescribeAddresses',
    request: {},
    response: { Addresses: [{ PublicIp: '1.2.3.4' }, { PublicIp: '1.2.3.5' }] },
  };
  const [all, unpaged] = await asEc2([...TWO_PAGES, addresses], async (client) => [
    await client.send(new DescribeVpcsCommand({})),
    await client.send(new DescribeAddressesCommand({})),
  ]);
  expect(all).toMatchObject({ Vpcs: vpcs(1, 10) });
  expect(all).not.toHaveProperty('NextToken');
  expect(unpaged).toMatchObject({ Addresses: [{ PublicIp: '1.2.3.4' }, { PublicIp: '1.2.3.5' }] });
});

test('a call that was recorded twice is served once', async () => {
  const calls = [describeVpcs({}, { Vpcs: vpcs(1, 2) }), describeVpcs({}, { Vpcs: vpcs(1, 2) })];
  expect(await asEc2(calls, (client) => pageSizes(client, 100))).toEqual([2]);
});

test('a recorded error after some pages comes after them', async () => {
  const error = { code: 'InternalError', message: 'An internal error has occurred' };
  const calls = [TWO_PAGES[0] as RecordedCall, { call: 'ec2:DescribeVpcs', request: { NextToken: 'recorded' }, error }];
  await asEc2(calls, async (client) => {
    const first = await client.send(new DescribeVpcsCommand({ MaxResults: 100 }));
    expect(first.Vpcs).toHaveLength(6);
    const next = client.send(new DescribeVpcsCommand({ MaxResults: 100, NextToken: first.NextToken }));
    await expect(next).rejects.toMatchObject({ name: 'InternalError', message: error.message });
  });
});

test('a list whose record breaks off ends in a token that leads nowhere', async () => {
  await asEc2([TWO_PAGES[0] as RecordedCall], async (client) => {
    const { Vpcs, NextToken } = await client.send(new DescribeVpcsCommand({}));
    expect(Vpcs).toHaveLength(6);
    await expect(client.send(new DescribeVpcsCommand({ NextToken }))).rejects.toMatchObject({
      name: 'InvalidNextToken',
    });
  });
});

test.each([
  ['an invented token', () => new DescribeVpcsCommand({ NextToken: 'invented' }), 'InvalidNextToken'],
  [
    'a page beyond the service limit',
    () => new DescribeRouteTablesCommand({ MaxResults: 101 }),
    'InvalidParameterValue',
  ],
  ['a call that was never recorded', () => new DescribeAddressesCommand({}), 'InvalidAction'],
  [
    'an id that is not there',
    () => new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-2' }),
    'InvalidParameterValue',
  ],
] as const)('%s is refused', async (_, command, name) => {
  const calls = [
    ...TWO_PAGES,
    { call: 'ec2:DescribeRouteTables', request: {}, response: { RouteTables: [{ RouteTableId: 'rtb-1' }] } },
    { call: 'ec2:GetManagedPrefixListEntries', request: { PrefixListId: 'pl-1' }, response: { Entries: [] } },
  ];
  await asEc2(calls, (client) => expect(client.send(command() as DescribeVpcsCommand)).rejects.toMatchObject({ name }));
});

test('a token of one list does not open another', async () => {
  const entries = (id: string) => ({
    call: 'ec2:GetManagedPrefixListEntries',
    request: { PrefixListId: id },
    response: { Entries: [{ Cidr: '10.0.0.0/8' }, { Cidr: '11.0.0.0/8' }] },
  });
  await asEc2([entries('pl-1'), entries('pl-2')], async (client) => {
    const first = await client.send(new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-1', MaxResults: 1 }));
    const wrong = new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-2', NextToken: first.NextToken });
    await expect(client.send(wrong)).rejects.toMatchObject({ name: 'InvalidNextToken' });
  });
});

test('ids in a request are honoured', async () => {
  const calls: RecordedCall[] = [
    { call: 'guardduty:GetDetector', request: { DetectorId: 'a' }, response: { Status: 'ENABLED' } },
    { call: 'guardduty:GetDetector', request: { DetectorId: 'b' }, response: { Status: 'DISABLED' } },
    { call: 'guardduty:ListFindings', request: { DetectorId: 'a' }, response: { FindingIds: ['1', '2', '3'] } },
    {
      call: 'guardduty:GetFindings',
      request: { DetectorId: 'a', FindingIds: ['1', '2'] },
      response: { Findings: [{ Id: '1' }, { Id: '2' }] },
    },
    {
      call: 'guardduty:GetFindings',
      request: { DetectorId: 'a', FindingIds: ['3'] },
      response: { Findings: [{ Id: '3' }] },
    },
  ];
  await withSandbox({ snapshot: [scope(calls)] }, async ({ url }) => {
    const client = new GuardDutyClient(config(url));
    expect(await client.send(new GetDetectorCommand({ DetectorId: 'b' }))).toMatchObject({ Status: 'DISABLED' });
    expect(await client.send(new ListFindingsCommand({ DetectorId: 'a', MaxResults: 2 }))).toMatchObject({
      FindingIds: ['1', '2'],
    });
    const details = await client.send(new GetFindingsCommand({ DetectorId: 'a', FindingIds: ['3', '1', 'gone'] }));
    expect(details.Findings).toEqual([{ Id: '3' }, { Id: '1' }]);
    await expect(client.send(new GetDetectorCommand({ DetectorId: 'c' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    client.destroy();
  });
});

test('services with markers, and with the list inside the answer, are paged as well', async () => {
  const LoadBalancers = [{ LoadBalancerName: 'a' }, { LoadBalancerName: 'b' }, { LoadBalancerName: 'c' }];
  const Items = [
    { Id: 'vo_1', Name: 'a' },
    { Id: 'vo_2', Name: 'b' },
    { Id: 'vo_3', Name: 'c' },
  ];
  const calls: RecordedCall[] = [
    { call: 'elbv2:DescribeLoadBalancers', request: { PageSize: 400 }, response: { LoadBalancers } },
    {
      call: 'cloudfront:ListVpcOrigins',
      request: {},
      response: { VpcOriginList: { Items, Quantity: 3, IsTruncated: false, MaxItems: 100 } },
    },
  ];
  await withSandbox({ snapshot: [scope(calls)] }, async ({ url }) => {
    const elb = new ElasticLoadBalancingV2Client(config(url));
    const first = await elb.send(new DescribeLoadBalancersCommand({ PageSize: 2 }));
    const rest = await elb.send(new DescribeLoadBalancersCommand({ PageSize: 2, Marker: first.NextMarker }));
    expect([first.LoadBalancers?.length, rest.LoadBalancers?.length, rest.NextMarker]).toEqual([2, 1, undefined]);
    const cloudFront = new CloudFrontClient(config(url));
    const one = await cloudFront.send(new ListVpcOriginsCommand({ MaxItems: 2 }));
    expect(one.VpcOriginList).toMatchObject({ IsTruncated: true, Quantity: 2, Items: Items.slice(0, 2) });
    const two = await cloudFront.send(
      new ListVpcOriginsCommand({ MaxItems: 2, Marker: one.VpcOriginList?.NextMarker }),
    );
    expect(two.VpcOriginList).toMatchObject({ IsTruncated: false, Quantity: 1, Items: Items.slice(2) });
    elb.destroy();
    cloudFront.destroy();
  });
});

test.each([
  ['UnauthorizedOperation', 'ec2', 403],
  ['AuthFailure', 'ec2', 401],
  ['RequestLimitExceeded', 'ec2', 503],
  ['ECONNRESET', 'ec2', 400],
  ['DeadlineExceeded', 'ec2', 400],
])('a recorded %s is served as that error', async (code, _, status) => {
  await asEc2([{ call: 'ec2:DescribeVpcs', request: {}, error: { code, message: 'as <recorded>' } }], (client) =>
    expect(client.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: code,
      message: 'as <recorded>',
      $metadata: { httpStatusCode: status },
    }),
  );
});

test('the region comes from the signature, the account from the key; calls without a region are found everywhere', async () => {
  const identity = (Account: string): RecordedCall => ({
    call: 'sts:GetCallerIdentity',
    request: {},
    response: { Account },
  });
  const snapshot = [
    scope([identity(account)], 'global'),
    scope([describeVpcs({}, { Vpcs: [vpc(1)] })], 'eu-central-1'),
    scope([describeVpcs({}, { Vpcs: [vpc(2)] })], 'us-east-1'),
    scope([identity('444455556666')], 'global', '444455556666'),
    scope([describeVpcs({}, { Vpcs: [vpc(3)] })], 'us-east-1', '444455556666'),
  ];
  await withSandbox({ snapshot }, async ({ url, calls }) => {
    const vpcIn = async (where: string, key?: string) => {
      const client = new EC2Client(config(url, where, key));
      const sts = new STSClient(config(url, where, key));
      const { Vpcs } = await client.send(new DescribeVpcsCommand({}));
      const { Account } = await sts.send(new GetCallerIdentityCommand({}));
      client.destroy();
      sts.destroy();
      return [Account, Vpcs?.[0]?.VpcId];
    };
    expect(await vpcIn('eu-central-1')).toEqual([account, 'vpc-1']);
    expect(await vpcIn('us-east-1')).toEqual([account, 'vpc-2']);
    expect(await vpcIn('us-east-1', 'ASIA444455556666')).toEqual(['444455556666', 'vpc-3']);
    await expect(vpcIn('ap-south-1')).rejects.toMatchObject({ name: 'AuthFailure' });
    expect(Object.fromEntries(calls)).toEqual({ 'ec2:DescribeVpcs': 4, 'sts:GetCallerIdentity': 3 });
  });
});

test('what no cloud here speaks for is not found', async () => {
  await withSandbox({ snapshot: [scope([])] }, async ({ url }) => {
    expect((await fetch(`${url}/anything`)).status).toBe(404);
  });
});
