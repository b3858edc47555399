import type { Known } from '#inventory/known.ts';
import { say, sayAll, type Text, wordsOf } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

/**
 * Why a hop lets nothing pass, or what it wants to say: AWS Reachability Analyzer's words where it has them, ours begin
 * with `X_`.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
 */
export type Code =
  | 'BAD_STATE'
  | 'BAD_STATE_ATTACHMENT'
  | 'BAD_STATE_ROUTE'
  | 'NO_ROUTE_TO_DESTINATION'
  | 'MORE_SPECIFIC_ROUTE'
  | 'HIGHER_PRIORITY_ROUTE'
  | 'NO_POSSIBLE_DESTINATION'
  | 'INGRESS_RTB_NO_PUBLIC_IP'
  | 'INGRESS_RTB_TRAFFIC_REDIRECTION'
  | 'ENI_SG_RULES_MISMATCH'
  | 'SG_HAS_NO_RULES'
  | 'SUBNET_ACL_RESTRICTION'
  | 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED'
  | 'ENI_SOURCE_DEST_CHECK_RESTRICTION'
  | 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS'
  | 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'
  | 'IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS'
  | 'IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS'
  | 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR'
  | 'UNKNOWN_PEERED_SGS'
  | 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'
  | 'TGW_ROUTE_AZ_RESTRICTION'
  | 'TGW_RTB_BAD_STATE_ROUTE'
  | 'TGW_RTB_CANNOT_ROUTE'
  | 'TGW_RTB_HIGHER_PRIORITY_ROUTE'
  | 'TGW_RTB_MORE_SPECIFIC_ROUTE'
  | 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'
  | 'TGW_RTB_ROUTES_ARE_UNKNOWN'
  | 'SG_REFERENCES_NOT_PRESERVED'
  | 'SG_REFERENCING_SUPPORT'
  | 'PROTOCOL_RESTRICTION'
  | 'ELB_ACL_RESTRICTION'
  | 'ELB_LISTENERS_MISMATCH'
  | 'ELB_NOT_CROSSZONE'
  | 'ELBV2_LISTENERS_MISMATCH'
  | 'ELBV2_LISTENER_REQUIRES_TG_ACCEPT'
  | 'ELBV2_NO_TARGETS_IN_AZ'
  | 'X_IGW_NOT_ATTACHED'
  | 'X_EIGW_NO_INGRESS'
  | 'X_NGW_UNSOLICITED_INGRESS'
  | 'X_RETURN_PORTS_PARTIAL'
  | 'X_RETURN_ROUTE_NOT_IGW'
  | 'X_ONE_WAY_DELIVERY'
  | 'X_PRIVATE_IPV6'
  | 'X_ACCOUNT_RESTRICTED'
  | 'X_LB_NO_TARGET'
  | 'X_LB_INTERNAL_SCHEME'
  | 'X_SNAPSHOT_INCOMPLETE'
  | 'X_AMBIGUOUS_ROUTE'
  | 'X_ALI_NO_PUBLIC_ADDRESS'
  | 'X_ALI_ROUTE_NOT_IPV4_GATEWAY'
  | 'X_ALI_LISTENER_STOPPED'
  | 'X_MIDDLEBOX';

/** Why something can be neither called reachable nor blocked. */
export interface Reason {
  readonly code: 'X_SNAPSHOT_INCOMPLETE' | 'X_AMBIGUOUS_ROUTE' | 'X_MIDDLEBOX';
  /** The call that gave no usable answer. */
  readonly call?: string;
  /** What that call said instead. */
  readonly error?: string;
  readonly message?: Text;
  /** The route table or the middlebox. */
  readonly component?: string;
}

/** The packet on its way in, or the reply on its way back. */
export type Leg = 'forward' | 'return';

/** What a packet passes, in the order in which it does. */
export type HopName =
  | 'account'
  | 'block-public-access'
  | 'internet-gateway'
  | 'address-mapping'
  | 'edge-route-table'
  | 'accelerator'
  | 'load-balancer'
  | 'listener'
  | 'target-group'
  | 'security-group-out'
  | 'network-acl-out'
  | 'route-table'
  | 'transit-gateway-attachment'
  | 'transit-gateway'
  | 'transit-gateway-route-table'
  | 'network-acl-in'
  | 'security-group-in'
  | 'nat-gateway'
  | 'interface'
  | 'instance';

/** One thing on the way and what it did with the packet. */
export interface Hop {
  readonly leg: Leg;
  readonly hop: HopName;
  /** Id of the resource that decides. */
  readonly component: string;
  /** The rule, ACL entry number or route that decided; null where none did. */
  readonly rule: string | null;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** Why it fails, or something that a passing hop has to say. */
  readonly code?: Code;
  /** The code that `code` wraps. */
  readonly because?: Code;
  readonly message: Text;
  /** Why it is unknown. */
  readonly reasons?: readonly Reason[];
  /** The other end as a filter sees it, where that is not the client. */
  readonly peer?: string;
  /** The packet as it looks here. */
  readonly packetAtHop?: Text;
  /** Client ports that the reply can go to, where not every ordinary one works. */
  readonly clientPortRanges?: readonly (readonly [number, number])[];
}

/** A missing call as a reason. */
export const incomplete = ({ call, code, message, said }: MissingCall): Reason => ({
  code: 'X_SNAPSHOT_INCOMPLETE',
  call,
  error: code,
  message: said ?? message,
});

/** Each reason once, in a fixed order. */
export const distinctReasons = (reasons: Iterable<Reason>): readonly Reason[] =>
  [...new Map([...reasons].map((each) => [keyOf(each), each])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, each]) => each);

/** The hop that a fact decides, or the unknown hop where the fact was not read. */
export function hopOf<T>(
  fact: Known<T>,
  at: Pick<Hop, 'leg' | 'hop' | 'component'>,
  decide: (value: T) => Partial<Hop> & Pick<Hop, 'verdict' | 'message'>,
): Hop {
  if (fact.known) return { ...at, rule: null, ...decide(fact.value) };
  return undecidedHop(at, fact.missing);
}

/** A reason as it is written in English: languages do not change which are the same, nor their order. */
const keyOf = (reason: Reason): string =>
  JSON.stringify(reason.message === undefined ? reason : { ...reason, message: wordsOf(reason.message) });

/** A hop that cannot be judged without `missing`. */
export const undecidedHop = (at: Pick<Hop, 'leg' | 'hop' | 'component'>, missing: readonly MissingCall[]): Hop => ({
  ...at,
  rule: null,
  verdict: 'unknown',
  code: 'X_SNAPSHOT_INCOMPLETE',
  message: say`Not known: ${sayAll(missing.map(({ call, code }) => `${call} (${code})`))}.`,
  reasons: distinctReasons(missing.map(incomplete)),
});

/** Calls and how they failed, as people read them: each once. */
export const callsText = (missing: readonly MissingCall[]): Text =>
  sayAll([...new Set(missing.map(({ call, code }) => `${call} (${code})`))]);
