import { aliScope } from '../support/ali-calls.ts';
import {
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
import { judgeAli, snapshotOf } from '../support/ali-run.ts';

// The four incidents once more, as an operations engineer in China reads them.

type Snapshot = ReturnType<typeof snapshotOf>;

const at = (...calls: Parameters<typeof aliScope>[1][]): Snapshot =>
  snapshotOf(waf(), aliScope(REGION, balancer, ...calls, ...others));

const INCIDENTS: readonly (readonly [string, Snapshot, string, readonly string[]])[] = [
  [
    'load is uneven behind WAF (wrr)',
    at(listeners(tcp('wrr', 1000))),
    'alicloud-slb-persistence-not-behind-proxy',
    [
      '监听开启了源 IP 会话保持（1000 秒），同一源 IP 的请求固定转发到同一台服务器，但客户端都经过 WAF (shop.example.cn)，只来自少量回源 IP：大部分用户都会落到同一台服务器上，调度算法加权轮询（wrr）不起作用。',
    ],
  ],
  [
    'persistence together with wlc',
    at(listeners(tcp('wlc', 1000))),
    'alicloud-slb-persistence-fits-scheduler',
    [
      '监听在加权最小连接数（wlc）调度下开启了源 IP 会话保持（1000 秒）：会话保持优先于最小连接数的选择，负载会一直不均。请改用加权轮询（wrr）。',
    ],
  ],
  [
    'the idle timeout is 15 seconds',
    at(listeners(http({ IdleTimeout: 15 }))),
    'alicloud-slb-idle-timeout-within-policy',
    ['连接空闲超时时间为 15 秒：客户端停顿超过这个时间，连接就会被断开，必须重新建立连接。应至少为 30 秒。'],
  ],
  [
    'WAF’s timeouts against the listener’s',
    at(listeners(http({ IdleTimeout: 15, RequestTimeout: 180 }))),
    'alicloud-path-timeouts-ordered',
    [
      'WAF (shop.example.cn) 的空闲长连接保持 15 秒，其后的 CLB 监听 lb-bp1shop/http/80 保持 15 秒：两端同时断开，因此会偶发 502。请把内层的连接空闲超时时间调到 15 秒以上。这是工程经验规则：阿里云没有给出对应的数值。',
      'WAF (shop.example.cn) 等待应答 120 秒，而其后的 CLB 监听 lb-bp1shop/http/80 等待 180 秒：慢请求在第 120 秒返回 504，而后端仍在处理它。请让外层的等待时间不短于内层。',
    ],
  ],
  [
    'an address is in a blackhole',
    at(listeners(), ...quiet, asked('slb', 'blackhole', asset('blackholed')), asked('slb', 'defense'), attackEvent),
    'alicloud-ddos-address-not-blackholed',
    [
      '47.110.5.6（lb-bp1shop）自 2026-11-20 02:10 UTC 起处于黑洞中；预计于 2026-11-20 04:40 UTC 解封。请勿释放或换绑该地址：攻击仍在继续，下一次黑洞会持续更久。',
    ],
  ],
];

test.each(INCIDENTS)('%s', async (_name, snapshot, check, messages) => {
  const { report } = await judgeAli(snapshot, [check], 'zh');
  expect(report.findings.map(({ message }) => message)).toEqual(messages);
});
