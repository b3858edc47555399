import { type Sandbox, startSandbox } from '../../sandbox/server.ts';
import { REGION } from './estate.ts';

/** The account that moto plays. */
export const ACCOUNT = '123456789012';

const DetectorId = '12abc34d567e8fa901bc2d34e56789f0';
const criterion = { Criterion: { 'service.archived': { Equals: ['false'] } } };

/** GuardDuty with one finding about an instance, from the sandbox: moto has detectors but no findings. */
export const startGuardDuty = (instanceId: string): Promise<Sandbox> => {
  const at = '2026-11-20T00:00:00.000Z';
  const finding = {
    AccountId: ACCOUNT,
    Arn: `arn:aws:guardduty:${REGION}:${ACCOUNT}:detector/${DetectorId}/finding/f1`,
    Id: 'f1',
    Region: REGION,
    SchemaVersion: '2.0',
    Partition: 'aws',
    Severity: 8,
    Type: 'Backdoor:EC2/DenialOfService.Tcp',
    Title: `${instanceId} attacks others. <script>`,
    Description: 'It sends a flood of packets.',
    CreatedAt: at,
    UpdatedAt: at,
    Resource: { ResourceType: 'Instance', InstanceDetails: { InstanceId: instanceId } },
    Service: { Archived: false, Count: 3, DetectorId, EventFirstSeen: at, EventLastSeen: at },
  };
  const call = (name: string, request: Record<string, unknown>, response: object) => ({
    call: `guardduty:${name}`,
    request,
    at,
    response,
  });
  return startSandbox({
    snapshot: [
      {
        provider: 'aws',
        account: ACCOUNT,
        region: REGION,
        calls: [
          call('ListDetectors', { MaxResults: 50 }, { DetectorIds: [DetectorId] }),
          call(
            'GetDetector',
            { DetectorId },
            { Status: 'ENABLED', FindingPublishingFrequency: 'FIFTEEN_MINUTES', ServiceRole: 'arn:aws:iam::1:role/r' },
          ),
          call('ListFindings', { DetectorId, MaxResults: 50, FindingCriteria: criterion }, { FindingIds: ['f1'] }),
          call('GetFindings', { DetectorId, FindingIds: ['f1'] }, { Findings: [finding] }),
        ],
      },
    ],
  });
};
