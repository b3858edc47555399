import { gzipSync } from 'node:zlib';
import { type Attack, attackChanges } from '#notices/alicloud.ts';
import type { Notice } from '#notices/notice.ts';
import { parseEvent } from '#notices/parse.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import type { Language } from '#platform/text.ts';
import type { Message } from '#platform/topic.ts';
import { lookUp } from '#scan/look-up.ts';
import { takeNotice } from '#scan/notice.ts';
import { ALI_DEMO_ACCOUNT, aliDemoEstate } from '../../sandbox/alicloud/estate.ts';
import { demoEstate } from '../../sandbox/estate/demo.ts';
import { aFinding, aResource } from '../support/a-report.ts';
import { answered } from '../support/ali-calls.ts';
import { memoryStore } from '../support/memory-store.ts';
import { abuseEvent, issueEvent, threatEvent, withDetail } from '../support/notice-events.ts';
import { storeOf } from '../support/served-store.ts';

/*
 * From what a cloud told to the mail that a person reads, over the estates of the demo as the last snapshot: what each kind
 * of source names must be found, or the mail must say that it was not.
 */

const now = new Date('2026-11-20T02:30:00Z');
const HANGZHOU = 'cn-hangzhou';
const WAF = { id: 'waf_v3prepaid_public_cn-bp1shop', address: '203.107.1.7' };
const PROXY = { id: 'ddoscoo-cn-1', address: '203.107.2.8' };

/** What the estates lack: a WAF address that the platform cleans, and a site behind Anti-DDoS Proxy. */
const more: Readonly<Record<string, readonly object[]>> = {
  [`alicloud/${ALI_DEMO_ACCOUNT}/${HANGZHOU}.jsonl`]: [
    answered(
      'yundun-ddos:DescribeInstanceIpAddress',
      { DdosRegionId: HANGZHOU, InstanceType: 'waf', DdosStatus: 'defense', CurrentPage: 1, PageSize: 50 },
      {
        Total: 1,
        InstanceList: [
          {
            InstanceId: WAF.id,
            InstanceType: 'waf',
            IpAddressConfig: [{ InstanceIp: WAF.address, IpStatus: 'mitigating', RegionId: HANGZHOU }],
          },
        ],
      },
    ),
  ],
  [`alicloud/${ALI_DEMO_ACCOUNT}/global.jsonl`]: [
    answered(
      'yundun-ddoscoo:DescribeBlackholeStatus',
      { RegionId: HANGZHOU, 'InstanceIds.1': PROXY.id },
      { BlackholeStatus: [{ Ip: PROXY.address, BlackStatus: 'blackhole', StartTime: 1, EndTime: 2 }] },
    ),
    answered(
      'yundun-ddoscoo:DescribeDomainResource',
      { RegionId: HANGZHOU, PageNumber: 1, PageSize: 10 },
      {
        TotalCount: 1,
        WebRules: [{ Domain: 'pay.example.cn', InstanceIds: [PROXY.id], RealServers: ['47.110.5.7'] }],
      },
    ),
  ],
};

async function bucket(change: (key: string, content: string) => string | undefined = (_, content) => content) {
  const snapshot = storeOf([...demoEstate(now), ...aliDemoEstate(now)]);
  const store = memoryStore({
    'reports/latest.json': JSON.stringify({
      schemaVersion: 1,
      runId: 'r',
      folder: 'reports/2026-11-20/r',
      finishedAt: '2026-11-20T02:40:00Z',
    }),
    'snapshots/r/manifest.json': JSON.stringify({ schemaVersion: 1, runId: 'r', startedAt: '2026-11-20T02:30:00Z' }),
  });
  for (const [key, content] of snapshot.files) {
    const lines = (more[key] ?? []).map((call) => `${JSON.stringify(call)}\n`).join('');
    const changed = change(key, `${String(content)}${lines}`);
    if (changed !== undefined) store.files.set(`snapshots/r/${key}`, changed);
  }
  const finding = aFinding({
    checkId: 'alicloud-slb-persistence-not-behind-proxy',
    status: 'open',
    resource: aResource({
      provider: 'alicloud',
      account: ALI_DEMO_ACCOUNT,
      region: HANGZHOU,
      id: 'lb-bp1shop/tcp/443',
    }),
  });
  await store.write('findings/provider=alicloud/dt=2026-11-20/r.jsonl.gz', [gzipSync(`${JSON.stringify(finding)}\n`)]);
  return store;
}

/** The mail about a notice. */
async function mailOf(
  notice: Notice,
  store: Awaited<ReturnType<typeof bucket>>,
  language: Language = 'en',
): Promise<Message> {
  const mails: Message[] = [];
  const clock = () => now;
  await takeNotice(
    notice,
    {},
    {
      store,
      clock,
      language,
      alertTopic: { publish: async (message) => void mails.push(message) },
      policy: DEFAULT_POLICY.notices,
      claimant: 'c',
      lookUp: (each) => lookUp(each, { store, policy: DEFAULT_POLICY, clock, language }),
      onLookUpFailed: (_, error) => {
        throw error;
      },
    },
  );
  const [mail] = mails;
  if (!mail) throw new Error('no mail');
  return mail;
}

