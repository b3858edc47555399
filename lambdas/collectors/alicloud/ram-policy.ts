import { alicloudCalls } from './registry.ts';

/** A RAM policy document. @see https://www.alibabacloud.com/help/en/ram/user-guide/policy-structure-and-syntax */
export interface RamPolicy {
  readonly Version: '1';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: '*';
    readonly Condition: { readonly Bool: { readonly 'acs:SecureTransport': readonly ['true'] } };
  }[];
}

/** The most characters that a custom policy may have, without white space. */
export const POLICY_LIMIT = 2048;

/** Network and load balancers; everything else is in the second policy, so that each stays under the limit. */
const FIRST = new Set(['ecs', 'vpc', 'cen', 'slb', 'alb', 'nlb']);

/** Calls that are authorised under another name. */
const AUTHORISED_AS: Readonly<Record<string, string>> = {
  'yundun-ddoscoo:DescribeL7UsKeepalive': 'yundun-ddoscoo:DescribeL7RsKeepalive',
};

/** Anybody may ask who he is. */
const FREE = new Set(['sts:GetCallerIdentity']);

/** The RAM actions that scanning needs, sorted. */
export const alicloudReadActions = (): readonly string[] =>
  [
    ...new Set(
      alicloudCalls()
        .filter((call) => !FREE.has(call))
        .map((call) => AUTHORISED_AS[call] ?? call),
    ),
  ].sort();

/** The two policies of the scanner's role: nothing but Describe, Get and List. Lists cannot be narrowed to resources. */
export function ramPolicies(): { readonly a: RamPolicy; readonly b: RamPolicy } {
  const actions = alicloudReadActions();
  const isFirst = (action: string): boolean => FIRST.has(action.slice(0, action.indexOf(':')));
  return { a: policy(actions.filter(isFirst)), b: policy(actions.filter((action) => !isFirst(action))) };
}

const policy = (actions: readonly string[]): RamPolicy => ({
  Version: '1',
  Statement: [
    {
      Effect: 'Allow',
      Action: actions,
      Resource: '*',
      Condition: { Bool: { 'acs:SecureTransport': ['true'] } },
    },
  ],
});

/** The policy as its file in `docs/` has it. */
export const policyFile = (document: RamPolicy): string => `${JSON.stringify(document, null, 2)}\n`;
