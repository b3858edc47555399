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

/** What users decide for themselves: the values that checks compare with. */
export const policySchema = z.strictObject({
  publicPorts: z
    .array(port)
    .default(['tcp/80', 'tcp/443', 'udp/443'])
    .describe('Ports that may be open to the whole Internet.'),
});

export type Policy = z.infer<typeof policySchema>;

/** The policy of somebody who configured none. */
export const DEFAULT_POLICY: Policy = policySchema.parse({});
