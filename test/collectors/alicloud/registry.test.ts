import { ALI_PRODUCTS, type AliProduct, concurrencyOf, versionOf } from '#collectors/alicloud/endpoints.ts';
import { alicloudCalls, globalCollectors, regionalCollectors } from '#collectors/alicloud/registry.ts';
import { ALI_CALLS, aliCallName } from '#snapshot/alicloud-calls.ts';
import { aliDemoEstate } from '../../../sandbox/alicloud/estate.ts';
import { collectAli, NOW } from '../../support/ali-run.ts';
import { withSandbox } from '../../support/sandboxed.ts';

test('every call that is made is declared, in pages no larger than the product gives', async () => {
  const made = await withSandbox({ snapshot: aliDemoEstate(NOW) }, async ({ url, calls }) => {
    await collectAli(url);
    return [...calls.keys()];
  });
  expect(made.filter((call) => !(alicloudCalls() as readonly string[]).includes(call))).toEqual([]);
  expect(made.length).toBeGreaterThan(50);
});

test('every call that the inventory knows is made by a collector', () => {
  expect(Object.keys(ALI_CALLS).sort()).toEqual([...alicloudCalls()]);
});

test('every collector declares what it calls, in one scope', () => {
  expect([...regionalCollectors, ...globalCollectors].filter(({ calls }) => calls.length === 0)).toEqual([]);
});

test('products are told apart by their version, for they may share one address', () => {
  const versions = ALI_PRODUCTS.map(versionOf);
  expect(new Set(versions).size).toBe(versions.length);
});

test('every product is asked a few things at once, and no more', () => {
  for (const call of alicloudCalls()) {
    const product = call.slice(0, call.indexOf(':')) as AliProduct;
    expect(concurrencyOf(product)).toBeGreaterThan(0);
    expect(concurrencyOf(product)).toBeLessThanOrEqual(5);
  }
});

test.each([
  ['cbn:DescribeCens', 'cen:DescribeCens'],
  ['antiddos-public:DescribeInstanceIpAddress', 'yundun-ddos:DescribeInstanceIpAddress'],
  ['ddosbgp:DescribePackIpList', 'yundun-antiddosbag:DescribePackIpList'],
  ['ddoscoo:DescribeInstances', 'yundun-ddoscoo:DescribeInstances'],
  ['waf-openapi:DescribeInstance', 'yundun-waf:DescribeInstance'],
  ['sas:DescribeVulList', 'yundun-sas:DescribeVulList'],
  ['slb:DescribeLoadBalancers', 'slb:DescribeLoadBalancers'],
  ['slb:DeleteLoadBalancer', undefined],
])('the recorded call %s is known as %s', (recorded, name) => {
  expect(aliCallName(recorded)).toBe(name);
});
