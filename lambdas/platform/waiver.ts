import * as z from 'zod';

const glob = (what: string, example: string) =>
  z
    .string()
    .trim()
    .min(1)
    .describe(
      `${what}, from its first to its last character; \`*\` is any run of characters, \`?\` any one: ${example}.`,
    );

const said = (what: string) => z.string().trim().min(1).describe(what);

/**
 * A decision to live with findings for a while. Every key is required: a waiver without a reason, an owner and an end
 * is how findings are forgotten.
 */
export const waiverSchema = z.strictObject({
  check: glob('The check id', 'aws-ec2-security-group-closes-*'),
  resource: glob('The resource id', 'sg-0a1b2c3d4e5f60718'),
  account: glob('The account', '"111122223333" in quotes, or "*"'),
  region: glob('The region', 'eu-*, or "*"'),
  reason: said('Why it is accepted.'),
  owner: said('Who answers for it.'),
  expires: z.iso.date('must be a day such as "2027-03-31"').describe('The last day on which it holds (UTC).'),
});

export type Waiver = z.infer<typeof waiverSchema>;
