import validateAsl from 'asl-validator';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { StateMachine } from 'aws-local-stepfunctions';
import { planRun, type RunPlan, type WorkItem } from '#scan/plan.ts';
import { reportRun } from '#scan/report-run.ts';
import { parseScanRequest } from '#scan/request.ts';
import { scanItem } from '#scan/scan-item.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { ACCOUNT, aDeployment, CONFIG, REGION, startAccount } from '../support/deployed-run.ts';
import { postureApp } from '../support/posture-app.ts';

// The interpreter wants a function that Node has from version 22.
const promises = Promise as unknown as { withResolvers?: <T>() => PromiseWithResolvers<T> };
promises.withResolvers ??= <T>() => {
  const parts = {} as { -readonly [key in keyof PromiseWithResolvers<T>]: PromiseWithResolvers<T>[key] };
  parts.promise = new Promise<T>((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
};
interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

type Json = Readonly<Record<string, unknown>>;

/** The definition as it is deployed, with an ARN for each function. */
function deployedDefinition(): Json {
  const template = Template.fromStack(postureApp().node.findChild('CloudPosture') as Stack);
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine')) as {
    Properties: { DefinitionString: { 'Fn::Join': [string, (string | { 'Fn::GetAtt': [string] })[]] } };
  }[];
  const [, parts = []] = machine?.Properties.DefinitionString['Fn::Join'] ?? [];
  const arn = (logicalId: string): string => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${logicalId}`;
  return JSON.parse(
    parts.map((part) => (typeof part === 'string' ? part : arn(part['Fn::GetAtt'][0]))).join(''),
  ) as Json;
}

const definition = deployedDefinition();

test('the definition is valid Amazon States Language', () => {
  expect(validateAsl(definition).errors).toEqual([]);
});

test('a fault that passes is tried again, throttling first of all', () => {
  const states = Object.values(definition['States'] as Record<string, Json>);
  const inMap = states.flatMap(({ ItemProcessor }) =>
    Object.values(((ItemProcessor as Json | undefined)?.['States'] ?? {}) as Record<string, Json>),
  );
  const tasks = [...states, ...inMap].filter(({ Type }) => Type === 'Task');
  expect(tasks).toHaveLength(3);
  for (const { Retry } of tasks) expect(JSON.stringify(Retry)).toContain('Lambda.TooManyRequestsException');
});

describe('an execution', () => {
  let account: Sandbox;
  beforeAll(async () => {
    account = await startAccount();
  });
  afterAll(() => account.close());

  /** Runs the deployed definition with the functions' own use cases in the place of the functions. */
  async function execute(input: Json) {
    const { bucket, mails, counts, deps } = aDeployment(account);
    const machine = new StateMachine(definition as never, { validationOptions: { noValidate: true } });
    const execution = machine.run(input as never, {
      overrides: {
        taskResourceLocalHandlers: {
          'Plan the run': async ({ request, ...run }: { request: unknown; runId: string; startedAt: string }) =>
            planRun({ ...run, request: parseScanRequest(request) }, CONFIG, ACCOUNT),
          'Read the account': (item: WorkItem) => scanItem(item, deps),
          'Judge and report': (plan: RunPlan) => reportRun(plan, deps),
        } as never,
      },
      // The interpreter sets the start itself, to now.
      context: { Execution: { Name: 'run-1', Input: input } } as never,
    });
    return { result: (await execution.result) as unknown, bucket, mails, counts };
  }

  test('with {} plans, reads the account, reports and mails', async () => {
    const { result, bucket, mails, counts } = await execute({});
    expect(result).toMatchObject({ runId: 'run-1', subject: mails[0]?.subject });
    expect(bucket.written).toEqual(
      expect.arrayContaining([
        `snapshots/run-1/aws/${ACCOUNT}/${REGION}.jsonl.gz`,
        'snapshots/run-1/manifest-0.json',
        'snapshots/run-1/manifest.json',
        expect.stringMatching(/^reports\/\d{4}-\d\d-\d\d\/run-1\/report\.html$/),
        'reports/latest.json',
      ]),
    );
    expect(counts['ScansCompleted']).toBe(1);
  });

  test('with a filter reports a part, and leaves the pointer', async () => {
    const { result, bucket } = await execute({ regions: [REGION], checks: ['aws-ec2-*'] });
    expect(result).toMatchObject({ runId: 'run-1' });
    expect(bucket.written).not.toContain('reports/latest.json');
  });

  test('with an input that is wrong fails before anything is read', async () => {
    await expect(execute({ region: 'x' })).rejects.toThrow();
  });
});
