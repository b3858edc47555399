import type { MissingCall } from '#snapshot/recorded-call.ts';

/** A call that the role may not make. */
export const denied = (call: string): MissingCall => ({
  call,
  code: 'UnauthorizedOperation',
  message: 'You are not authorized to perform this operation.',
});
