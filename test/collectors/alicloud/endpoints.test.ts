import { type AliProduct, endpointOf, readEndpointOverride } from '#collectors/alicloud/endpoints.ts';

test.each<[AliProduct, string, string]>([
  ['ecs', 'cn-hangzhou', 'ecs-cn-hangzhou.aliyuncs.com'],
  ['ecs', 'eu-central-1', 'ecs.eu-central-1.aliyuncs.com'],
  ['vpc', 'cn-hangzhou', 'vpc.aliyuncs.com'],
  ['vpc', 'cn-shanghai', 'vpc.cn-shanghai.aliyuncs.com'],
  ['slb', 'cn-beijing', 'slb.aliyuncs.com'],
  ['slb', 'eu-central-1', 'slb.eu-central-1.aliyuncs.com'],
  ['alb', 'cn-hangzhou', 'alb.cn-hangzhou.aliyuncs.com'],
  ['nlb', 'ap-southeast-1', 'nlb.ap-southeast-1.aliyuncs.com'],
  ['cen', 'cn-hangzhou', 'cbn.aliyuncs.com'],
  ['cms', 'cn-hangzhou', 'metrics.cn-hangzhou.aliyuncs.com'],
  ['yundun-ddos', 'us-east-1', 'antiddos.aliyuncs.com'],
  ['yundun-ddos', 'eu-central-1', 'antiddos-openapi.eu-central-1.aliyuncs.com'],
  ['yundun-antiddosbag', 'cn-hangzhou', 'ddosbgp.aliyuncs.com'],
  ['yundun-antiddosbag', 'cn-hongkong', 'ddosbgp.cn-hongkong.aliyuncs.com'],
  ['yundun-antiddosbag', 'eu-central-1', 'ddosbgp.ap-southeast-1.aliyuncs.com'],
  ['yundun-ddoscoo', 'cn-hangzhou', 'ddoscoo.cn-hangzhou.aliyuncs.com'],
  ['yundun-ddoscoo', 'ap-southeast-1', 'ddoscoo.ap-southeast-1.aliyuncs.com'],
  ['yundun-waf', 'ap-southeast-1', 'wafopenapi.ap-southeast-1.aliyuncs.com'],
  ['cdn', 'cn-hangzhou', 'cdn.aliyuncs.com'],
  ['yundun-sas', 'cn-hangzhou', 'tds.cn-shanghai.aliyuncs.com'],
  ['yundun-sas', 'ap-southeast-1', 'tds.ap-southeast-1.aliyuncs.com'],
  ['alidns', 'cn-hangzhou', 'alidns.aliyuncs.com'],
  ['sts', 'cn-hangzhou', 'sts.aliyuncs.com'],
])('%s answers for %s at %s, over https', (product, region, host) => {
  expect(endpointOf(product, region)).toBe(`https://${host}`);
  expect(endpointOf(product, region, 'http://127.0.0.1:1')).toBe('http://127.0.0.1:1');
});

test.each([
  [undefined, undefined],
  ['', undefined],
  ['https://gateway.example.com/', 'https://gateway.example.com'],
  ['http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
  ['http://localhost:4566', 'http://localhost:4566'],
  ['http://[::1]:4566', 'http://[::1]:4566'],
])('ALIBABA_CLOUD_ENDPOINT_URL %p is read as %p', (value, url) => {
  expect(readEndpointOverride(value)).toBe(url);
});

test.each([
  'http://ecs.aliyuncs.com',
  'http://127.0.0.1.example.com',
  'ftp://localhost',
  'ecs.aliyuncs.com',
  'https://a:b@gateway',
])('ALIBABA_CLOUD_ENDPOINT_URL %p is refused', (value) => {
  expect(() => readEndpointOverride(value)).toThrow(/^ALIBABA_CLOUD_ENDPOINT_URL /);
});
