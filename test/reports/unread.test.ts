import { wordsOf } from '#platform/text.ts';
import { adviceFor, unreadCalls } from '#reports/unread.ts';
import { aScope } from '../support/a-report.ts';

const denied = { call: 'ec2:DescribeVpcs', code: 'UnauthorizedOperation', message: 'You are not authorized.' };
const forbidden = { ...denied, message: 'with an explicit deny in a service control policy' };

test('names a call once with every place, and apart where somebody else must act', () => {
  const scopes = [
    aScope({ region: 'us-east-1', status: 'partial', missing: [denied, denied] }),
    aScope({ region: 'us-west-2', status: 'partial', missing: [forbidden] }),
    aScope({ region: 'eu-west-1', status: 'partial', missing: [denied, { ...denied, call: 'ec2:DescribeAddresses' }] }),
  ];
  expect(
    unreadCalls({ scopes }).map(({ call, kind, places }) => [call, kind, places.map(({ region }) => region)]),
  ).toEqual([
    ['ec2:DescribeAddresses', 'denied-by-iam', ['eu-west-1']],
    ['ec2:DescribeVpcs', 'denied-by-iam', ['us-east-1', 'eu-west-1']],
    ['ec2:DescribeVpcs', 'denied-by-organization', ['us-west-2']],
  ]);
});

const advice: Readonly<Record<string, readonly [call: string, code: string, message: string, wanted: RegExp]>> = {
  'a missing permission': ['ec2:DescribeVpcs', 'UnauthorizedOperation', '', /Grant the action ec2:DescribeVpcs/],
  'a balancer, whose action has another prefix': [
    'elbv2:DescribeTags',
    'AccessDenied',
    '',
    /action elasticloadbalancing:DescribeTags/,
  ],
  'a classic balancer': ['elb:DescribeTags', 'AccessDenied', '', /action elasticloadbalancing:DescribeTags/],
  'an organization policy': [
    'ec2:DescribeVpcs',
    'AccessDenied',
    'service control policy',
    /organization policy forbids ec2:DescribeVpcs/,
  ],
  'a region that is not enabled': ['ec2:DescribeVpcs', 'AuthFailure', '', /not enabled/],
  throttling: ['ec2:DescribeVpcs', 'RequestLimitExceeded', '', /quieter hour/],
  'no answer in time': ['ec2:DescribeVpcs', 'TimeoutError', '', /in time/],
  'a service that is not there': ['health:DescribeEvents', 'SubscriptionRequiredException', '', /plan/],
  'a file that the snapshot lacks': ['ec2:DescribeVpcs', 'NotRead', '', /holds no answer of ec2:DescribeVpcs/],
  'a list that breaks off': ['ec2:DescribeVpcs', 'Truncated', '', /every page/],
  'an answer that makes no sense': ['ec2:DescribeVpcs', 'Malformed', '', /could not be understood/],
  'a check that threw': ['aws-vpc-x', 'CheckFailed', '', /fault of the scanner/],
  'anything else': ['ec2:DescribeVpcs', 'InternalError', '', /Run again/],
};

test.each(Object.entries(advice))('advises on %s', (_, [call, code, message, wanted]) => {
  const [unread] = unreadCalls({ scopes: [aScope({ status: 'partial', missing: [{ call, code, message }] })] });
  expect(unread && wordsOf(adviceFor(unread))).toMatch(wanted);
});
