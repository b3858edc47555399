import type { ResourceRef } from '#checks/examine.ts';
import type { Severity } from '#checks/outcome.ts';
import type { Finding, FindingStatus } from '#findings/finding.ts';
import { FRAMEWORKS } from '#frameworks/registry.ts';
import { partitionOf } from '#inventory/aws/partition.ts';
import { isPassThrough } from './pass-through.ts';
import type { Report, Run } from './report.ts';
import { arnOf } from './resource-arn.ts';

/** The version of the schema that every line follows, and the one that Security Hub takes. */
const OCSF_VERSION = '1.6.0';

/** What happened to the finding; the third number of the type. */
const ACTIVITIES = { create: [1, 'Create'], update: [2, 'Update'], close: [3, 'Close'] } as const;

const CLASSES = {
  compliance: [2003, 'Compliance Finding'],
  detection: [2004, 'Detection Finding'],
} as const;

const SEVERITY: Readonly<Record<Severity, readonly [id: number, name: string]>> = {
  info: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};

/** That a finding is still open does not say that somebody works on it: it is new to whoever reads it. */
const STATUS: Readonly<Record<FindingStatus, readonly [id: number, name: string]>> = {
  new: [1, 'New'],
  open: [1, 'New'],
  waived: [3, 'Suppressed'],
  resolved: [4, 'Resolved'],
};

const CLOUDS = { aws: 'AWS', alicloud: 'Alibaba Cloud' } as const;

/**
 * `findings.ocsf.jsonl`: one event of the Open Cybersecurity Schema Framework a line. A setting that is wrong is a
 * Compliance Finding, what was seen to happen a Detection Finding.
 *
 * @see https://schema.ocsf.io/1.6.0/classes/compliance_finding?profiles=cloud
 * @see https://schema.ocsf.io/1.6.0/classes/detection_finding?profiles=cloud
 */
export function* findingsOcsf({ run, findings }: Report): Iterable<string> {
  for (const finding of findings) yield `${JSON.stringify(eventOf(finding, run))}\n`;
}

function eventOf(finding: Finding, run: Run): object {
  const isDetection = isPassThrough(finding.checkId);
  const [classUid, className] = CLASSES[isDetection ? 'detection' : 'compliance'];
  const [activityId, activity] = ACTIVITIES[activityOf(finding, run)];
  const [severityId, severity] = SEVERITY[finding.severity];
  const [statusId, status] = STATUS[finding.status];
  const time = Date.parse(run.startedAt);
  return {
    activity_id: activityId,
    activity_name: activity,
    category_uid: 2,
    category_name: 'Findings',
    class_uid: classUid,
    class_name: className,
    type_uid: classUid * 100 + activityId,
    type_name: `${className}: ${activity}`,
    time,
    severity_id: severityId,
    severity,
    status_id: statusId,
    status,
    message: finding.message,
    metadata: {
      version: OCSF_VERSION,
      profiles: ['cloud'],
      product: { name: 'Cloud Posture', uid: run.tool.name, version: run.tool.version },
      event_code: finding.checkId,
      correlation_uid: run.id,
    },
    cloud: {
      provider: CLOUDS[finding.resource.provider],
      region: finding.resource.region,
      account: {
        uid: finding.resource.account,
        ...(finding.resource.provider === 'aws'
          ? { type_id: 10, type: 'AWS Account' }
          : { type_id: 99, type: 'Alibaba Cloud Account' }),
      },
    },
    finding_info: {
      uid: finding.id,
      title: finding.title,
      desc: finding.message,
      types: [finding.concern],
      analytic: { uid: finding.checkId, name: finding.title, type_id: 1, type: 'Rule' },
      ...moment('created_time', finding.firstSeenAt),
      ...moment('first_seen_time', finding.firstSeenAt),
      ...moment('last_seen_time', finding.lastSeenAt),
      modified_time: time,
      ...(finding.fix.consoleUrl === undefined ? {} : { src_url: finding.fix.consoleUrl }),
    },
    ...(isDetection ? { risk_details: finding.why } : { compliance: complianceOf(finding) }),
    remediation: { desc: finding.fix.text },
    resources: [resourceOf(finding.resource)],
    evidences: [{ data: finding.evidence }],
    unmapped: unmappedOf(finding),
  };
}

/** A finding that an earlier run had is updated, whatever became of it; what is resolved is closed. */
function activityOf({ status, firstSeenAt }: Finding, { startedAt }: Run): keyof typeof ACTIVITIES {
  if (status === 'resolved') return 'close';
  return status === 'new' || firstSeenAt === startedAt ? 'create' : 'update';
}

/** A control that no longer fails has not passed for that: what it was about may be gone. */
function complianceOf({ checkId, status, why, frameworks }: Finding): object {
  const standards = [...new Set(frameworks.map(standardOf))];
  return {
    control: checkId,
    desc: why,
    ...(standards.length > 0 ? { standards, requirements: frameworks } : {}),
    ...(status === 'resolved' ? { status_id: 99, status: 'Resolved' } : { status_id: 3, status: 'Fail' }),
  };
}

/** `FSBP EC2.13` is a control of the framework with the id `FSBP`. */
function standardOf(control: string): string {
  const [id = control] = control.split(' ');
  return FRAMEWORKS.find((framework) => framework.id === id)?.name ?? id;
}

function resourceOf(resource: ResourceRef): object {
  const arn = arnOf(resource);
  const tags = Object.entries(resource.tags ?? {}).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    uid: resource.id,
    ...(arn === undefined || arn === resource.id ? {} : { uid_alt: arn }),
    ...(resource.name === undefined ? {} : { name: resource.name }),
    type: resource.type,
    region: resource.region,
    ...(resource.provider === 'aws' ? { cloud_partition: partitionOf(resource.region) } : {}),
    ...(tags.length > 0 ? { tags: tags.map(([name, value]) => ({ name, value })) } : {}),
  };
}

/** What the schema has no place for. */
const unmappedOf = ({ concern, fix, path, waiver, rootCause }: Finding): object => ({
  concern,
  ...(fix.commands ? { commands: fix.commands } : {}),
  ...(path ? { path } : {}),
  ...(waiver ? { waiver } : {}),
  ...(rootCause === undefined ? {} : { rootCause }),
});

/** A time in milliseconds; nothing where an old report has none that can be read. */
function moment(name: string, at: string): Readonly<Record<string, number>> {
  const time = Date.parse(at);
  return Number.isNaN(time) ? {} : { [name]: time };
}
