import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IRole, ManagedPolicy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Config } from '../lambdas/platform/config.ts';
import { acknowledge } from './acknowledge.ts';

export interface CloudAccessProps {
  /** The IAM actions of the collectors. */
  readonly readActions: readonly string[];
  /** Accounts of Alibaba Cloud: exactly their secrets may be read. */
  readonly alicloud: Config['alicloud']['accounts'];
}

/** The permission to read how the clouds are set up, in one policy that can be looked at: nothing here writes. */
export class CloudAccess extends Construct {
  readonly #policy: ManagedPolicy;
  /** What it takes to come by the keys of Alibaba accounts. */
  readonly #keys: PolicyStatement[] = [];

  constructor(scope: Construct, id: string, { readActions, alicloud }: CloudAccessProps) {
    super(scope, id);
    this.#policy = new ManagedPolicy(this, 'Policy', {
      description: 'What Cloud Posture reads: how the clouds are set up',
      statements: [new PolicyStatement({ actions: [...readActions], resources: ['*'] })],
    });
    acknowledge(
      this.#policy,
      'IAM5[Resource::*]',
      'Describe and List calls know no narrower resource than everything.',
    );
    const secrets = new Set(alicloud.flatMap(({ secret }) => secret ?? []));
    if (secrets.size > 0) {
      // Secrets Manager adds six characters of its own to a name.
      const arns = [...secrets].map((name) =>
        Stack.of(this).formatArn({
          service: 'secretsmanager',
          resource: 'secret',
          resourceName: `${name}-??????`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      );
      this.#keys.push(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: arns }));
    }
    if (alicloud.some(({ oidcProviderArn }) => oidcProviderArn !== undefined)) {
      this.#keys.push(new PolicyStatement({ actions: ['sts:GetWebIdentityToken'], resources: ['*'] }));
    }
    this.#policy.addStatements(...this.#keys);
  }

  /**
   * Lets a role come by the keys of Alibaba accounts, and read nothing of AWS. Where they are exchanged for a token, which
   * is asked for from no narrower resource than everything, it gets the one policy that may say so.
   */
  grantAlicloudTo(role: Role): void {
    if (this.#keys.some(({ resources }) => resources.includes('*'))) this.grantTo(role);
    else for (const statement of this.#keys) role.addToPolicy(statement);
  }

  /** Lets a role read the clouds. */
  grantTo(role: IRole): void {
    role.addManagedPolicy(this.#policy);
  }
}
