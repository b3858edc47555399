import type { Severity } from '#checks/outcome.ts';
import type { Finding } from '#findings/finding.ts';
import { type Partition, partitionOf } from '#inventory/aws/partition.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import { networkPath } from './asff-path.ts';
import { isPassThrough } from './pass-through.ts';
import { plain } from './plain-text.ts';
import type { Report, Run } from './report.ts';
import { arnOf, asffTypeOf, partitionsOf, regionAt } from './resource-arn.ts';

/** How long texts may be, in UTF-16 units, and how many of a thing there may be. */
const LIMITS = {
  title: 256,
  description: 1024,
  remediation: 512,
  resourceId: 512,
  tags: 50,
  requirements: 32,
} as const;

const SEVERITY: Readonly<Record<Severity, string>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  info: 'INFORMATIONAL',
};

/**
 * `findings.asff.json`: a list in the AWS Security Finding Format, one finding a line, as `aws securityhub
 * batch-import-findings --findings file://…` takes it, 100 at a time.
 *
 * Only AWS has accounts for it: findings without a number of an AWS account or without a region are left out, those of
 * Alibaba Cloud among them. Each must be imported with credentials of its own account, in its own region.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 */
export function* findingsAsff({ run, coverage, findings }: Report): Iterable<string> {
  const partitions = partitionsOf(coverage.scopes);
  let before = '[\n';
  for (const finding of findings) {
    if (!hasAwsAccount(finding)) continue;
    const { account, region } = finding.resource;
    const partition = region === GLOBAL_REGION ? (partitions.get(account) ?? 'aws') : partitionOf(region);
    yield before + JSON.stringify(asffOf(finding, run, partition));
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** Whether a finding is about an AWS account and a region that Security Hub can know. */
export const hasAwsAccount = ({ resource: { provider, account, region } }: Pick<Finding, 'resource'>): boolean =>
  provider === 'aws' && /^\d{12}$/.test(account) && (region === GLOBAL_REGION || /-\d+$/.test(region));

function asffOf(finding: Finding, run: Run, partition: Partition): object {
  const { account } = finding.resource;
  const region = regionAt(finding.resource.region, partition);
  const path = networkPath(finding.path ?? []);
  const isGone = finding.status === 'resolved';
  const firstAt = timeOr(run.startedAt, finding.firstSeenAt);
  return {
    SchemaVersion: '2018-10-08',
    Id: finding.id,
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: 'Cloud Posture',
    CompanyName: 'Cloud Posture',
    GeneratorId: finding.checkId,
    AwsAccountId: account,
    Region: region,
    Types: typesOf(finding),
    FirstObservedAt: firstAt,
    LastObservedAt: timeOr(run.startedAt, finding.lastSeenAt),
    CreatedAt: firstAt,
    UpdatedAt: run.startedAt,
    Severity: { Label: SEVERITY[finding.severity], Original: finding.severity },
    Title: within(LIMITS.title, finding.title, finding.checkId),
    Description: within(LIMITS.description, `${finding.message} ${finding.why}`, finding.checkId),
    Remediation: {
      Recommendation: {
        Text: within(LIMITS.remediation, finding.fix.text, 'See the report.'),
        ...(finding.fix.consoleUrl === undefined ? {} : { Url: finding.fix.consoleUrl }),
      },
    },
    ProductFields: {
      'cloud-posture/concern': finding.concern,
      'cloud-posture/status': finding.status,
      'cloud-posture/runId': run.id,
      'cloud-posture/version': run.tool.version,
      ...(finding.rootCause === undefined ? {} : { 'cloud-posture/rootCause': finding.rootCause }),
    },
    Resources: resourcesOf(finding, region, partition),
    ...(isPassThrough(finding.checkId) ? {} : { Compliance: complianceOf(finding) }),
    Workflow: { Status: isGone ? 'RESOLVED' : finding.status === 'waived' ? 'SUPPRESSED' : 'NEW' },
    RecordState: isGone ? 'ARCHIVED' : 'ACTIVE',
    ...(path.length > 0 ? { NetworkPath: path } : {}),
    ...relatedOf(finding, region, partition),
  };
}

const CHECKS = 'Software and Configuration Checks';
const BEHAVIOR = 'Unusual Behaviors';
const STANDARDS: readonly (readonly [prefix: string, type: string])[] = [
  ['FSBP ', 'AWS Foundational Security Best Practices'],
  ['CIS-A-', 'CIS AWS Foundations Benchmark'],
];

/**
 * Namespace, category and classifier out of Security Hub's own list.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html#Types
 */
function typesOf({ checkId, concern, frameworks, resource }: Finding): readonly string[] {
  if (isPassThrough(checkId)) return [resource.type === 'network-interface' ? `${BEHAVIOR}/Network Flow` : BEHAVIOR];
  const practice = `${CHECKS}/AWS Security Best Practices`;
  return [
    concern === 'exposure' ? `${practice}/Network Reachability` : practice,
    ...STANDARDS.filter(([prefix]) => frameworks.some((control) => control.startsWith(prefix))).map(
      ([, type]) => `${CHECKS}/Industry and Regulatory Standards/${type}`,
    ),
  ];
}

/** A control that no longer fails has not passed for that: what it was about may be gone. */
const complianceOf = ({ checkId, status, frameworks }: Finding): object => ({
  Status: status === 'resolved' ? 'NOT_AVAILABLE' : 'FAILED',
  SecurityControlId: checkId,
  ...(frameworks.length > 0 ? { RelatedRequirements: frameworks.slice(0, LIMITS.requirements) } : {}),
});

/** The resource itself and, for a threat, the machine that it is about. */
function resourcesOf({ resource, evidence }: Finding, region: string, partition: Partition): readonly object[] {
  const place = { Partition: partition, Region: region };
  const type = asffTypeOf(resource);
  const id = type === 'AwsAccount' ? `AWS::::Account:${resource.account}` : (arnOf(resource) ?? resource.id);
  const tags = tagsOf(resource.tags);
  const machine = evidence['instanceId'];
  return [
    {
      Type: type,
      Id: within(LIMITS.resourceId, id, 'unknown'),
      ...place,
      ...(Object.keys(tags).length > 0 ? { Tags: tags } : {}),
    },
    ...(resource.type === 'guardduty-finding' && typeof machine === 'string' && /^i-[0-9a-f]+$/.test(machine)
      ? [
          {
            Type: 'AwsEc2Instance',
            Id: `arn:${partition}:ec2:${region}:${resource.account}:instance/${machine}`,
            ...place,
          },
        ]
      : []),
  ];
}

/** At most as many tags as AWS takes; none without a value, which it refuses. */
const tagsOf = (tags: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(tags)
      .map(([key, value]) => [within(128, key, ''), within(256, value, '')] as const)
      .filter(([key, value]) => key !== '' && value !== '')
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .slice(0, LIMITS.tags),
  );

/** GuardDuty tells Security Hub of its findings itself: ours points to that one. */
function relatedOf({ resource }: Finding, region: string, partition: Partition): object {
  if (resource.type !== 'guardduty-finding') return {};
  return {
    RelatedFindings: [{ ProductArn: `arn:${partition}:securityhub:${region}::product/aws/guardduty`, Id: resource.id }],
  };
}

/** Text on one line and within a limit of UTF-16 units, never half a character; `otherwise` where nothing is left. */
function within(limit: number, text: string, otherwise: string): string {
  const clean = plain(text.slice(0, limit * 8)) || otherwise;
  if (clean.length <= limit) return clean;
  return `${clean.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A time that must be there, where an old report may have none that can be read. */
const timeOr = (otherwise: string, at: string): string => (Number.isNaN(Date.parse(at)) ? otherwise : at);
