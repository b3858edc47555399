import type { Dictionary } from '#platform/text.ts';

/** What checks say of a resource. */
export const MESSAGES_ZH: Dictionary = {
  '{0} No interface has the group now.': '{0}目前没有网卡使用该安全组。',
  '{0} Nothing on the Internet gets through it now.': '{0}目前互联网上没有任何流量能经由它进入。',
  'Has one rule: {0}.': '有一条规则：{0}。',
  'Has {0} rules, the first: {1}.': '有 {0} 条规则，第一条：{1}。',
};
