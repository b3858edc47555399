import { deployedConfig } from '#scan/live.ts';
import { planRun, type RunPlan } from '#scan/plan.ts';
import { parseScanRequest } from '#scan/request.ts';

/** What the state machine says about its execution. */
interface Execution {
  readonly runId: string;
  readonly startedAt: string;
  /** Its input. */
  readonly request: unknown;
}

/** The part of Lambda's context that is used. */
interface Invocation {
  /** `arn:aws:lambda:<region>:<account>:function:<name>` */
  readonly invokedFunctionArn: string;
}

const config = deployedConfig(process.env);

/** Says which accounts a run has to read. */
export const handler = async (
  { request, ...execution }: Execution,
  { invokedFunctionArn }: Invocation,
): Promise<RunPlan> => {
  const run = { ...execution, request: parseScanRequest(request) };
  return planRun(run, config, invokedFunctionArn.split(':')[4] ?? '');
};
