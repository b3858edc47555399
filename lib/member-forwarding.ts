import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aws, CfnStackSet, LegacyStackSynthesizer, Stack, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../lambdas/platform/config.ts';
import { ForwardingStack } from './forwarding-stack.ts';
import { noticeRegions } from './notice-forwarding.ts';

export interface MemberForwardingProps {
  readonly config: Pick<Config, 'aws' | 'policy'>;
  readonly organization: NonNullable<Config['notices']['organization']>;
  /** Where the scanner is deployed. @default wherever the stack is deployed to, which must be there */
  readonly hubRegion?: string;
}

/**
 * The forwarding of a whole organization: one stack with a StackSet that puts the template of {@link ForwardingStack}
 * into every account below the targets, and into those that join later.
 *
 * A stage of its own, as it belongs into one account alone: `cdk deploy 'Organization/*'`.
 */
export class MemberForwarding extends Stage {
  constructor(scope: Construct, id: string, { config, organization, hubRegion }: MemberForwardingProps) {
    super(scope, id);
    const stack = new Stack(this, 'Members', {
      stackName: 'CloudPostureMembers',
      description: "Cloud Posture: has the organization's accounts forward their notices to the scanner",
      synthesizer: new LegacyStackSynthesizer(),
      ...(hubRegion === undefined ? {} : { env: { region: hubRegion } }),
    });
    new CfnStackSet(stack, 'Forwarding', {
      stackSetName: 'CloudPostureForwarding',
      description: 'Cloud Posture: forwards the notices of an account to the scanner',
      // Who may deploy into all accounts is up to Organizations: no role of ours is needed in any of them.
      permissionModel: 'SERVICE_MANAGED',
      callAs: organization.delegatedAdmin ? 'DELEGATED_ADMIN' : 'SELF',
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      managedExecution: { Active: true },
      capabilities: ['CAPABILITY_IAM'],
      templateBody: memberTemplate(config),
      parameters: [
        { parameterKey: 'HubAccount', parameterValue: Aws.ACCOUNT_ID },
        { parameterKey: 'HubRegion', parameterValue: Aws.REGION },
      ],
      operationPreferences: {
        regionConcurrencyType: 'PARALLEL',
        maxConcurrentPercentage: 100,
        failureTolerancePercentage: 10,
      },
      stackInstancesGroup: [
        {
          deploymentTargets: {
            organizationalUnitIds: [...organization.targets],
            // The scanner's own account has the stacks of `Forwarding`: twice would only be noise.
            accountFilterType: 'DIFFERENCE',
            accounts: [Aws.ACCOUNT_ID],
          },
          regions: [...noticeRegions(organization.regions ?? config.aws.regions)],
        },
      ],
    });
  }
}

/** The template that members get: the stack of the scanner's own account, without whom it tells of losses. */
export function memberTemplate({ policy }: MemberForwardingProps['config']): string {
  // Not beside the stacks that are deployed: this one is only read.
  const app = new App({ analyticsReporting: false, outdir: mkdtempSync(join(tmpdir(), 'posture-members-')) });
  const stack = new ForwardingStack(app, 'CloudPostureForwarding', {
    description: 'Cloud Posture: forwards the notices of this account to the scanner',
    policy: policy.notices,
  });
  return JSON.stringify(app.synth().getStackArtifact(stack.artifactId).template);
}
