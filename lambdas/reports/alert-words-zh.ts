import type { AlertWords } from './alert-words.ts';

/** Chinese. */
export const ZH: AlertWords = {
  headings: {
    happened: '发生了什么',
    theirWords: '平台原文',
    expected: '需要做什么，截止何时',
    known: '我们对它的了解',
    related: '与它有关的其他未结通知',
    steps: '前五步，按此顺序',
    more: '后续资料',
  },
  drill: '这是演练：事件是样例或模拟的，什么也没有发生。',
  happened({ kind, state, who }) {
    if (state === 'released') return `${who} 已解除所采取的措施：流量已恢复正常。`;
    if (state === 'closed') return `${who} 已关闭此事项。`;
    switch (kind) {
      case 'abuse':
        return `${who} 收到举报：此账号中的资源正在危害他人。平台可能封禁该资源或整个账号。`;
      case 'threat':
        return `${who} 发现了威胁。它只负责报告：接下来怎么做由您决定。`;
      case 'service-issue':
        return `${who} 报告此账号使用的某项资源出现故障。`;
      case 'blackhole':
        return state === 'extended'
          ? `${who} 仍在丢弃发往此地址的全部流量，并推迟了解封时间。`
          : `${who} 正在丢弃发往此地址的全部流量（黑洞），因为针对它的攻击过大。任何人都无法访问它。`;
      case 'scrubbing':
        return `${who} 正在清洗发往此地址的流量，因为它正受到攻击。它仍可访问，但可能变慢。`;
    }
  },
  labels: {
    source: '来源',
    code: '事项',
    account: '账号',
    region: '地域',
    resources: '资源',
    severity: '严重程度',
    startedAt: '开始于',
    updatedAt: '通知时间',
    endsAt: '解除或结束',
    communication: '编号',
    page: '页',
  },
  states: { begin: '开始', extended: '延长', released: '已解除', issued: '未结', closed: '已关闭' },
  noResource: '未指明',
  page: (page, pages) => `第 ${page} 页，共 ${pages} 页；每一页都已保存，本邮件只发一次`,
  expected(kind, state, by) {
    if (state === 'released' || state === 'closed') return '无需再做什么。下面列出在忘记此事之前应检查的内容。';
    switch (kind) {
      case 'abuse':
        return `须在通知后 24 小时内答复${by === undefined ? '' : `，即 ${by} 之前`}：查到了什么、做了什么、如何防止再次发生。如不答复，AWS 可能封禁资源。请在 AWS Health 控制台答复，或回复发给账号安全联系人的邮件。`;
      case 'threat':
        return '无需向任何人答复。控制得越早，需要负责的就越少。';
      case 'service-issue':
        return `除通知中写明的之外，无需做什么${by === undefined ? '' : `；预计于 ${by} 结束`}。`;
      case 'blackhole':
        return `请耐心等待：${by === undefined ? '攻击结束后地址会自动解封' : `地址会自动解封，公布的时间为 ${by}`}。自行释放或换绑地址只会更糟。`;
      case 'scrubbing':
        return `无需做什么${by === undefined ? '' : `；预计于 ${by} 结束`}。如果攻击继续增大，地址会被完全丢弃。`;
    }
  },
  snapshotOf: (at) => `以 ${at} 的快照为准：`,
  unavailable: (why) => `无法查询任何信息：${why}`,
  notFound: (ids) => `不是最新快照中的机器、网卡、地址或负载均衡：${ids}`,
  nothingNamed: '通知未指明任何资源：它针对整个账号。最近一次报告列有该账号未解决的发现。',
  facts: {
    state: '状态',
    network: '网络',
    addresses: '地址',
    groups: '安全组',
    behind: '其后端',
    findings: '未解决的发现',
  },
  notReachable: '互联网无法访问它。',
  reachable: '互联网可以访问它：',
  reachUnknown: (calls) => `互联网能否访问它，无法全部确定；未读取：${calls}`,
  behindUnknown: (calls) => `其后端无法全部确定；未读取：${calls}`,
  perhaps: '可能',
  everyone: '来自任何地方',
  sources: (ranges, more) => `来自 ${ranges}${more > 0 ? ` 以及另外 ${more} 个网段` : ''}`,
  path: (hops) => `路径：${hops}`,
  via: (balancer) => `经由 ${balancer}`,
  allPorts: '全部端口',
  noFindings: '最近一次报告中没有',
  more: (count) => `另有 ${count} 项`,
  noRelated: '没有。',
  somethingIn: (account) => `账号 ${account} 中受影响的机器`,
  steps(about, id, by) {
    switch (about) {
      case 'abuse':
        return [
          `保全证据：首先为 ${id} 的云盘创建快照。暂时不要停止或终止它。`,
          `切断它：把 ${id} 移入没有任何出口的隔离安全组。下面的处置方案中有命令。`,
          '使它的凭证失效：吊销其角色的会话，更换曾存放在它上面的每个密钥和密码。',
          '关闭上面指出的入口：这台机器，以及使用相同安全组或镜像的所有机器。',
          `${by === undefined ? '在 24 小时内' : `在 ${by} 之前`}答复通知：查到了什么、做了什么、如何防止再次发生。`,
        ];
      case 'threat':
        return [
          `在 GuardDuty 中打开该发现，了解 ${id} 做了什么、对谁、从何时开始。`,
          `保全证据：为 ${id} 的云盘创建快照。暂时不要停止或终止它。`,
          `切断它：把 ${id} 移入没有任何出口的隔离安全组。下面的处置方案中有命令。`,
          '使它的凭证失效：吊销其角色的会话，更换曾存放在它上面的每个密钥和密码。',
          '关闭上面指出的入口，然后归档该发现，并注明它是什么。',
        ];
      case 'service-issue':
        return [
          '在 AWS Health 控制台打开该事件，了解 AWS 正在如何处理。',
          `查看用户是否受影响：使用 ${id} 的负载均衡后端的健康状况。`,
          `把业务从 ${id} 移走：换一个可用区，或停止后再启动，使机器换到其他硬件上。`,
          '告知依赖它的人：什么受到影响，到什么时候。',
          '等待关闭此事项的事件，然后恢复被移走的业务。',
        ];
      case 'blackhole':
        return [
          `不要释放、解绑或更换 ${id}：黑洞会跟随它，下一个地址也会立即受到攻击。`,
          '告知用户，并引导他们走其他入口：CDN、DDoS 防护，或有独立域名的另一个入口。',
          `确认 ${id} 自己不是攻击者：出向流量、云安全中心的告警，以及上面指出的入口。`,
          '在 DDoS 防护控制台查看攻击：规模、类型、目标端口，以及免费阈值是否可能够用。',
          '在解封之前隐藏源站：只允许防护产品访问它。否则攻击会再次找到它。',
        ];
      case 'scrubbing':
        return [
          `关注 ${id}：超过阈值后它会被完全丢弃。`,
          '告知答复用户的人：访问可能变慢。',
          `确认 ${id} 自己不是攻击者：出向流量、云安全中心的告警，以及上面指出的入口。`,
          '现在就准备另一个入口：CDN、DDoS 防护，或有效期很短的域名后面的另一个地址。',
          '关闭每一个不必对所有人开放的端口：少一个攻击目标。',
        ];
      case 'over':
        return [
          `确认 ${id} 正常：从外部访问，并查看其负载均衡后端的健康状况。`,
          '撤销临时措施：隔离、其他入口、很短的域名有效期。',
          '如果上面指出的入口仍然开放，请关闭它。',
          '记录发生了什么、何时发现、花了多长时间。',
          '运行一次扫描，确认报告中导致此事的问题已解决。',
        ];
    }
  },
  plan: (where) => `处置方案（只写出，从不执行）：${where}`,
  kept: (where) => `事件原文：${where}`,
  console: (url) => `控制台：${url}`,
};
