import { type CallError, MALFORMED, NOT_READ, TRUNCATED } from './recorded-call.ts';

/** Why a call gave no usable answer, as far as the answer tells. */
export type ErrorKind =
  | 'denied-by-iam'
  | 'denied-by-organization'
  | 'region-disabled'
  | 'throttled'
  | 'timed-out'
  | 'not-available'
  | 'not-read'
  | 'unusable'
  | 'failed';

const REGION_DISABLED =
  /^(AuthFailure|UnrecognizedClientException|InvalidClientTokenId|OptInRequired|RegionDisabledException)$/;
const DENIED =
  /^(UnauthorizedOperation|AccessDenied.*|AuthorizationError.*|Forbidden.*|NoPermission.*|NotAuthorized.*)$/;
const THROTTLED =
  /^(RequestLimitExceeded|SlowDown|TooManyRequests.*|BandwidthLimitExceeded|PriorRequestNotComplete)$|Throttl/;
const TIMED_OUT =
  /^(TimeoutError|RequestTimeout.*|RequestTimeoutException|AbortError|DeadlineExceeded|ETIMEDOUT|ESOCKETTIMEDOUT)$/;
const NOT_AVAILABLE =
  /^(SubscriptionRequiredException|OperationNotPermittedException\.NotSubscribed|InvalidRegionId|InvalidRegionId\..*|InvalidRegion\..*|UnsupportedRegion.*|RegionNotSupport.*|CdnServiceNotFound|.*ServiceNotOpen(ed)?|.*NotActivated|ENOTFOUND)$/;

/**
 * Sorts an error into what it means for the person who reads the report.
 *
 * An explicit deny in an organization's policy and a missing permission both come as `UnauthorizedOperation` or
 * `AccessDenied…`; only the text tells them apart.
 */
export function classifyError({ code, message }: CallError): ErrorKind {
  if (code === NOT_READ) return 'not-read';
  if (code === TRUNCATED || code === MALFORMED) return 'unusable';
  if (THROTTLED.test(code)) return 'throttled';
  if (TIMED_OUT.test(code)) return 'timed-out';
  if (REGION_DISABLED.test(code)) return 'region-disabled';
  if (DENIED.test(code)) {
    return /service control polic|resource control polic|organization/i.test(message)
      ? 'denied-by-organization'
      : 'denied-by-iam';
  }
  if (NOT_AVAILABLE.test(code)) return 'not-available';
  return 'failed';
}

/** Errors with which a call answers "there is none", which is a fact like any other. */
const NONE: Readonly<Record<string, string>> = { 'account:GetAlternateContact': 'ResourceNotFoundException' };

/** Whether the error says that what was asked for does not exist. */
export const saysNone = (call: string, { code }: Pick<CallError, 'code'>): boolean => NONE[call] === code;

/** Whether the error leaves a gap: what is not sold to the account or in the region, or does not exist, leaves none. */
export const leavesGap = (call: string, error: CallError): boolean =>
  !saysNone(call, error) && classifyError(error) !== 'not-available';
