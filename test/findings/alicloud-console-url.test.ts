import { consoleUrl } from '#findings/console-url.ts';

const of = (type: string, id: string, region = 'cn-hangzhou') =>
  consoleUrl({ provider: 'alicloud', account: '1234567890123456', region, type, id });

const pages: Readonly<Record<string, readonly [type: string, id: string, url: string | undefined, region?: string]>> = {
  'a security group': [
    'security-group',
    'sg-bp1',
    'https://ecs.console.aliyun.com/securityGroupDetail/region/cn-hangzhou/groupId/sg-bp1/detail/intranetIngress',
  ],
  'a machine': [
    'instance',
    'i-bp1',
    'https://ecs.console.aliyun.com/server/i-bp1/detail?regionId=ap-southeast-1',
    'ap-southeast-1',
  ],
  'a route table': ['route-table', 'vtb-1', 'https://vpc.console.aliyun.com/vpc/cn-hangzhou/route-tables/vtb-1'],
  'a route in its table': [
    'route',
    'vtb-1/10.0.0.0/8',
    'https://vpc.console.aliyun.com/vpc/cn-hangzhou/route-tables/vtb-1',
  ],
  'a listener at its balancer': [
    'listener',
    'lb-bp1/tcp/80',
    'https://slb.console.aliyun.com/slb/cn-hangzhou/slbs/lb-bp1',
  ],
  'a listener of an ALB': [
    'listener',
    'alb-bp1/https/443',
    'https://slb.console.aliyun.com/alb/cn-hangzhou/albs/alb-bp1',
  ],
  'an elastic address': ['address', '47.0.0.1', 'https://vpc.console.aliyun.com/eip/cn-hangzhou/eips'],
  'an address of Anti-DDoS': ['address', '47.0.0.1', 'https://yundun.console.aliyun.com/?p=ddos', 'global'],
  'an alert': ['security-alert', '42', 'https://yundun.console.aliyun.com/?p=sas', 'global'],
  'a domain of the CDN': [
    'cdn-domain',
    'www.example.com',
    'https://cdn.console.aliyun.com/domain/detail/www.example.com',
    'global',
  ],
  'a hostile id': [
    'vpc',
    '"><script>/..',
    'https://vpc.console.aliyun.com/vpc/cn-hangzhou/vpcs/%22%3E%3Cscript%3E%2F..',
  ],
  'a hostile region': ['vpc', 'vpc-1', undefined, 'evil.example/'],
  'something of a region in none': ['vpc', 'vpc-1', undefined, 'global'],
  'a type without a page': ['toString', 'x', undefined],
  'a chain that ends at a listener': [
    'path',
    'lb-bp1/http/80',
    'https://slb.console.aliyun.com/slb/cn-hangzhou/slbs/lb-bp1',
  ],
  'a chain of a website': ['path', 'www.example.com', 'https://yundun.console.aliyun.com/?p=waf', 'global'],
  'an origin that is a balancer': ['origin', 'nlb-bp1', 'https://slb.console.aliyun.com/nlb/cn-hangzhou/nlbs/nlb-bp1'],
  'an origin that is an address': ['origin', '47.0.0.1', 'https://vpc.console.aliyun.com/eip/cn-hangzhou/eips'],
  'a route of a transit router': ['transit-route', 'vtb-1/10.0.0.0/8', 'https://cen.console.aliyun.com/', 'global'],
  'a zone': ['dns-zone', 'example.com', 'https://dns.console.aliyun.com/#/dns/setting/example.com', 'global'],
  'a record': ['dns-record', '42', 'https://dns.console.aliyun.com/#/dns/domainList', 'global'],
};

test.each(Object.entries(pages))('%s', (_, [type, id, wanted, region]) => {
  expect(of(type, id, region)).toBe(wanted);
});
