import * as z from 'zod';
import { alicloudRegion, awsRegion } from '#platform/config.ts';
import { parsePayload } from '#platform/payload.ts';

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
export const parseScanRequest = (payload: unknown): ScanRequest => parsePayload(requestSchema, payload);
