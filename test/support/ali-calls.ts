import type { RecordedCall } from '#snapshot/recorded-call.ts';
import type { ServedScope } from '../../sandbox/recording.ts';

/** The account of Alibaba tests. */
export const ALI_ACCOUNT = '5123456789012345';

/** One recorded call of Alibaba Cloud. */
export const answered = (call: string, request: object, response: object): RecordedCall => ({
  call,
  request: request as Record<string, unknown>,
  at: '2026-11-20T02:30:00.000Z',
  response: { RequestId: '5BAC1E5D-0A84-4C4B-8A57-0E6C0A5A1B2C', ...response },
});

/** One recorded call that failed. */
export const refused = (call: string, request: object, code: string, message = 'refused'): RecordedCall => ({
  call,
  request: request as Record<string, unknown>,
  at: '2026-11-20T02:30:00.000Z',
  error: { code, message },
});

/** A scope of the test account, as the sandbox serves it. */
export const aliScope = (region: string, ...calls: readonly RecordedCall[]): ServedScope => ({
  provider: 'alicloud',
  account: ALI_ACCOUNT,
  region,
  calls,
});
