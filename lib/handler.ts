import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HandlerCode } from './handler-code.ts';

/** What every function of the stack shares. */
export interface HandlerSetting {
  readonly code: HandlerCode;
  readonly logRetention: RetentionDays;
  /** Takes the events that a function could not digest. */
  readonly deadLetters: IQueue;
}

export interface HandlerProps extends HandlerSetting {
  /** The file of `lambdas/handlers/` that runs, without its ending. */
  readonly name: string;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  /** @default 15 minutes, the most there is: what a function does is mostly waiting for clouds */
  readonly timeout?: Duration;
  /** Further attempts at an event that failed. @default 1: a scan that starts hours late is noise */
  readonly retryAttempts?: number;
  /** How old an event may be that is tried again. @default 1 hour */
  readonly maxEventAge?: Duration;
  /** @default 1024: the CPU that comes with it parses answers fast enough */
  readonly memoryMb?: number;
}

/** A Lambda function with a role and a log group of its own, and no permission but writing that log. */
export class Handler extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: HandlerProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What the ${id} function of Cloud Posture may do`,
    });
    logGroup.grantWrite(this.role);
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.code.folderOf(props.name)),
      handler: 'index.handler',
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      memorySize: props.memoryMb ?? 1024,
      timeout: props.timeout ?? Duration.minutes(15),
      retryAttempts: props.retryAttempts ?? 1,
      maxEventAge: props.maxEventAge ?? Duration.hours(1),
      deadLetterQueue: props.deadLetters,
      environment: props.environment,
    });
  }

  /** Lets the function do `actions` on `resources`, and nothing more. */
  allow(actions: readonly string[], resources: readonly string[]): void {
    this.role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }
}
