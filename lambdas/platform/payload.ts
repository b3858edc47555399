import type * as z from 'zod';
import { UsageError } from './usage-error.ts';
import { wanted } from './wanted.ts';

/**
 * Reads what a function was invoked with.
 *
 * @throws {UsageError} that names every key that is wrong, its value and what is allowed.
 */
export function parsePayload<T extends z.ZodObject>(schema: T, payload: unknown): z.infer<T> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const allowed = Object.keys(schema.shape).join(', ');
      return issue.keys.map((key) => `${key} is not known; allowed are ${allowed}`);
    }
    const value = issue.path.reduce((at, key) => (at as Record<PropertyKey, unknown>)[key], payload);
    return `${issue.path.join('.') || 'the event'} is ${JSON.stringify(value) ?? 'missing'}, but ${wanted(issue)}`;
  });
  throw new UsageError(mistakes.join('\n'));
}
