import { classifyError, leavesGap, saysNone } from '#snapshot/call-error.ts';

const SCP =
  'User: arn:aws:iam::1:user/a is not authorized to perform: ec2:DescribeVpcs with an explicit deny in a service control policy';
const RCP = 'is not authorized with an explicit deny in a resource control policy';

test.each([
  ['UnauthorizedOperation', 'You are not authorized to perform this operation.', 'denied-by-iam'],
  ['UnauthorizedOperation', SCP, 'denied-by-organization'],
  ['AccessDenied', '', 'denied-by-iam'],
  ['AccessDeniedException', RCP, 'denied-by-organization'],
  ['Forbidden.RAM', 'User not authorized to operate on the specified resource.', 'denied-by-iam'],
  ['NoPermission', '', 'denied-by-iam'],
  ['AuthFailure', 'AWS was not able to validate the provided access credentials', 'region-disabled'],
  ['UnrecognizedClientException', '', 'region-disabled'],
  ['InvalidClientTokenId', '', 'region-disabled'],
  ['OptInRequired', '', 'region-disabled'],
  ['RequestLimitExceeded', '', 'throttled'],
  ['Throttling', '', 'throttled'],
  ['Throttling.User', '', 'throttled'],
  ['ThrottlingException', '', 'throttled'],
  ['TooManyRequestsException', '', 'throttled'],
  ['SlowDown', '', 'throttled'],
  ['TimeoutError', '', 'timed-out'],
  ['ETIMEDOUT', '', 'timed-out'],
  ['DeadlineExceeded', '', 'timed-out'],
  ['AbortError', '', 'timed-out'],
  ['NotRead', '', 'not-read'],
  ['Truncated', '', 'unusable'],
  ['Malformed', '', 'unusable'],
  ['SubscriptionRequiredException', '', 'not-available'],
  ['ENOTFOUND', '', 'not-available'],
  ['ECONNRESET', '', 'failed'],
  ['InternalError', '', 'failed'],
  ['constructor', '', 'failed'],
])('%s (%s) means %s', (code, message, kind) => {
  expect(classifyError({ code, message })).toBe(kind);
});

test('"there is none" is an answer of the call that says so, and of no other', () => {
  const none = { code: 'ResourceNotFoundException', message: '' };
  expect(saysNone('account:GetAlternateContact', none)).toBe(true);
  expect(saysNone('guardduty:GetDetector', none)).toBe(false);
  expect(leavesGap('account:GetAlternateContact', none)).toBe(false);
  expect(leavesGap('guardduty:GetDetector', none)).toBe(true);
  expect(leavesGap('health:DescribeEvents', { code: 'SubscriptionRequiredException', message: '' })).toBe(false);
});