const attack = (change: Partial<Attack>): Notice => {
  const { notices } = attackChanges([], {
    attacks: [
      {
        account: ALI_DEMO_ACCOUNT,
        region: HANGZHOU,
        address: '192.0.2.1',
        kind: 'blackhole',
        protection: 'basic',
        startedAt: '2026-11-20T01:00:00.000Z',
        ...change,
      },
    ],
    couldSee: () => true,
    at: '2026-11-20T02:00:00.000Z',
  });
  return notices[0] as Notice;
};

const event = (raw: Readonly<Record<string, unknown>>): Notice => {
  const parsed = parseEvent(raw, DEFAULT_POLICY.notices);
  if ('ignored' in parsed) throw new Error(parsed.ignored);
  return parsed.notice;
};

const about = (...names: readonly string[]): Notice =>
  event(
    withDetail(
      abuseEvent,
      { eventRegion: 'eu-central-1', affectedEntities: names.map((entityValue) => ({ entityValue })) },
      { resources: [] },
    ),
  );

const SHOP_FRONT =
  'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop-front/4de85c6a1efc9b35';
const REACHES = 'The Internet reaches it:';
const SHUT = 'The Internet does not reach it.';
const NOT_FOUND = 'No machine, interface, address or balancer of the latest snapshot';

interface Source {
  readonly notice: Notice;
  readonly says: readonly string[];
  readonly silentOn?: readonly string[];
  readonly hasPlan: boolean;
}

const SOURCES: Readonly<Record<string, Source>> = {
  'AWS Health: a machine': {
    notice: about('i-001eb2b32168e05f1'),
    says: ['* i-001eb2b32168e05f1 "bastion", instance, eu-central-1', REACHES, 'tcp 22 @ 18.184.10.14'],
    hasPlan: true,
  },
  'AWS Health: an interface': {
    notice: about('eni-003ab648d30fd1f65'),
    says: ['* i-001eb2b32168e05f1 "bastion", instance', REACHES],
    hasPlan: true,
  },
  'AWS Health: a public address': {
    notice: about('18.184.10.14'),
    says: ['* i-001eb2b32168e05f1 "bastion", instance', REACHES],
    hasPlan: true,
  },
  'AWS Health: an address that belongs to nothing': {
    notice: about('18.184.10.25'),
    says: ['* 18.184.10.25', ', address, eu-central-1', SHUT],
    hasPlan: false,
  },
  'AWS Health: trouble with a balancer': {
    notice: event(
      withDetail(
        issueEvent,
        {
          service: 'ELASTICLOADBALANCING',
          eventRegion: 'eu-central-1',
          affectedEntities: [{ entityValue: SHOP_FRONT }],
        },
        { resources: [] },
      ),
    ),
    says: [`* ${SHOP_FRONT} "shop-front", load-balancer, eu-central-1`, 'State: active', REACHES, 'tcp 80, 443 @'],
    hasPlan: false,
  },
  'AWS Health: a Classic Load Balancer, by its name': {
    notice: about('old-shop'),
    says: ['* old-shop "old-shop", load-balancer, eu-central-1', REACHES],
    hasPlan: false,
  },
  'AWS Health: the account as a whole': {
    notice: event(withDetail(abuseEvent, { eventRegion: 'global', affectedEntities: [] }, { resources: [] })),
    says: [
      'Resources: none named',
      'it is about the account as a whole',
      'snapshot the volumes of the affected machines of account 111122223333',
    ],
    silentOn: [NOT_FOUND],
    hasPlan: false,
  },
  'AWS Health: a volume, which no snapshot of ours holds': {
    notice: about('vol-0abc'),
    says: [`${NOT_FOUND}: vol-0abc`],
    silentOn: [SHUT],
    hasPlan: false,
  },
  'GuardDuty: a machine in another region than the event names': {
    notice: event(
      withDetail(threatEvent, {
        region: 'us-east-1',
        resource: { resourceType: 'Instance', instanceDetails: { instanceId: 'i-001eb2b32168e05f1' } },
      }),
    ),
    says: ['* i-001eb2b32168e05f1 "bastion", instance, eu-central-1', REACHES],
    hasPlan: true,
  },
  'GuardDuty: an access key': {
    notice: event(
      withDetail(threatEvent, { resource: { resourceType: 'AccessKey', accessKeyDetails: { userName: 'deployer' } } }),
    ),
    says: [`${NOT_FOUND}: deployer`],
    silentOn: [SHUT],
    hasPlan: false,
  },
  'Alibaba: an elastic address of a machine': {
    notice: attack({ address: '47.96.10.20', resourceId: 'eip-bp1jump', resourceType: 'eip' }),
    says: ['* i-bp1jump00001 "jump <b>host</b>", instance, cn-hangzhou', REACHES, 'tcp 22 @ 47.96.10.20'],
    hasPlan: true,
  },
  'Alibaba: a machine with a public address of its own': {
    notice: attack({ address: '120.27.30.40', resourceId: 'i-bp1legacy001', resourceType: 'ecs' }),
    says: ['* i-bp1legacy001 "reports-old", instance, cn-hangzhou'],
    silentOn: [NOT_FOUND],
    hasPlan: true,
  },
  'Alibaba: the address of a balancer': {
    notice: attack({ address: '47.110.5.6', resourceId: 'lb-bp1shop', resourceType: 'slb' }),
    says: [
      '* lb-bp1shop',
      ', load-balancer, cn-hangzhou',
      'State: active',
      REACHES,
      'tcp 80, 443 @ 47.110.5.6',
      'alicloud-slb-persistence-not-behind-proxy',
    ],
    silentOn: [SHUT],
    hasPlan: true,
  },
  'Alibaba: an elastic address of a NAT gateway': {
    notice: attack({ address: '47.96.10.30', resourceId: 'eip-bp1nat', resourceType: 'eip' }),
    says: ['* 47.96.10.30, address, cn-hangzhou', SHUT],
    hasPlan: true,
  },
  'Alibaba: an address of WAF': {
    notice: attack({ address: WAF.address, kind: 'scrubbing', resourceId: WAF.id, resourceType: 'waf' }),
    says: [`* ${WAF.id}, waf, `, 'Behind it:', 'shop.example.cn > 47.110.5.6'],
    silentOn: [SHUT, NOT_FOUND],
    hasPlan: false,
  },
  'Alibaba: an address of Anti-DDoS Proxy': {
    notice: attack({ region: 'global', address: PROXY.address, protection: 'proxy', resourceId: PROXY.id }),
    says: [`* ${PROXY.id}, anti-ddos-proxy, global`, PROXY.address, 'Behind it:', 'pay.example.cn > 47.110.5.7'],
    silentOn: [SHUT, NOT_FOUND],
    hasPlan: false,
  },
  'Alibaba: an address that is not ours any more': {
    notice: attack({ address: '47.96.10.200' }),
    says: [`${NOT_FOUND}: 47.96.10.200`],
    silentOn: [SHUT],
    hasPlan: false,
  },
};

