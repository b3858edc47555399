import type { SnapshotSource } from '#snapshot/read.ts';
import type { RecordedCall, Scope } from '#snapshot/recorded-call.ts';
import { type AcceleratorFacts, acceleratorPart } from './accelerators.ts';
import { type AccountFacts, accountPart } from './account.ts';
import { type CloudFrontFacts, cloudFrontPart } from './cloudfront.ts';
import { type ElbFacts, elbPart } from './elb.ts';
import { type ElbV2Facts, elbV2Part } from './elbv2-part.ts';
import { type GatewayFacts, gatewayPart } from './gateways.ts';
import { type GroupFacts, groupPart } from './groups.ts';
import { type GuardDutyFacts, guardDutyPart } from './guardduty-part.ts';
import { type InstanceStatusFacts, instanceStatusPart } from './instance-status.ts';
import { type CallReader, type Part, Surroundings } from './part.ts';
import { type VpcFacts, vpcPart } from './vpc-part.ts';

/** What of an account has no region: read once, and handed to each of its regions. */
export interface AwsGlobal extends AcceleratorFacts, CloudFrontFacts, AccountFacts {}

/** Everything that was read of one AWS account in one region. Lists are sorted by id. */
export interface AwsRegion
  extends Scope,
    VpcFacts,
    GroupFacts,
    GatewayFacts,
    ElbV2Facts,
    ElbFacts,
    InstanceStatusFacts,
    GuardDutyFacts {
  readonly provider: 'aws';
  /** The account's facts that have no region; what a region's own calls say of them comes first. */
  readonly global: AwsGlobal;
  /** What was taken for granted because a plain dump never says it. */
  readonly assumptions: readonly string[];
}

const parts = () => {
  const vpc = vpcPart();
  return {
    vpc,
    groups: groupPart(vpc.securityGroups),
    gateways: gatewayPart(),
    elbV2: elbV2Part(),
    elb: elbPart(),
    instanceStatus: instanceStatusPart(),
    guardDuty: guardDutyPart(),
    accelerators: acceleratorPart(vpc.regions),
    cloudFront: cloudFrontPart(vpc.regions),
    account: accountPart(),
  };
};

/**
 * Builds the inventory of a scope call by call: each answer is turned into typed resources as it is added and then
 * forgotten, so memory holds the model of one region and never its raw answers.
 */
export class AwsRegionBuilder {
  readonly #scope: Scope;
  readonly #source: SnapshotSource;
  readonly #global: AwsGlobal | undefined;
  readonly #parts = parts();
  readonly #readers = new Map<string, CallReader[]>();

  /**
   * @param global What the account's global scope says.
   * @default no global scope was read
   */
  constructor(scope: Scope, source: SnapshotSource = 'recorded', global?: AwsGlobal) {
    this.#scope = scope;
    this.#source = source;
    this.#global = global;
    for (const reader of Object.values(this.#parts).flatMap((part) => part.readers)) {
      const { call } = reader.spec;
      this.#readers.set(call, [...(this.#readers.get(call) ?? []), reader]);
    }
  }

  /** Takes in one recorded call; calls that the inventory has no use for are passed over. */
  add(recorded: RecordedCall): void {
    for (const reader of this.#readers.get(recorded.call) ?? []) reader.add(recorded);
  }

  /** The inventory of what was added. */
  build(): AwsRegion {
    const { vpc, groups, gateways, elbV2, elb, instanceStatus, guardDuty } = this.#parts;
    const around = new Surroundings(this.#source, vpc.vpcs, vpc.networkInterfaces, vpc.completeInterfaces);
    return {
      provider: 'aws',
      account: this.#scope.account,
      region: this.#scope.region,
      ...vpc.build(around),
      ...groups.build(around),
      ...gateways.build(around),
      ...elbV2.build(around),
      ...elb.build(around),
      ...instanceStatus.build(around),
      ...guardDuty.build(around),
      global: this.#globalFacts(around),
      assumptions: around.assumptions,
    };
  }

  #globalFacts(around: Surroundings): AwsGlobal {
    const { accelerators, cloudFront, account } = this.#parts;
    const given = this.#global;
    const own = <Facts extends object>(part: Part<Facts>): Partial<Facts> =>
      given && !part.readers.some((reader) => reader.wasRead) ? {} : part.build(around);
    return { ...given, ...own(accelerators), ...own(cloudFront), ...own(account) } as AwsGlobal;
  }
}
