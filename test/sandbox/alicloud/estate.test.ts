import { readScopes } from '#snapshot/read.ts';
import { aliDemoEstate } from '../../../sandbox/alicloud/estate.ts';
import { sandboxKey } from '../../../sandbox/alicloud/keys.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { loadScopes, type ServedScope } from '../../../sandbox/recording.ts';
import { ALI_ACCOUNT } from '../../support/ali-calls.ts';
import { collectAli, judgeAli, NOW, snapshotOf } from '../../support/ali-run.ts';
import { withSandbox } from '../../support/sandboxed.ts';

const estate = aliDemoEstate(NOW);

/** What differs from run to run, or only says how a list was cut. */
const PASSING = /^(RequestId|NextToken|MaxResults?|PageNumber|PageSize|CurrentPage|PageNo|Page|StartTime|EndTime)$/;

/** What a snapshot says, whatever the order of its lines, their times and the cuts of their pages. */
function essence(scopes: readonly ServedScope[]): object {
  const told = new Map<string, unknown[]>();
  for (const { region, calls } of scopes) {
    for (const { call, request, response, error } of calls) {
      const about = JSON.stringify(
        Object.entries(request)
          .filter(([key]) => !PASSING.test(key))
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
      const key = `${region} ${call} ${about}`;
      told.set(key, [...(told.get(key) ?? []), ...(error ? [error] : leaves(response))]);
    }
  }
  return Object.fromEntries(
    [...told]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, all]) => [key, all.map((each) => JSON.stringify(each)).sort()]),
  );
}

/** The items of an answer's lists, and what stands beside them. */
function leaves(value: unknown): unknown[] {
  return Object.entries((value ?? {}) as Record<string, unknown>)
    .filter(([key]) => !PASSING.test(key))
    .flatMap(([key, each]) =>
      Array.isArray(each) ? each.map((item) => ({ [key]: item })) : isWrap(each) ? leaves(each) : [],
    );
}

const isWrap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).some(Array.isArray);

const collected = async (
  options: { faults?: readonly Fault[]; pageLimit?: number; snapshot?: readonly ServedScope[] } = {},
) => withSandbox({ snapshot: estate, ...options }, async ({ url }) => collectAli(url));

const scopesOf = async (store: Awaited<ReturnType<typeof collectAli>>) => loadScopes(await readScopes(store));

describe('collecting from the sandbox', () => {
  test('gives again what was collected from it, also in pages of one', async () => {
    const first = await scopesOf(await collected());
    const again = await scopesOf(await collected({ snapshot: first }));
    const inSmallPages = await scopesOf(await collected({ snapshot: first, pageLimit: 1 }));
    expect(essence(again)).toEqual(essence(first));
    expect(essence(inSmallPages)).toEqual(essence(first));
  });

  test('gives everything that the estate holds about what is asked', async () => {
    const first = essence(await scopesOf(await collected())) as Record<string, readonly string[]>;
    const held = Object.values(first).flat().join('\n');
    for (const id of [
      'sg-bp1jump',
      'pl-bp1office',
      'fwd-bp1mysql',
      'acl-bp1partners',
      'sgp-bp1members',
      'vtb-bp1transit',
    ]) {
      expect(held).toContain(id);
    }
    expect(Object.keys(first).some((key) => key.includes('InvalidAction'))).toBe(false);
  });
});

