import { isNode, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { policySchema } from './policy.ts';
import { LANGUAGES } from './text.ts';
import { UsageError } from './usage-error.ts';
import { waiverSchema } from './waiver.ts';
import { wanted } from './wanted.ts';

const email = z.email('must be a mail address');

/** The name of an AWS region. */
export const awsRegion = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'must be a region name such as eu-west-1');

/** The name of an Alibaba Cloud region. */
export const alicloudRegion = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+(-\d+)?$/, 'must be a region name such as cn-hangzhou');

const organizationId = z
  .string()
  .regex(/^o-[a-z0-9]{10,32}$/, 'must be the id of an organization such as "o-a1b2c3d4e5"');

/** Whose accounts forward their notices, and who sees to it. */
const organizationSchema = z.strictObject({
  id: organizationId.describe('The id of the organization.'),
  targets: z
    .array(
      z
        .string()
        .regex(
          /^(r-[a-z0-9]{4,32}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})$/,
          'must be the id of a root or a unit such as "r-ab12" or "ou-ab12-c3d4e5f6"',
        ),
    )
    .default([])
    .describe(
      'Roots and organizational units whose accounts a StackSet makes forward, new ones too; none, no StackSet.',
    ),
  regions: z
    .array(awsRegion)
    .min(1)
    .optional()
    .describe('Where these accounts forward the findings of GuardDuty; by default every region that is scanned.'),
  delegatedAdmin: z
    .boolean()
    .default(false)
    .describe(
      'Whether the account of the scanner is a delegated administrator of StackSets, not the management account.',
    ),
});

/** The configuration file `posture.config.yaml`, read by the command line, at synth and by the deployed scanner. */
export const configSchema = z.strictObject({
  aws: z
    .strictObject({
      regions: z
        .union([z.literal('all'), z.array(awsRegion).min(1)])
        .default('all')
        .describe('"all" regions that are enabled for the account, or a list of them.'),
    })
    .prefault({})
    .describe('What is scanned on AWS.'),
  alicloud: z
    .strictObject({
      accounts: z
        .array(
          z
            .strictObject({
              account: z
                .string()
                .regex(/^\d{8,20}$/, 'must be the number of an Alibaba Cloud account')

                .describe('The account that the keys must belong to; refused when they belong to another.'),
              regions: z
                .union([z.literal('all'), z.array(alicloudRegion).min(1)])
                .default('all')
                .describe('"all" regions, or a list of them.'),
              secret: z
                .string()
                .min(1)
                .optional()
                .describe('Name of the secret in Secrets Manager that holds {"accessKeyId", "accessKeySecret"}.'),
              roleArn: z
                .string()
                .regex(/^acs:ram::\d+:role\/.+$/, 'must be like acs:ram::<account>:role/<name>')
                .optional()
                .describe('The role to assume: let the key of the secret do nothing else.'),
              externalId: z.string().min(2).max(1224).optional().describe("What the role's trust policy asks for."),
              oidcProviderArn: z
                .string()
                .regex(/^acs:ram::\d+:oidc-provider\/.+$/, 'must be like acs:ram::<account>:oidc-provider/<name>')
                .optional()
                .describe('Exchange a token of AWS for keys, without any secret.'),
            })
            .refine(
              ({ secret, oidcProviderArn }) => (secret === undefined) !== (oidcProviderArn === undefined),
              'must have either secret or oidcProviderArn',
            )
            .refine(
              ({ oidcProviderArn, roleArn }) => oidcProviderArn === undefined || roleArn !== undefined,
              'must have a roleArn beside oidcProviderArn',
            ),
        )
        .default([])
        .describe(
          'Accounts that the deployed scanner reads; from a terminal, the usual variables and profiles decide.',
        ),
    })
    .prefault({})
    .describe('What is scanned on Alibaba Cloud.'),
  schedule: z
    .strictObject({
      at: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "02:30"')
        .default('02:30')
        .describe('When the nightly scan starts, 24-hour clock.'),
      timeZone: z
        .string()
        .refine(isTimeZone, 'must be an IANA time zone such as "Europe/Berlin"')
        .default('UTC')
        .describe('The time zone of `at`.'),
    })
    .prefault({})
    .describe('When the deployed scanner runs by itself.'),
  notify: z
    .strictObject({
      digest: z.array(email).default([]).describe('Mail addresses that get the nightly digest.'),
      alerts: z
        .array(email)
        .default([])
        .describe('Mail addresses that get alerts: notices of the clouds, a scan that failed, or did not run.'),
      language: z
        .enum(LANGUAGES)
        .default('en')
        .describe('The language of reports, mails and alerts: en for English, zh for Chinese.'),
    })
    .prefault({})
    .describe('Who is told. Each address gets a mail to confirm first.'),
  retention: z
    .strictObject({
      reportDays: z.int().min(1).max(3650).default(400).describe('How long reports are kept.'),
      snapshotDays: z.int().min(1).max(3650).default(90).describe('How long snapshots are kept.'),
      logDays: z
        .literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731])
        .default(90)
        .describe('How long logs are kept; one of the periods that CloudWatch Logs offers.'),
    })
    .prefault({})
    .describe('How long things are kept, in days.'),
  notices: z
    .strictObject({
      organization: z
        .union([organizationId.transform((id) => organizationSchema.parse({ id })), organizationSchema])
        .optional()
        .describe(
          "Accounts of this organization may forward their notices to this one's event bus: its id, or its id with the units whose accounts a StackSet makes do so.",
        ),
      pollMinutes: z
        .int()
        .min(5)
        .max(60)
        .default(10)
        .describe('How often Alibaba Cloud is asked for blackholes and attacks.'),
      webhook: z
        .strictObject({
          secret: z
            .string()
            .min(1)
            .describe(
              "Name of the secret in Secrets Manager that holds the token of the target at Alibaba's EventBridge, as plain text.",
            ),
          url: z
            .url({ protocol: /^https$/, error: 'must be the https address that the stack tells as AttackPushUrl' })
            .optional()
            .describe('The address as it is written in that target; without it every push is refused.'),
        })
        .optional()
        .describe(
          "Takes pushes of Alibaba's EventBridge, which have the clouds asked at once instead of at the next poll.",
        ),
    })
    .prefault({})
    .describe('What the clouds tell us besides the nightly scan.'),
  waivers: z
    .array(waiverSchema)
    .default([])
    .describe('Findings that are accepted for a while: each with a reason, an owner and an end.'),
  policy: policySchema.prefault({}).describe('The values that checks compare with.'),
});

