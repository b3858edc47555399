import type { Config } from '#platform/config.ts';
import { UsageError } from '#platform/usage-error.ts';
import type { Provider } from '#snapshot/recorded-call.ts';
import { ALL_PROVIDERS, type DeployedRun } from './finish-run.ts';
import { selectChecks } from './run.ts';

/** A whole account, to be read by one function: the work is waiting, so its regions share the function. */
export interface WorkItem {
  readonly runId: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  /** Its number in the run, from 0. */
  readonly part: number;
  readonly provider: Provider;
  readonly account: string;
  /** Default: those of the configuration. */
  readonly regions?: readonly string[];
}

/** A run and its work, small enough to travel with the execution. */
export interface RunPlan extends DeployedRun {
  readonly items: readonly WorkItem[];
}

/**
 * Says what a run has to read.
 *
 * @param awsAccount The account that the scanner runs in.
 * @throws {UsageError} when the request selects nothing.
 */
export function planRun(run: DeployedRun, config: Config, awsAccount: string): RunPlan {
  const { runId, startedAt, request } = run;
  selectChecks(request.checks ?? []);
  const providers = request.provider ?? ALL_PROVIDERS;
  const accounts: readonly Pick<WorkItem, 'provider' | 'account'>[] = [
    { provider: 'aws', account: awsAccount },
    ...config.alicloud.accounts.map(({ account }) => ({ provider: 'alicloud' as const, account })),
  ];
  const items = accounts
    .filter(({ provider }) => providers.includes(provider))
    .map(
      (account, part): WorkItem => ({
        runId,
        startedAt,
        part,
        ...account,
        ...(request.regions ? { regions: request.regions } : {}),
      }),
    );
  if (items.length > 0) return { runId, startedAt, request, items };
  throw new UsageError(`no account of ${providers.join(', ')} is configured; configured are accounts of aws`);
}
