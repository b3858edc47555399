import type { Dictionary } from '#platform/text.ts';

/** What the checks of AWS say of a resource. */
export const AWS_MESSAGES_ZH: Dictionary = {
  'all traffic': '全部流量',
  '{0} from {1}': '来自 {1} 的 {0}',
  '{0} to {1}': '到 {1} 的 {0}',
  '{0} type {1}': '{0} 类型 {1}',
  '{0} type {1} code {2}': '{0} 类型 {1} 代码 {2}',
  '{0} and {1} more ranges': '{0} 以及另外 {1} 段',
  '{0} {1} over {2}': '{2} 上的 {0} {1}',
  '{0} {1} over {2} and {3}': '{2} 和 {3} 上的 {0} {1}',
  'all {0} ports over {1}': '{1} 上的全部 {0} 端口',
  'all {0} ports over {1} and {2}': '{1} 和 {2} 上的全部 {0} 端口',
  '{0} ({1})': '{0}（{1}）',
};
