import { aliScope } from '../support/ali-calls.ts';
import {
  ADDRESS,
  asked,
  asset,
  attackEvent,
  balancer,
  http,
  listeners,
  others,
  quiet,
  REGION,
  tcp,
  waf,
} from '../support/ali-incidents.ts';
import { judgeAli, snapshotOf, verdictsOf } from '../support/ali-run.ts';

const BALANCER_PAGE = 'https://slb.console.aliyun.com/slb/cn-hangzhou/slbs/lb-bp1shop';

// The four incidents that this product was asked for, each from recorded calls to the words that an operations engineer reads.

describe('load is uneven: a TCP listener binds by address, and its clients are WAF', () => {
  const check = 'alicloud-slb-persistence-not-behind-proxy';

  test.each(['wrr', 'wlc'])('with the scheduler %s', async (scheduler) => {
    const { report } = await judgeAli(
      snapshotOf(waf(), aliScope(REGION, balancer, listeners(tcp(scheduler, 1000)), ...others)),
      [check],
    );
    expect(
      report.findings.map(({ severity, resource, message, fix }) => ({ severity, id: resource.id, message, fix })),
    ).toEqual([
      {
        severity: 'high',
        id: 'lb-bp1shop/tcp/443',
        message: `The listener keeps each source address on one server for 1000 s while its clients come through WAF (shop.example.cn) from few back-to-source addresses: most users land on one server, whatever the scheduler ${scheduler} would choose.`,
        fix: {
          text: 'Switch persistence by address off; where sessions need it, use an HTTP listener with cookie persistence.',
          consoleUrl: BALANCER_PAGE,
          commands: [
            'aliyun slb SetLoadBalancerTCPListenerAttribute --RegionId cn-hangzhou --LoadBalancerId lb-bp1shop --ListenerPort 443 --PersistenceTimeout 0',
          ],
        },
      },
    ]);
  });

  test('with wlc, the pair of persistence and scheduler is told by itself too', async () => {
    const { files } = await judgeAli(
      snapshotOf(waf(), aliScope(REGION, balancer, listeners(tcp('wlc', 1000)), ...others)),
      ['alicloud-slb-persistence-fits-scheduler'],
    );
    expect(verdictsOf(files, 'alicloud-slb-persistence-fits-scheduler')).toEqual([
      'lb-bp1shop/tcp/443 fail: The listener has session persistence by source address for 1000 s together with the scheduler wlc: persistence overrides the least-connections choice, and the load stays uneven. Use wrr.',
    ]);
  });

  test('and is no finding once persistence is off, or nothing stands in front', async () => {
    const off = await judgeAli(snapshotOf(waf(), aliScope(REGION, balancer, listeners(tcp('wrr', 0)), ...others)), [
      check,
    ]);
    const direct = await judgeAli(
      snapshotOf(
        waf({ BackendList: ['47.1.1.1'] }),
        aliScope(REGION, balancer, listeners(tcp('wrr', 1000)), ...others),
      ),
      [check],
    );
    expect(verdictsOf(off.files, check)).toEqual(['lb-bp1shop/tcp/443 pass: ']);
    expect(verdictsOf(direct.files, check)).toEqual([
      'lb-bp1shop/tcp/443 pass: No proxy of the cloud stands in front of it.',
    ]);
  });

  test('and is unknown, never a pass, where WAF could not be looked at', async () => {
    const blind = aliScope('global', {
      call: 'yundun-waf:DescribeInstance',
      request: { RegionId: REGION },
      error: { code: 'Forbidden.RAM', message: 'User not authorized.' },
    });
    const { files, report } = await judgeAli(
      snapshotOf(blind, aliScope(REGION, balancer, listeners(tcp('wrr', 1000)), ...others)),
      [check],
    );
    expect(report.findings).toEqual([]);
    expect(verdictsOf(files, check)[0]).toMatch(/^lb-bp1shop\/tcp\/443 unknown: .*yundun-waf:DescribeInstance/);
  });
});

test('clients who pause are cut off: the idle timeout is 15 seconds', async () => {
  const { report } = await judgeAli(
    snapshotOf(waf(), aliScope(REGION, balancer, listeners(http({ IdleTimeout: 15 })), ...others)),
    ['alicloud-slb-idle-timeout-within-policy'],
  );
  expect(
    report.findings.map(({ severity, resource, message, fix }) => ({ severity, id: resource.id, message, fix })),
  ).toEqual([
    {
      severity: 'medium',
      id: 'lb-bp1shop/http/80',
      message:
        'The idle timeout is 15 s: a client that pauses longer than that is cut off and has to connect again. At least 30 s are wanted.',
      fix: {
        text: 'Raise the idle timeout of the listener; the range is 1–60 s, on ALB up to 600 s.',
        consoleUrl: BALANCER_PAGE,
        commands: [
          'aliyun slb SetLoadBalancerHTTPListenerAttribute --RegionId cn-hangzhou --LoadBalancerId lb-bp1shop --ListenerPort 80 --IdleTimeout 30',
        ],
      },
    },
  ]);
});

