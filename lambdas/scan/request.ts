import * as z from 'zod';
import { alicloudRegion, awsRegion } from '#platform/config.ts';
import { UsageError } from '#platform/usage-error.ts';
import { wanted } from '#platform/wanted.ts';

/** What a person or the schedule asks the deployed scanner for: everything, or a part of it. */
const requestSchema = z.strictObject({
  provider: z
    .array(z.literal(['aws', 'alicloud']))
    .min(1)
    .optional(),
  regions: z
    .array(z.union([awsRegion, alicloudRegion]))
    .min(1)
    .optional(),
  /** Globs over check ids. */
  checks: z.array(z.string().min(1)).min(1).optional(),
});

export type ScanRequest = z.infer<typeof requestSchema>;

/** Reads an event's payload. @throws {UsageError} that names every key that is wrong, its value and what is allowed. */
export function parseScanRequest(payload: unknown): ScanRequest {
  const parsed = requestSchema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const allowed = Object.keys(requestSchema.shape).join(', ');
      return issue.keys.map((key) => `${key} is not known; allowed are ${allowed}`);
    }
    const value = issue.path.reduce((at, key) => (at as Record<PropertyKey, unknown>)[key], payload);
    return `${issue.path.join('.') || 'the event'} is ${JSON.stringify(value) ?? 'missing'}, but ${wanted(issue)}`;
  });
  throw new UsageError(mistakes.join('\n'));
}