test.each(Object.entries(SOURCES))('%s', async (_, { notice, says, silentOn = [], hasPlan }) => {
  const store = await bucket();
  const { body } = await mailOf(notice, store);
  for (const fact of says) expect(body).toContain(fact);
  for (const fact of silentOn) expect(body).not.toContain(fact);
  expect([...store.files.keys()].some((key) => key.endsWith('/containment.txt'))).toBe(hasPlan);
});

test('in Chinese the mail and the plan that it leads to are Chinese, with the same commands', async () => {
  const notice = about('i-001eb2b32168e05f1');
  const plans: string[] = [];
  for (const language of ['en', 'zh'] as const) {
    const store = await bucket();
    const { subject, body } = await mailOf(notice, store, language);
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    if (language === 'zh') expect(body).toContain('互联网可以访问它');
    const plan = [...store.files].find(([key]) => key.endsWith('/containment.txt'));
    plans.push(String(plan?.[1]));
  }
  const commands = (plan = ''): readonly string[] => plan.split('\n').filter((line) => /^(aws|QUARANTINE)/.test(line));
  expect(commands(plans[1])).toEqual(commands(plans[0]));
  expect(plans[1]).toContain('# 隔离处置方案');
  expect(plans[1]).not.toMatch(/Do not|Undo|Keep the evidence/);
});

test.each<[string, string, string, string]>([
  ['WAF', 'yundun-waf:DescribeDomains', WAF.address, 'yundun-waf:DescribeDomains (Forbidden.RAM)'],
  [
    'Anti-DDoS Proxy',
    'yundun-ddoscoo:DescribeDomainResource',
    PROXY.address,
    'not read: yundun-ddoscoo:DescribeDomainResource (Forbidden.RAM)',
  ],
])('what stands behind %s was denied: the mail names the call', async (_, call, address, says) => {
  const store = await bucket((__, content) =>
    content
      .split('\n')
      .map((line) =>
        line.includes(`"call":"${call}"`)
          ? JSON.stringify({ call, request: JSON.parse(line).request, error: { code: 'Forbidden.RAM', message: 'no' } })
          : line,
      )
      .join('\n'),
  );
  const isProxy = address === PROXY.address;
  const notice = attack({ address, region: isProxy ? 'global' : HANGZHOU, protection: isProxy ? 'proxy' : 'basic' });
  const { body } = await mailOf(notice, store);
  expect(body).toContain('What stands behind it is not known for all of it; not read: ');
  expect(body).toContain(says);
});

test('balancers were not read: an address of one is not called shut', async () => {
  const store = await bucket((_, content) =>
    content
      .split('\n')
      .map((line) =>
        line.includes('"call":"slb:DescribeLoadBalancers"')
          ? JSON.stringify({
              call: 'slb:DescribeLoadBalancers',
              request: {},
              error: { code: 'Forbidden.RAM', message: 'no' },
            })
          : line,
      )
      .join('\n'),
  );
  const { body } = await mailOf(attack({ address: '47.110.5.6', resourceId: 'lb-bp1shop' }), store);
  expect(body).toContain('47.110.5.6');
  expect(body).not.toContain(SHUT);
});
