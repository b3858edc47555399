import type { Dictionary } from '#platform/text.ts';

/** What checks say: titles, reasons, remedies and messages. */
export const CHECKS_ZH: Dictionary = {
  'Default security groups have no rules': '默认安全组没有任何规则',
  'Whatever is launched without a group joins this one, so its rules apply to things nobody thought about.':
    '凡是启动时没有指定安全组的资源都会加入默认安全组，因此它的规则会作用于谁也没想到的资源。',
  'Remove every rule of the default group and give each workload a group of its own.':
    '删除默认安全组的全部规则，并为每个工作负载使用各自的安全组。',
  '{0} No interface has the group now.': '{0}目前没有网卡使用该安全组。',
  '{0} Nothing on the Internet gets through it now.': '{0}目前互联网上没有任何流量能经由它进入。',
  'Has one rule: {0}.': '有一条规则：{0}。',
  'Has {0} rules, the first: {1}.': '有 {0} 条规则，第一条：{1}。',
};