export type Config = z.infer<typeof configSchema>;

/** The configuration of somebody who wrote none. */
export const DEFAULT_CONFIG: Config = configSchema.parse({});

/** The configuration's JSON Schema, for editors. */
export const configJsonSchema = (): object => z.toJSONSchema(configSchema, { io: 'input' });

/**
 * Reads a configuration file's text.
 *
 * @throws {UsageError} that names the file, the line, the key, the value given and what is allowed, for every mistake.
 */
export function parseConfig(source: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: true });
  const broken = document.errors[0];
  if (broken) {
    throw new UsageError(
      `${file} line ${broken.linePos?.[0].line ?? 1}: ${broken.message.split('\n')[0]?.replace(/ at line .*/, '')}`,
    );
  }
  const parsed = configSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.flatMap((issue) => {
    const path = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return path.map((keys) => {
      const own = document.getIn(keys, true);
      const node = own ?? document.getIn(keys.slice(0, -1), true);
      const line = isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
      const value = isNode(own) ? own.toJS(document) : own;
      const key = keys.join('.') || 'the file';
      if (issue.code === 'unrecognized_keys') {
        return `${file} line ${line}: ${key} is not a setting; allowed here: ${settingsAt(keys.slice(0, -1)).join(', ')}`;
      }
      return `${file} line ${line}: ${key} is ${JSON.stringify(value) ?? 'missing'}, but ${wanted(issue)}`;
    });
  });
  throw new UsageError(mistakes.join('\n'));
}

/** The settings that exist at a place of the configuration. */
function settingsAt(path: readonly PropertyKey[]): readonly string[] {
  let at: unknown = configJsonSchema();
  for (const key of path) {
    const { properties, items } = at as { properties?: Record<PropertyKey, unknown>; items?: unknown };
    at = (typeof key === 'number' ? items : properties?.[key]) ?? {};
  }
  return Object.keys((at as { properties?: object }).properties ?? {});
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
