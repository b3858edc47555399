import check from '#checks/aws/ec2/interface-source-dest-check-on.ts';
import { examineRegion } from '#checks/examine.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { known, unknown } from '#inventory/known.ts';
import { interfaceName, nameOf } from '#network/resource-names.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { aNatGateway } from '../support/a-vpc.ts';
import { anAwsRegion } from '../support/an-aws-region.ts';
import { anInstance, anInterface } from '../support/an-interface.ts';
import { denied } from '../support/missing-calls.ts';

const unattached = anInterface({ id: 'eni-9', attachment: {}, name: 'spare' });
const shop = known([anInstance({ name: 'shop-1' })]);

const names: Readonly<Record<string, readonly [Parameters<typeof interfaceName>[0], Partial<AwsRegion>, string?]>> = {
  'that of the machine': [anInterface(), { instances: shop }, 'shop-1'],
  'that of the machine rather than its own': [anInterface({ name: 'eth0' }), { instances: shop }, 'shop-1'],
  'its own where the machine has none': [anInterface({ name: 'eth0' }), {}, 'eth0'],
  'its own where it belongs to nothing': [unattached, { instances: shop }, 'spare'],
  'that of the NAT gateway': [
    anInterface({ id: 'eni-nat', attachment: {} }),
    { natGateways: known([aNatGateway({ name: 'way-out', addresses: [{ interfaceId: 'eni-nat' }] })]) },
    'way-out',
  ],
  'none where nobody gave one': [anInterface(), {}, undefined],
  'none where machines could not be read': [anInterface(), { instances: unknown(denied('ec2:DescribeInstances')) }],
};

test.each(Object.entries(names))('an interface goes by: %s', (_, [nic, change, wanted]) => {
  expect(interfaceName(nic, anAwsRegion({ networkInterfaces: known([nic]), ...change }))).toBe(wanted);
});

test('names nothing that is not there', () => {
  expect(nameOf(anAwsRegion({ instances: shop }), 'i-1')).toBe('shop-1');
  expect(nameOf(anAwsRegion({ instances: shop }), 'i-2')).toBeUndefined();
});

test('a result about an interface carries the name of its machine, and keeps the id', () => {
  const [result] = examineRegion([check], anAwsRegion({ instances: shop }), DEFAULT_POLICY);
  expect(result?.resource).toMatchObject({ type: 'network-interface', id: 'eni-1', name: 'shop-1' });
});
