import { randomUUID } from 'node:crypto';
import { type AliyunFrontOptions, aliyunFront } from '../../../sandbox/alicloud/front.ts';
import { sandboxKey } from '../../../sandbox/alicloud/keys.ts';
import { signatureOf } from '../../../sandbox/alicloud/signature.ts';
import type { Reply } from '../../../sandbox/front.ts';
import { Recording } from '../../../sandbox/recording.ts';
import { ALI_ACCOUNT, aliScope, answered, refused } from '../../support/ali-calls.ts';

const NOW = new Date('2026-11-20T02:30:00Z');
const VPCS = Array.from({ length: 120 }, (_, index) => ({ VpcId: `vpc-${index}` }));
const GROUPS = Array.from({ length: 250 }, (_, index) => ({ SecurityGroupId: `sg-${index}` }));

const recording = new Recording([
  aliScope(
    'cn-hangzhou',
    answered('vpc:DescribeVpcs', {}, { Vpcs: { Vpc: VPCS }, TotalCount: 120 }),
    answered('vpc:DescribeNetworkAcls', {}, { NetworkAcls: { NetworkAcl: VPCS.slice(0, 3) }, TotalCount: '3' }),
    answered('ecs:DescribeSecurityGroups', {}, { SecurityGroups: { SecurityGroup: GROUPS } }),
    answered('ecs:DescribeSecurityGroupAttribute', { SecurityGroupId: 'sg-1' }, { InnerAccessPolicy: 'Accept' }),
    refused('nlb:ListLoadBalancers', {}, 'InvalidRegionId.NotFound', 'not sold here'),
  ),
]);

function ask(
  parameters: Record<string, string>,
  options: AliyunFrontOptions = {},
  change: Record<string, string> = {},
) {
  const { accessKeyId, accessKeySecret } = sandboxKey(ALI_ACCOUNT);
  const all: Record<string, string> = {
    Format: 'JSON',
    RegionId: 'cn-hangzhou',
    AccessKeyId: accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: '2026-11-20T02:30:00Z',
    ...parameters,
  };
  const signed = { ...all, Signature: signatureOf('POST', all, accessKeySecret), ...change };
  const front = aliyunFront(recording, { clock: () => NOW, ...options });
  const send = () => {
    const received = front.receive({
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {},
      body: new URLSearchParams(signed).toString(),
    });
    const reply = received && 'answer' in received ? received.answer() : (received as Reply);
    return { status: reply.status, body: JSON.parse(reply.body) as Record<string, unknown> };
  };
  return { ...send(), again: send };
}

const ECS = { Version: '2014-05-26' };
const VPC = { Version: '2016-04-28' };

describe('a proper request', () => {
  test('gets the page that it asks for, by number', () => {
    const { body } = ask({ ...VPC, Action: 'DescribeVpcs', PageNumber: '3', PageSize: '50' });
    expect(body).toMatchObject({ PageNumber: 3, PageSize: 50, TotalCount: 120 });
    expect((body['Vpcs'] as { Vpc: unknown[] }).Vpc).toEqual(VPCS.slice(100));
  });

  test('gets totals as text from a product that writes them so', () => {
    const { body } = ask({ ...VPC, Action: 'DescribeNetworkAcls', PageNumber: '1', PageSize: '50' });
    expect(body).toMatchObject({ PageNumber: '1', PageSize: '50', TotalCount: '3' });
  });

  test('gets tokens to the end of the list and none on the last page', () => {
    const pages: unknown[] = [];
    let token = '';
    do {
      const { body } = ask({ ...ECS, Action: 'DescribeSecurityGroups', MaxResults: '100', NextToken: token });
      pages.push(...(body['SecurityGroups'] as { SecurityGroup: unknown[] }).SecurityGroup);
      token = (body['NextToken'] as string | undefined) ?? '';
    } while (token !== '');
    expect(pages).toEqual(GROUPS);
  });

  test('gets shorter pages where the sandbox is told to make them', () => {
    const { body } = ask({ ...VPC, Action: 'DescribeVpcs', PageNumber: '1', PageSize: '50' }, { pageLimit: 7 });
    expect((body['Vpcs'] as { Vpc: unknown[] }).Vpc).toHaveLength(7);
  });

  test('gets the account that the key belongs to', () => {
    expect(ask({ Version: '2015-04-01', Action: 'GetCallerIdentity' }).body).toMatchObject({ AccountId: ALI_ACCOUNT });
  });
});

describe('an improper request is refused with', () => {
  test.each<[string, Record<string, string>, Record<string, string>, number, string]>([
    ['an unknown key', ECS, { AccessKeyId: 'LTAI5tUnknown' }, 404, 'InvalidAccessKeyId.NotFound'],
    ['a wrong signature', ECS, { Signature: 'AAAA' }, 400, 'SignatureDoesNotMatch'],
    ['a changed parameter', ECS, { PageSize: '100' }, 400, 'SignatureDoesNotMatch'],
    ['an old timestamp', { ...ECS, Timestamp: '2026-11-20T02:14:00Z' }, {}, 400, 'InvalidTimeStamp.Expired'],
    ['no timestamp', { ...ECS, Timestamp: '' }, {}, 400, 'InvalidTimeStamp.Expired'],
    ['an unknown action', { ...ECS, Action: 'DescribeUnicorns' }, {}, 404, 'InvalidAction.NotFound'],
    ['an action of another product', { ...VPC, Action: 'DescribeSecurityGroups' }, {}, 404, 'InvalidAction.NotFound'],
    ['a call that was not recorded', { ...ECS, Action: 'DescribeInstances' }, {}, 404, 'InvalidAction.NotFound'],
    [
      'too large a page',
      { ...ECS, Action: 'DescribeSecurityGroups', MaxResults: '101' },
      {},
      400,
      'InvalidParameter.MaxResults',
    ],
    [
      'a made-up token',
      { ...ECS, Action: 'DescribeSecurityGroups', NextToken: 'x' },
      {},
      400,
      'InvalidParameter.NextToken',
    ],
    ['a recorded error', { Version: '2022-04-30', Action: 'ListLoadBalancers' }, {}, 400, 'InvalidRegionId.NotFound'],
  ])('%s', (_, parameters, change, status, code) => {
    const refusal = ask({ Action: 'DescribeSecurityGroups', ...parameters }, {}, change);
    expect(refusal).toMatchObject({ status, body: { Code: code } });
    expect(Object.keys(refusal.body).sort()).toEqual(['Code', 'HostId', 'Message', 'Recommend', 'RequestId']);
  });

  test('a nonce that was used before', () => {
    const first = ask({ ...ECS, Action: 'DescribeSecurityGroups' });
    expect(first.status).toBe(200);
    expect(first.again()).toMatchObject({ status: 400, body: { Code: 'SignatureNonceUsed' } });
  });
});

test('requests for another cloud are left to it', () => {
  const front = aliyunFront(recording);
  const body = 'Action=DescribeVpcs&Version=2016-11-15';
  expect(front.receive({ method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body })).toBeUndefined();
});
