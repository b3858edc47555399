/**
 * A mistake of the person at the keyboard: a flag, a file, a configuration value.
 * Shown as its message alone, without a stack; the process ends with exit code 64.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
