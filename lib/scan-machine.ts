import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  type CfnStateMachine,
  CustomState,
  DefinitionBody,
  DistributedMap,
  JsonPath,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { CloudAccess } from './cloud-access.ts';
import { Handler, type HandlerSetting } from './handler.ts';
import type { ReportStore } from './report-store.ts';
import type { Topics } from './topics.ts';

export interface ScanMachineProps {
  readonly setting: HandlerSetting;
  readonly access: CloudAccess;
  readonly store: ReportStore;
  readonly topics: Topics;
}

/** Accounts that are read at once: new AWS accounts have a low limit of concurrent functions. */
const ACCOUNTS_AT_ONCE = 50;

/** What another attempt may mend. CDK's own list lacks the throttle, which is the likeliest of all. */
const PASSING_FAULTS = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

/**
 * The nightly run: Plan, then Scan for each account at the same time, then Report.
 *
 * An account that cannot be read to its end does not stop the others: the report names it.
 */
export class ScanMachine extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { setting, access, store, topics }: ScanMachineProps) {
    super(scope, id);
    const bucket = { REPORT_BUCKET: store.bucket.bucketName };
    const plan = new Handler(this, 'Plan', {
      ...setting,
      name: 'plan',
      description: 'Cloud Posture: says which accounts a run has to read.',
      environment: {},
      timeout: Duration.minutes(1),
      memoryMb: 256,
    });
    const scan = new Handler(this, 'Scan', {
      ...setting,
      name: 'scan',
      description: 'Cloud Posture: reads one account into the snapshot of a run.',
      environment: bucket,
    });
    store.letWrite(scan.role, 'snapshots');
    access.grantTo(scan.role);
    const report = new Handler(this, 'Report', {
      ...setting,
      name: 'report',
      description: 'Cloud Posture: judges what a run has read, writes the report and mails the digest.',
      environment: { ...bucket, DIGEST_TOPIC: topics.digest.topicArn },
    });
    store.letRead(report.role, 'reports', 'snapshots', 'notices');
    store.letWrite(report.role, 'reports', 'snapshots', 'findings');
    report.allow(['sns:Publish'], [topics.digest.topicArn]);

    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: 'What the state machine of Cloud Posture may do',
    });
    const functions = [plan, scan, report].map((handler) => handler.function.functionArn);
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions }));

    this.stateMachine = new StateMachine(this, 'StateMachine', {
      comment: 'Cloud Posture: the nightly scan. Start it with {} for everything, or {"regions":["us-east-1"]}.',
      definitionBody: DefinitionBody.fromChainable(
        this.#invoke('Plan the run', plan.function, {
          'runId.$': '$$.Execution.Name',
          'startedAt.$': '$$.Execution.StartTime',
          'request.$': '$$.Execution.Input',
        })
          .next(this.#eachAccount(this.#invoke('Read the account', scan.function)))
          .next(this.#invoke('Judge and report', report.function)),
      ),
      role,
      timeout: Duration.hours(1),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Log', {
          retention: setting.logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
      },
    });
    // Step Functions asks at once whether the role may deliver logs.
    this.stateMachine.node.addDependency(role);
    acknowledge(role, 'IAM5[Resource::*]', 'Deliveries of logs and traces know no narrower resource than everything.');
    // A distributed map starts its accounts as executions of the machine itself; their names are made up as they start.
    for (const executions of [':*', '/Accounts:*']) {
      acknowledge(
        this.stateMachine,
        `IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${this.#nameInArn()}${executions}]`,
        'The map describes and stops the executions that it starts, and nobody knows their names before.',
      );
    }
  }

  /** How cdk-nag spells the part of the machine's ARN that is its name. */
  #nameInArn(): string {
    const id = Stack.of(this).getLogicalId(this.stateMachine.node.defaultChild as CfnStateMachine);
    return `{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${id}"}]}]}`;
  }

  /** A task as Step Functions knows it: CDK's own would add permission for every version of the function, too. */
  #invoke(name: string, { functionArn }: LambdaFunction, parameters?: Record<string, string>): CustomState {
    const task = new CustomState(this, name, {
      stateJson: { Type: 'Task', Resource: functionArn, ...(parameters ? { Parameters: parameters } : {}) },
    });
    task.addRetry({ errors: PASSING_FAULTS, interval: Duration.seconds(2), maxAttempts: 6, backoffRate: 2 });
    return task;
  }

  /** The list travels with the execution: whole accounts are few enough. */
  #eachAccount(read: CustomState): DistributedMap {
    return DistributedMap.jsonPath(this, 'Each account', {
      label: 'Accounts',
      itemsPath: '$.items',
      mapExecutionType: StateMachineType.STANDARD,
      maxConcurrency: ACCOUNTS_AT_ONCE,
      toleratedFailurePercentage: 100,
      resultPath: JsonPath.DISCARD,
    }).itemProcessor(read);
  }
}
