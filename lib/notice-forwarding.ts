import { CfnCondition, Fn, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../lambdas/platform/config.ts';
import { ForwardingStack, type ForwardingStackProps, HEALTH_REGIONS } from './forwarding-stack.ts';
import { LostNotices } from './lost-notices.ts';

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

/** The regions that notices come from: where GuardDuty is read, and always where AWS Health speaks. */
export const noticeRegions = (scanned: 'all' | readonly string[]): readonly string[] =>
  [...new Set([...HEALTH_REGIONS, ...(scanned === 'all' ? DEFAULT_REGIONS : scanned)])].sort();

export interface NoticeForwardingProps {
  readonly config: Pick<Config, 'aws' | 'policy' | 'notify' | 'notices'>;
  /** Where the scanner is deployed. @default a parameter of each stack that must be given */
  readonly hubRegion?: string;
  /** The account of the scanner, where the stacks go into another one: into the management account. @default the same account */
  readonly hubAccount?: string;
}

/**
 * Small stacks beside the scanner's, one for each region, that forward its notices to the scanner's event bus.
 *
 * They are a stage, so that `cdk deploy` alone deploys the scanner; `cdk deploy 'Forwarding/*'` deploys these. They need
 * no bootstrapping. With the hub's account given they serve another account of the organization as well: the management account
 * needs them, which no StackSet reaches.
 */
export class NoticeForwarding extends Stage {
  constructor(scope: Construct, id: string, { config, hubRegion, hubAccount }: NoticeForwardingProps) {
    super(scope, id);
    const { organization } = config.notices;
    for (const region of noticeRegions(config.aws.regions)) {
      // Another account forwards from the hub's own region as well.
      if (region === hubRegion && hubAccount === undefined) continue;
      new OwnForwardingStack(this, region, {
        stackName: `CloudPostureForwarding-${region}`,
        description: `Cloud Posture: forwards the notices of ${region} to the scanner`,
        env: { region },
        policy: config.policy.notices,
        alertsTo: config.notify.alerts,
        ...(organization === undefined ? {} : { organization: organization.id }),
        ...(hubRegion === undefined ? {} : { hubRegion }),
        ...(hubAccount === undefined ? {} : { hubAccount }),
      });
    }
  }
}

interface OwnForwardingStackProps extends ForwardingStackProps {
  readonly alertsTo: readonly string[];
  readonly organization?: string;
}

/** In the scanner's own account there is somebody to tell, too, where something got lost on the way. */
class OwnForwardingStack extends ForwardingStack {
  constructor(scope: Construct, id: string, { alertsTo, organization, ...props }: OwnForwardingStackProps) {
    super(scope, id, props);
    if (!this.hearsHealth) return;
    const condition = new CfnCondition(this, 'TellsOfLosses', {
      expression: Fn.conditionAnd(this.isOwn, this.hearsHealth),
    });
    new LostNotices(this, 'Losses', {
      alertsTo,
      condition,
      ...(organization === undefined ? {} : { organization }),
    });
  }
}