describe('the demo estate', () => {
  test('has the faults that it was made with', async () => {
    const { report } = await judgeAli(await collected());
    const found = new Set(report.findings.map(({ checkId, resource }) => `${checkId} ${resource.id}`));
    for (const fault of [
      'alicloud-slb-persistence-not-behind-proxy lb-bp1shop/tcp/443',
      'alicloud-slb-idle-timeout-within-policy lb-bp1shop/http/80',
      'alicloud-path-timeouts-ordered lb-bp1shop/http/80',
      'alicloud-ddos-address-not-blackholed 120.27.30.40',
      'alicloud-slb-persistence-fits-scheduler alb-bp1members/https/443',
      'alicloud-ecs-instance-not-locked i-gw8mail00001',
      'alicloud-slb-access-list-not-empty lb-bp1api/https/443',
      'alicloud-vpc-route-next-hop-alive vtb-bp1system/192.168.50.0/24',
      'alicloud-cen-route-not-blackhole vtb-bp1transit/10.99.0.0/16',
      'alicloud-ecs-interface-admin-ports-unreachable eni-bp1jump00001',
    ]) {
      expect(found).toContain(fault);
    }
    // Drop at priority 90 comes before Accept at 100: telnet is open, SSH is not.
    const jump = report.findings.find(({ resource }) => resource.id === 'eni-bp1jump00001');
    expect(jump?.message).not.toContain('SSH');
  });

  test('says of every finding where to look and what to run, with ids that are there', async () => {
    const { report } = await judgeAli(await collected());
    const held = JSON.stringify(estate);
    for (const { checkId, resource, fix } of report.findings) {
      const named = `${checkId} ${resource.id}`;
      expect([named, fix.consoleUrl]).toEqual([named, expect.stringMatching(/^https:\/\/\w+\.console\.aliyun\.com\//)]);
      expect([named, fix.commands?.length ?? 0]).not.toEqual([named, 0]);
      for (const command of fix.commands ?? []) {
        expect(command).toMatch(
          /^aliyun [a-z0-9-]+ [A-Z]\w+( --[A-Z][\w.]* (?:'[^']*'|"\$\{[A-Z_]+:\?[^}"]+\}"|[\w./:=@,+-]+))*$/,
        );
        for (const [, id = ''] of command.matchAll(/--\w*Id(?:\.1)? ([\w-]+)/g))
          if (!/^cn-|^eu-/.test(id)) expect(held).toContain(`"${id}"`);
      }
    }
  });

  test('is told with what could not be looked at', async () => {
    const { report } = await judgeAli(await collected());
    expect(
      report.coverage.scopes.map(({ region, status, missing }) => [
        region,
        status,
        missing.map(({ call, code }) => `${call}: ${code}`),
      ]),
    ).toEqual([
      ['global', 'partial', ['yundun-antiddosbag:DescribeInstanceList: Forbidden.RAM']],
      ['cn-hangzhou', 'ok', []],
      ['eu-central-1', 'partial', ['vpc:DescribeFlowLogs: Forbidden.RAM']],
    ]);
  });
});

/** Each product's first call, and a check that cannot be answered without it. */
const PRODUCTS: readonly (readonly [call: string, check: string])[] = [
  ['ecs:DescribeSecurityGroups', 'alicloud-ecs-security-group-closes-admin-ports'],
  ['ecs:DescribeSecurityGroupAttribute', 'alicloud-ecs-security-group-closes-admin-ports'],
  ['ecs:DescribeInstances', 'alicloud-ecs-instance-not-locked'],
  ['ecs:DescribeNetworkInterfaces', 'alicloud-ecs-interface-admin-ports-unreachable'],
  ['vpc:DescribeNetworkAcls', 'alicloud-vpc-network-acl-closes-admin-ports'],
  ['vpc:DescribeRouteEntryList', 'alicloud-vpc-route-next-hop-alive'],
  ['vpc:DescribeEipAddresses', 'alicloud-vpc-address-attached'],
  ['slb:DescribeLoadBalancers', 'alicloud-slb-load-balancer-active'],
  ['slb:DescribeLoadBalancerListeners', 'alicloud-slb-idle-timeout-within-policy'],
  ['slb:DescribeHealthStatus', 'alicloud-slb-backends-healthy'],
  ['alb:ListListeners', 'alicloud-slb-idle-timeout-within-policy'],
  ['alb:ListServerGroups', 'alicloud-slb-persistence-fits-scheduler'],
  ['nlb:ListLoadBalancers', 'alicloud-slb-load-balancer-active'],
  ['yundun-ddos:DescribeInstanceIpAddress', 'alicloud-ddos-address-not-blackholed'],
  ['yundun-antiddosbag:DescribeInstanceList', 'alicloud-ddos-address-not-blackholed'],
  ['yundun-ddoscoo:DescribeInstances', 'alicloud-ddos-address-not-blackholed'],
  ['yundun-waf:DescribeInstance', 'alicloud-waf-origin-redundant'],
  ['yundun-waf:DescribeDomainDetail', 'alicloud-waf-certificate-valid'],
  ['cdn:DescribeUserDomains', 'alicloud-cdn-https-on'],
  ['yundun-sas:DescribeSuspEvents', 'alicloud-sas-alerts-handled'],
  ['yundun-sas:DescribeVulList', 'alicloud-sas-vulnerabilities-fixed'],
  ['alidns:DescribeDomainInfo', 'alicloud-dns-zone-not-blackholed'],
  ['cen:ListTransitRouterRouteEntries', 'alicloud-cen-route-not-blackhole'],
];

/** The calls that a check could not be answered without. */
const unknownOf = (files: ReadonlyMap<string, string | Uint8Array>, checkId: string): string =>
  String(files.get('results.jsonl'))
    .split('\n')
    .filter((line) => line.includes(`"checkId":"${checkId}"`) && line.includes('"verdict":"unknown"'))
    .join('\n');

/** The snapshot with every answer to a call replaced by a refusal, as a role without that permission would have it. */
async function without(call: string): Promise<ReturnType<typeof snapshotOf>> {
  whole ??= scopesOf(await collected());
  const error = { code: 'Forbidden.RAM', message: 'User not authorized to operate on the specified resource.' };
  return snapshotOf(
    ...(await whole).map((scope) => ({
      ...scope,
      calls: scope.calls.map((each) => (each.call === call ? { call, request: each.request, error } : each)),
    })),
  );
}
let whole: Promise<readonly ServedScope[]> | undefined;

describe('what goes wrong is unknown and names the call:', () => {
  test.each(PRODUCTS)('%s is denied', async (call, check) => {
    const { files } = await judgeAli(await without(call), [check]);
    expect(unknownOf(files, check)).toContain(`${call}: Forbidden.RAM`);
  });

  test('a product is denied over the wire', async () => {
    const { files } = await judgeAli(await collected({ faults: [{ kind: 'deny', calls: 'slb:*' }] }), [
      'alicloud-slb-*',
    ]);
    expect(unknownOf(files, 'alicloud-slb-load-balancer-active')).toContain('slb:DescribeLoadBalancers: Forbidden.RAM');
  });

  test('answers end in the middle', async () => {
    const faults = ['vpc:*', 'cdn:*', 'slb:*'].map((calls) => ({ kind: 'malformed' as const, calls }));
    const { files } = await judgeAli(await collected({ faults }));
    expect(unknownOf(files, 'alicloud-cdn-https-on')).toContain('cdn:DescribeUserDomains: Malformed');
    expect(unknownOf(files, 'alicloud-vpc-address-attached')).toContain('vpc:DescribeEipAddresses: Malformed');
    expect(unknownOf(files, 'alicloud-slb-load-balancer-active')).toContain('slb:DescribeLoadBalancers: Malformed');
  });
});

test('no key material is in what is written, whatever goes wrong', async () => {
  const key = sandboxKey(ALI_ACCOUNT);
  for (const faults of [
    [],
    [{ kind: 'deny' as const, calls: 'slb:*' }],
    [{ kind: 'malformed' as const, calls: 'vpc:*' }],
  ]) {
    const snapshot = await collected({ faults });
    const { files } = await judgeAli(snapshot);
    const written = [...snapshot.files.values(), ...files.values()].map(String).join('\n');
    for (const secret of [key.accessKeyId, key.accessKeySecret]) expect(written).not.toContain(secret);
    expect(written).not.toMatch(/Signature(Nonce)?=/);
  }
});
