import type { Dictionary } from '#platform/text.ts';
import { ALICLOUD_CHECKS_ZH } from './checks-alicloud.ts';
import { AWS_CHECKS_ZH } from './checks-aws.ts';
import { MESSAGES_ZH } from './messages.ts';
import { ALICLOUD_MESSAGES_ZH } from './messages-alicloud.ts';
import { AWS_MESSAGES_ZH } from './messages-aws.ts';
import { NETWORK_ZH } from './network.ts';
import { NETWORK_CHANGES_ZH } from './network-changes.ts';
import { PATHS_ZH } from './paths.ts';
import { REPORT_ZH } from './report.ts';

/** Each part of the Chinese dictionary; none has a key of another. */
export const PARTS_ZH: readonly Dictionary[] = [
  AWS_CHECKS_ZH,
  ALICLOUD_CHECKS_ZH,
  MESSAGES_ZH,
  AWS_MESSAGES_ZH,
  ALICLOUD_MESSAGES_ZH,
  NETWORK_ZH,
  NETWORK_CHANGES_ZH,
  PATHS_ZH,
  REPORT_ZH,
];

/** All that is said, in Chinese. */
export const ZH: Dictionary = Object.assign({}, ...PARTS_ZH) as Dictionary;
