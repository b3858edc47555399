import { awsReadActions } from '../lambdas/collectors/aws/registry.ts';
import { configJsonSchema } from '../lambdas/platform/config.ts';

/** A file of the repository that is made from the code. */
export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: string;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Everything that `npm run docs` writes. A test refuses what is stale. */
export const generatedFiles = (): readonly GeneratedFile[] => [
  { path: 'posture.config.schema.json', content: json(configJsonSchema()) },
  { path: 'docs/read-only-policy.json', content: json(readOnlyPolicy()) },
];

/** An IAM policy for scans from a terminal: what the collectors declare, and nothing else. */
const readOnlyPolicy = (): object => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'CloudPostureReads', Effect: 'Allow', Action: awsReadActions(), Resource: '*' }],
});
