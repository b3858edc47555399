import ipaddr from 'ipaddr.js';
import * as z from 'zod';

const port = z
  .string()
  .regex(
    /^(tcp|udp)\/\d{1,5}(-\d{1,5})?$/,
    'must be PROTOCOL/PORT or PROTOCOL/FIRST-LAST with tcp or udp, such as "tcp/443"',
  )
  .refine((value) => {
    const [first = 0, last = first] = (value.split('/')[1] ?? '').split('-').map(Number);
    return first >= 1 && last <= 65_535 && first <= last;
  }, 'must name ports between 1 and 65535, the lower one first');

const operatorRange = z
  .string()
  .refine(
    (value) => ipaddr.isValidCIDR(value) && Number(value.split('/')[1]) >= (value.includes(':') ? 16 : 8),
    'must be a CIDR such as "198.51.100.0/24", no wider than /8 (IPv6: /16)',
  );

/** Which notices wake somebody. */
export const noticePolicySchema = z.strictObject({
  guarddutySeverity: z
    .number()
    .min(1)
    .max(10)
    .default(7)
    .describe('GuardDuty findings from this severity (1 to 10) alert at once.'),
});

export type NoticePolicy = z.infer<typeof noticePolicySchema>;

/** What users decide for themselves: the values that checks compare with. */
export const policySchema = z.strictObject({
  publicPorts: z
    .array(port)
    .default(['tcp/80', 'tcp/443', 'udp/443'])
    .describe('Ports that may be open to the whole Internet.'),
  operators: z
    .array(operatorRange)
    .default([])
    .describe(
      'Where operators come from: the only sources that a containment plan lets in, on the administration ports.',
    ),
  notices: noticePolicySchema.prefault({}).describe('Which notices alert at once.'),
});

export type Policy = z.infer<typeof policySchema>;

/** The policy of somebody who configured none. */
export const DEFAULT_POLICY: Policy = policySchema.parse({});
