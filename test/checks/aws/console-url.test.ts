import { awsConsoleUrl } from '#checks/aws/console-url.ts';
import { KINDS } from '#checks/kinds.ts';

const of = (type: string, id: string, region = 'eu-west-1', provider: 'aws' | 'alicloud' = 'aws') =>
  awsConsoleUrl({ provider, account: '111122223333', region, type, id });

test.each<[string, string | undefined, string | undefined]>([
  [
    'a security group',
    of('security-group', 'sg-1'),
    'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#SecurityGroup:groupId=sg-1',
  ],
  [
    'in China',
    of('vpc', 'vpc-1', 'cn-north-1'),
    'https://cn-north-1.console.amazonaws.cn/vpcconsole/home?region=cn-north-1#VpcDetails:VpcId=vpc-1',
  ],
  [
    'in GovCloud',
    of('route-table', 'rtb-1', 'us-gov-west-1'),
    'https://us-gov-west-1.console.amazonaws-us-gov.com/vpcconsole/home?region=us-gov-west-1#RouteTableDetails:RouteTableId=rtb-1',
  ],
  [
    'a balancer by its ARN',
    of('alb', 'arn:aws:x:y/z'),
    'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#LoadBalancer:loadBalancerArn=arn%3Aaws%3Ax%3Ay%2Fz',
  ],
  [
    'a finding by the last part of its ARN',
    of('guardduty-finding', 'arn:aws:guardduty:eu-west-1:1:detector/d/finding/f'),
    'https://eu-west-1.console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?macros=current&fId=f',
  ],
  ['the account', of('account', '111122223333', 'global'), 'https://console.aws.amazon.com/billing/home#/account'],
  [
    'an account in China',
    awsConsoleUrl({
      provider: 'aws',
      account: '111122223333',
      region: 'global',
      type: 'account',
      id: '111122223333',
      arn: 'arn:aws-cn:iam::111122223333:root',
    }),
    'https://console.amazonaws.cn/billing/home#/account',
  ],
  [
    'a hostile id',
    of('clb', '"><script>'),
    'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#LoadBalancers:search=%22%3E%3Cscript%3E',
  ],
  ['a hostile region', of('vpc', 'vpc-1', 'evil.example/'), undefined],
  ['a type without a page', of('toString', 'x'), undefined],
])('%s', (_, url, expected) => expect(url).toBe(expected));

test.each(
  Object.values(KINDS).flatMap(({ provider, type }) => (provider === 'aws' && typeof type === 'string' ? [type] : [])),
)('%s has a page', (type) => expect(of(type, 'x')).toMatch(/^https:\/\//));
