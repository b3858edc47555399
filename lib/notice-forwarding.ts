import {
  Aws,
  CfnCondition,
  CfnParameter,
  Fn,
  LegacyStackSynthesizer,
  Stack,
  type StackProps,
  Stage,
} from 'aws-cdk-lib';
import { CfnRule, type EventPattern } from 'aws-cdk-lib/aws-events';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Config } from '../lambdas/platform/config.ts';
import { healthPatterns, threatPattern } from './notice-patterns.ts';

/**
 * Where AWS Health delivers: global events, abuse reports among them, only in us-east-1; a copy of everything about an
 * account in us-west-2.
 *
 * @see https://docs.aws.amazon.com/health/latest/ug/about-public-events.html
 */
const HEALTH_REGIONS: readonly string[] = ['us-east-1', 'us-west-2'];

/** Regions that are on in every account. @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const DEFAULT_REGIONS: readonly string[] = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

export interface NoticeForwardingProps {
  readonly config: Pick<Config, 'aws' | 'policy'>;
  /** Where the scanner is deployed. @default a parameter of each stack that must be given */
  readonly hubRegion?: string;
}

/**
 * Small stacks beside the scanner's, one for each region, that forward its notices to the scanner's event bus.
 *
 * They are a stage, so that `cdk deploy` alone deploys the scanner; `cdk deploy 'Forwarding/*'` deploys these. They need
 * no bootstrapping, and their template serves members of an organization as well, with `HubAccount` given.
 */
export class NoticeForwarding extends Stage {
  constructor(scope: Construct, id: string, { config, hubRegion }: NoticeForwardingProps) {
    super(scope, id);
    const scanned = config.aws.regions === 'all' ? DEFAULT_REGIONS : config.aws.regions;
    for (const region of [...new Set([...HEALTH_REGIONS, ...scanned])].sort()) {
      if (region === hubRegion) continue;
      new ForwardingStack(this, region, {
        stackName: `CloudPostureForwarding-${region}`,
        description: `Cloud Posture: forwards the notices of ${region} to the scanner`,
        env: { region },
        synthesizer: new LegacyStackSynthesizer(),
        patterns: {
          ...(HEALTH_REGIONS.includes(region) ? healthPatterns('aws.health') : {}),
          Threat: threatPattern('aws.guardduty', config.policy.notices),
        },
        ...(hubRegion === undefined ? {} : { hubRegion }),
      });
    }
  }
}

interface ForwardingStackProps extends StackProps {
  readonly patterns: Readonly<Record<string, EventPattern>>;
  readonly hubRegion?: string;
}

/** The rules of one region, and the role under which they put events onto the scanner's bus. */
class ForwardingStack extends Stack {
  constructor(scope: Construct, id: string, { patterns, hubRegion, ...props }: ForwardingStackProps) {
    super(scope, id, props);
    const region = new CfnParameter(this, 'HubRegion', {
      description: 'The region of the stack CloudPosture',
      allowedPattern: '[a-z]{2}(-[a-z]+)+-[0-9]+',
      ...(hubRegion === undefined ? {} : { default: hubRegion }),
    }).valueAsString;
    const account = new CfnParameter(this, 'HubAccount', {
      description: 'The account of the stack CloudPosture; empty for this one',
      allowedPattern: '([0-9]{12})?',
      default: '',
    }).valueAsString;
    const isOwn = new CfnCondition(this, 'IsOwnAccount', {
      expression: Fn.conditionOr(Fn.conditionEquals(account, ''), Fn.conditionEquals(account, Aws.ACCOUNT_ID)),
    });
    // Onto its own bus an event would go round for ever.
    const isElsewhere = new CfnCondition(this, 'IsNotTheHub', {
      expression: Fn.conditionNot(Fn.conditionAnd(isOwn, Fn.conditionEquals(region, Aws.REGION))),
    });
    const hub = Fn.conditionIf(isOwn.logicalId, Aws.ACCOUNT_ID, account).toString();
    const bus = `arn:${Aws.PARTITION}:events:${region}:${hub}:event-bus/default`;
    const role = new CfnRole(this, 'Role', {
      description: 'Lets the rules of Cloud Posture forward notices to its event bus',
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
          },
        ],
      },
      policies: [
        {
          policyName: 'Forward',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: bus }],
          },
        },
      ],
    });
    role.cfnOptions.condition = isElsewhere;
    for (const [name, { source, detailType, detail }] of Object.entries(patterns)) {
      const rule = new CfnRule(this, name, {
        description: `Cloud Posture: forwards ${name} notices`,
        eventPattern: { source, 'detail-type': detailType, ...(detail ? { detail } : {}) },
        targets: [
          {
            id: 'Hub',
            arn: bus,
            roleArn: role.attrArn,
            retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
          },
        ],
      });
      rule.cfnOptions.condition = isElsewhere;
    }
  }
}
