import { createHash } from 'node:crypto';
import { exposureOf } from '#scan/exposure.ts';
import { inventoriesOf } from '#scan/inventories.ts';
import { readScopes } from '#snapshot/read.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { generateRegion } from '../../../sandbox/estate/generate.ts';
import { collectFrom, essence } from '../../support/collected.ts';
import { withSandbox } from '../../support/sandboxed.ts';
import { storeOf } from '../../support/served-store.ts';

const plan = { interfaces: 2500, configurations: 120, seed: 7 };
const scope = (calls: readonly RecordedCall[]) =>
  ({ provider: 'aws', account: '111122223333', region: 'eu-central-1', calls }) as const;
const digest = (calls: Iterable<RecordedCall>): string =>
  createHash('sha256')
    .update(JSON.stringify([...calls]))
    .digest('hex');

test('the same plan gives the same estate, another seed another one', () => {
  expect(digest(generateRegion(plan))).toBe(digest(generateRegion(plan)));
  expect(digest(generateRegion({ ...plan, seed: 8 }))).not.toBe(digest(generateRegion(plan)));
});

test('it has as many interfaces and configurations as were asked for, in pages', async () => {
  const calls = [...generateRegion(plan)];
  expect(calls.filter(({ call }) => call === 'ec2:DescribeNetworkInterfaces')).toHaveLength(3);
  for await (const { region, tally } of inventoriesOf(await readScopes(storeOf([scope(calls)])))) {
    if (region.provider !== 'aws') throw new Error('not our region');
    expect(tally.missing).toEqual([]);
    const interfaces = region.networkInterfaces.known ? region.networkInterfaces.value : [];
    expect(interfaces).toHaveLength(2500);
    const configurations = interfaces.map(({ subnetId, groupIds, addresses }) =>
      [subnetId, ...groupIds, addresses.some(({ publicIp }) => publicIp !== undefined)].join(' '),
    );
    expect(new Set(configurations).size).toBe(120);
    const addresses = interfaces.flatMap((each) =>
      each.addresses.flatMap(({ privateIp, publicIp }) => [`${each.vpcId} ${privateIp}`, publicIp ?? []].flat()),
    );
    expect(new Set(addresses).size).toBe(addresses.length);
  }
});

test('some of it is reachable, and all of it is decided', async () => {
  const store = storeOf([scope([...generateRegion(plan)])]);
  const { document } = await exposureOf(store, { providers: ['aws'], regions: 'all' });
  expect(new Set(document.exposures.map(({ verdict }) => verdict))).toEqual(new Set(['reachable']));
  expect(document.exposures.length).toBeGreaterThan(100);
});

test('a sandbox serves it in the pages that are asked for', async () => {
  const identity = { call: 'sts:GetCallerIdentity', request: {}, response: { Account: '111122223333' } };
  const regions = { call: 'ec2:DescribeRegions', request: {}, response: { Regions: [{ RegionName: 'eu-central-1' }] } };
  const generated = scope([
    ...generateRegion({ interfaces: 1500, configurations: 20, seed: 1 }),
    { call: 'guardduty:ListDetectors', request: { MaxResults: 50 }, response: { DetectorIds: [] } },
  ]);
  const globals = { ...generated, region: 'global', calls: [identity, regions] };
  const collected = await withSandbox({ snapshot: [globals, generated] }, ({ url }) => collectFrom(url));
  const essential = (scopes: typeof collected) =>
    Object.fromEntries(
      Object.entries(essence(scopes)).filter(([key]) =>
        /Describe(NetworkInterfaces|Instances|Subnets|SecurityGroups) /.test(key),
      ),
    );
  expect(essential(collected)).toEqual(essential([globals, generated]));
});
