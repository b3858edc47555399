import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { awsReadActions } from '../lambdas/collectors/aws/registry.ts';
import { type Config, DEFAULT_CONFIG, parseConfig } from '../lambdas/platform/config.ts';
import { UsageError } from '../lambdas/platform/usage-error.ts';
import { bundleHandlers, CONFIG_FILE, type HandlerCode } from './handler-code.ts';
import { MemberForwarding } from './member-forwarding.ts';
import { NoticeForwarding } from './notice-forwarding.ts';
import { PostureStack } from './posture-stack.ts';

const IGNORE_FILE = join(import.meta.dirname, '../cdk.out.gitignore');

export interface PostureAppProps extends AppProps {
  /** @default every handler is bundled */
  readonly code?: HandlerCode;
  /** The region that the scanner is deployed to, where it is known. @default each forwarding stack asks for it */
  readonly hubRegion?: string;
}

/**
 * The CDK application: the stack `CloudPosture`, and small ones beside it that forward the notices of other regions and, where
 * an organization is configured, of its accounts; checked by cdk-nag.
 *
 * The context value `config` names another configuration file than `posture.config.yaml`; `hubAccount` the account of the
 * scanner, where the forwarding stacks go into another one.
 *
 * @throws {UsageError} for a mistake in the configuration.
 */
export class PostureApp extends App {
  constructor({ code, hubRegion, ...props }: PostureAppProps = {}) {
    // Synthesized by whoever makes it: a mistake in the configuration must leave no assembly behind.
    super({ autoSynth: false, ...props });
    const file: unknown = this.node.tryGetContext('config');
    const { config, path } = readConfig(typeof file === 'string' ? file : undefined);
    new PostureStack(this, 'CloudPosture', {
      description: 'Cloud Posture: a nightly, read-only look at how the network of this account is configured',
      config,
      code: code ?? bundleHandlers(path),
      readActions: awsReadActions(),
    });
    const hub = hubRegion === undefined ? {} : { hubRegion };
    const hubAccount = readAccount(this.node.tryGetContext('hubAccount'));
    new NoticeForwarding(this, 'Forwarding', { config, ...hub, ...(hubAccount === undefined ? {} : { hubAccount }) });
    const { organization } = config.notices;
    if (organization && organization.targets.length > 0)
      new MemberForwarding(this, 'Organization', { config, organization, ...hub });
    Validations.of(this).addPlugins(new AwsSolutionsChecks(this));
  }

  override synth(...options: Parameters<App['synth']>): ReturnType<App['synth']> {
    const assembly = super.synth(...options);
    copyFileSync(IGNORE_FILE, join(assembly.directory, '.gitignore'));
    return assembly;
  }
}

/** An account's number as context gives it, which makes a number of it where it can. */
function readAccount(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const account = typeof value === 'number' ? value.toString() : value;
  if (typeof account === 'string' && /^\d{12}$/.test(account)) return account;
  throw new UsageError(`the context value hubAccount is ${JSON.stringify(value)}, but must be an account of 12 digits`);
}

/** The configuration that is named, or the one in the working directory, or the defaults; and where it stands. */
function readConfig(named: string | undefined): { readonly config: Config; readonly path: string | undefined } {
  const path = named ?? CONFIG_FILE;
  try {
    return { config: parseConfig(readFileSync(path, 'utf8'), path), path };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && named === undefined) return { config: DEFAULT_CONFIG, path: undefined };
    if (code === undefined) throw error;
    throw new UsageError(`${path} cannot be read: ${code === 'ENOENT' ? 'no such file' : message}`);
  }
}