test('timeouts do not fit: WAF’s 120 s and 15 s against the listener’s values', async () => {
  const { report } = await judgeAli(
    snapshotOf(waf(), aliScope(REGION, balancer, listeners(http({ IdleTimeout: 15, RequestTimeout: 180 })), ...others)),
    ['alicloud-path-timeouts-ordered'],
  );
  expect(report.findings.map(({ severity, resource, message }) => ({ severity, id: resource.id, message }))).toEqual([
    {
      severity: 'medium',
      id: 'lb-bp1shop/http/80',
      message:
        'WAF (shop.example.cn) keeps idle connections for 15 s, and CLB listener lb-bp1shop/http/80 behind it for 15 s: both give up at the same moment, so single requests fail with 502. Raise the idle timeout of the inner hop above 15 s. This is an engineering rule: Alibaba Cloud states no numbers for it.',
    },
    {
      severity: 'medium',
      id: 'lb-bp1shop/http/80',
      message:
        'WAF (shop.example.cn) waits 120 s for an answer, but CLB listener lb-bp1shop/http/80 behind it waits 180 s: a slow request ends in a 504 at 120 s while it is still being worked on. Let the outer hop wait at least as long as the inner one.',
    },
  ]);
});

test('where WAF keeps connections as long as a CLB can, WAF is what to change', async () => {
  const redirect = { KeepaliveTimeout: 60 };
  const { report } = await judgeAli(
    snapshotOf(waf(redirect), aliScope(REGION, balancer, listeners(http({ IdleTimeout: 60 })), ...others)),
    ['alicloud-path-timeouts-ordered'],
  );
  expect(report.findings.map(({ message, fix }) => [message, fix.commands])).toEqual([
    [
      'WAF (shop.example.cn) keeps idle connections for 60 s, and CLB listener lb-bp1shop/http/80 behind it for 60 s: both give up at the same moment, so single requests fail with 502. A CLB listener goes no higher than 60 s: let the outer hop keep idle connections for less than the inner one. This is an engineering rule: Alibaba Cloud states no numbers for it.',
      ['aliyun waf-openapi DescribeDomainDetail --RegionId cn-hangzhou --InstanceId waf-cn-1 --Domain shop.example.cn'],
    ],
  ]);
});

describe('an address is in a blackhole', () => {
  const check = 'alicloud-ddos-address-not-blackholed';
  test('with its start, its expected release, and what not to do', async () => {
    const { report } = await judgeAli(
      snapshotOf(
        aliScope(
          REGION,
          balancer,
          listeners(),
          ...others,
          ...quiet,
          asked('slb', 'blackhole', asset('blackholed')),
          asked('slb', 'defense'),
          attackEvent,
        ),
      ),
      [check],
    );
    expect(
      report.findings.map(({ severity, resource, message, fix }) => ({
        severity,
        id: resource.id,
        message,
        text: fix.text,
      })),
    ).toEqual([
      {
        severity: 'critical',
        id: ADDRESS,
        message:
          '47.110.5.6 (lb-bp1shop) is in a blackhole since 2026-11-20 02:10 UTC; release is expected at 2026-11-20 04:40 UTC. Do not release or rebind the address: the attack goes on, and the next blackhole lasts longer.',
        text: 'Wait for the automatic release. Do not release or rebind the address by hand: the attack goes on, and each new blackhole lasts longer. Move urgent traffic to another address behind Anti-DDoS Proxy or WAF.',
      },
    ]);
  });

  test('is a pass only when every kind of asset was asked for', async () => {
    const all = await judgeAli(
      snapshotOf(
        aliScope(
          REGION,
          balancer,
          listeners(),
          ...others,
          ...quiet,
          asked('slb', 'blackhole'),
          asked('slb', 'defense'),
        ),
      ),
      [check],
    );
    expect(verdictsOf(all.files, check)).toContain(`${ADDRESS} pass: `);
    const some = await judgeAli(snapshotOf(aliScope(REGION, balancer, listeners(), ...others, ...quiet)), [check]);
    expect(verdictsOf(some.files, check)[0]).toMatch(/^47\.110\.5\.6 unknown: .*yundun-ddos:DescribeInstanceIpAddress/);
  });
});
