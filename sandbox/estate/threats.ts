import { createHash } from 'node:crypto';
import type {
  DetectorFeatureConfigurationResult,
  Finding,
  FindingPublishingFrequency,
  PortProbeDetail,
} from '@aws-sdk/client-guardduty';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { arnOf, daysAgo, type Site } from './content.ts';

/** What GuardDuty has to say about one machine. */
export interface Threat {
  readonly type: string;
  readonly severity: number;
  readonly title: string;
  readonly description: string;
  readonly instanceId: string;
  readonly remoteAddress: string;
  readonly port: number;
  readonly count?: number;
  /** A finding that somebody made to try the mail out. @default false */
  readonly isSample?: boolean;
}

/** How many findings one page of ids holds, and one question for details. */
const BATCH = 50;

/** How a detector tells what it sees, and which other account decides about it. */
interface Management {
  readonly frequency: FindingPublishingFrequency;
  /** @default none */
  readonly administrator?: string;
}

/** Records a detector with its open findings, as our collectors ask for them. */
export function recordDetector(
  site: Site,
  threats: readonly Threat[],
  features: Readonly<Record<string, boolean>>,
  { frequency, administrator }: Management = { frequency: 'SIX_HOURS' },
): void {
  const DetectorId = hex(`${site.region} detector`);
  const findings = threats.map((threat, index) => findingOf(site, DetectorId, threat, index));
  const FindingCriteria = { Criterion: { 'service.archived': { Equals: ['false'] } } };
  record(site, 'guardduty:ListDetectors', { MaxResults: BATCH }, { DetectorIds: [DetectorId] });
  record(
    site,
    'guardduty:GetDetector',
    { DetectorId },
    {
      Status: 'ENABLED',
      CreatedAt: daysAgo(site, 900).toISOString(),
      UpdatedAt: daysAgo(site, 90).toISOString(),
      FindingPublishingFrequency: frequency,
      ServiceRole: `arn:aws:iam::${site.account}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
      Tags: {},
      Features: Object.entries(features).map(
        ([Name, isOn]): DetectorFeatureConfigurationResult => ({
          Name: Name as DetectorFeatureConfigurationResult['Name'] & string,
          Status: isOn ? 'ENABLED' : 'DISABLED',
          UpdatedAt: daysAgo(site, 90),
        }),
      ),
    },
  );
  const Administrator = { AccountId: administrator, RelationshipStatus: 'Enabled' };
  record(site, 'guardduty:GetAdministratorAccount', { DetectorId }, administrator ? { Administrator } : {});
  // Members and destinations are asked for only where no other account decides.
  if (administrator === undefined) {
    record(site, 'guardduty:ListMembers', { DetectorId, MaxResults: BATCH }, { Members: [] });
    record(site, 'guardduty:ListPublishingDestinations', { DetectorId, MaxResults: BATCH }, { Destinations: [] });
  }
  for (let start = 0; start === 0 || start < findings.length; start += BATCH) {
    const page = findings.slice(start, start + BATCH);
    const FindingIds = page.map(({ Id }) => Id);
    const isLast = start + BATCH >= findings.length;
    record(
      site,
      'guardduty:ListFindings',
      { DetectorId, MaxResults: BATCH, FindingCriteria, ...(start > 0 ? { NextToken: `from ${start}` } : {}) },
      { FindingIds, ...(isLast ? {} : { NextToken: `from ${start + BATCH}` }) },
    );
    if (page.length > 0) record(site, 'guardduty:GetFindings', { DetectorId, FindingIds }, { Findings: page });
  }
}

/** Records that GuardDuty was never turned on. */
export const recordNoDetector = (site: Site): void =>
  record(site, 'guardduty:ListDetectors', { MaxResults: BATCH }, { DetectorIds: [] });

function findingOf(site: Site, DetectorId: string, threat: Threat, index: number): Finding {
  const Id = hex(`${site.region} finding ${index}`);
  const machine = site.content.reservations
    .flatMap(({ Instances }) => Instances ?? [])
    .find(({ InstanceId }) => InstanceId === threat.instanceId);
  const first = daysAgo(site, 2 + (index % 20)).toISOString();
  const last = daysAgo(site, 0.1 + (index % 9) / 10).toISOString();
  return {
    SchemaVersion: '2.0',
    AccountId: site.account,
    Region: site.region,
    Partition: 'aws',
    Id,
    Arn: arnOf(site, 'guardduty', `detector/${DetectorId}/finding/${Id}`),
    Type: threat.type,
    Severity: threat.severity,
    Title: threat.title,
    Description: threat.description,
    CreatedAt: first,
    UpdatedAt: last,
    Resource: {
      ResourceType: 'Instance',
      InstanceDetails: {
        InstanceId: threat.instanceId,
        InstanceType: machine?.InstanceType,
        InstanceState: 'running',
        AvailabilityZone: machine?.Placement?.AvailabilityZone,
        Tags: machine?.Tags,
        NetworkInterfaces: machine?.NetworkInterfaces?.map((each) => ({
          NetworkInterfaceId: each.NetworkInterfaceId,
          PrivateIpAddress: each.PrivateIpAddress,
          SubnetId: each.SubnetId,
          VpcId: each.VpcId,
          SecurityGroups: each.Groups,
          ...(machine.PublicIpAddress ? { PublicIp: machine.PublicIpAddress } : {}),
        })),
      },
    },
    Service: {
      ServiceName: 'guardduty',
      DetectorId,
      Archived: false,
      Count: threat.count ?? 1,
      EventFirstSeen: first,
      EventLastSeen: last,
      ResourceRole: 'TARGET',
      Action: {
        ActionType: 'PORT_PROBE',
        PortProbeAction: { Blocked: false, PortProbeDetails: [probeOf(threat)] },
      },
      AdditionalInfo: { Type: 'default', Value: threat.isSample ? '{"sample":true}' : '{}' },
    },
  };
}

const probeOf = ({ port, remoteAddress }: Threat): PortProbeDetail => ({
  LocalPortDetails: { Port: port, PortName: 'Unknown' },
  RemoteIpDetails: {
    IpAddressV4: remoteAddress,
    Country: { CountryName: 'Examplia' },
    Organization: { Asn: '64500', AsnOrg: 'Example Hosting' },
  },
});

function record({ now, content }: Site, call: string, request: object, response: object): void {
  content.otherCalls.push(
    JSON.parse(JSON.stringify({ call, request, at: now.toISOString(), response })) as RecordedCall,
  );
}

const hex = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32);
