import {
  GetAdministratorAccountCommand,
  GetDetectorCommand,
  GetFindingsCommand,
  ListDetectorsCommand,
  ListFindingsCommand,
  ListMembersCommand,
  ListPublishingDestinationsCommand,
} from '@aws-sdk/client-guardduty';
import { readAdministrator } from '#inventory/aws/guardduty.ts';
import { type AwsCollector, defineCollector } from './collector.ts';

/** The most that ListFindings gives and GetFindings takes. */
const BATCH = 50;

/**
 * Detectors, their settings, and every unarchived finding.
 *
 * Findings are asked for in the batches in which their ids arrive.
 * @see https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListFindings.html
 */
const detectors = defineCollector({
  scope: 'region',
  actions: [
    'guardduty:GetAdministratorAccount',
    'guardduty:GetDetector',
    'guardduty:GetFindings',
    'guardduty:ListDetectors',
    'guardduty:ListFindings',
    'guardduty:ListMembers',
    'guardduty:ListPublishingDestinations',
  ],
  async collect({ clients: { guardDuty }, record }) {
    const ids: string[] = [];
    await record.pages(
      'guardduty:ListDetectors',
      { MaxResults: BATCH },
      (input, options) => guardDuty.send(new ListDetectorsCommand(input), options),
      {
        async onPage(page) {
          ids.push(...((page['DetectorIds'] ?? []) as string[]));
        },
      },
    );
    await Promise.all(
      ids.flatMap((DetectorId) => [
        collectManagement(DetectorId),
        record.once('guardduty:GetDetector', { DetectorId }, (input, options) =>
          guardDuty.send(new GetDetectorCommand(input as { DetectorId: string }), options),
        ),
        record.pages(
          'guardduty:ListFindings',
          {
            DetectorId,
            MaxResults: BATCH,
            FindingCriteria: { Criterion: { 'service.archived': { Equals: ['false'] } } },
          },
          (input, options) => guardDuty.send(new ListFindingsCommand(input as { DetectorId: string }), options),
          {
            async onPage(page) {
              const FindingIds = (page['FindingIds'] ?? []) as string[];
              if (FindingIds.length === 0) return;
              await record.once('guardduty:GetFindings', { DetectorId, FindingIds }, (input, options) =>
                guardDuty.send(new GetFindingsCommand(input as { DetectorId: string; FindingIds: string[] }), options),
              );
            },
          },
        ),
      ]),
    );

    /** Who manages the detector; where it is nobody else, whom it manages and where it sends its findings. */
    async function collectManagement(DetectorId: string): Promise<void> {
      const answer = await record.once('guardduty:GetAdministratorAccount', { DetectorId }, (input, options) =>
        guardDuty.send(new GetAdministratorAccountCommand(input as { DetectorId: string }), options),
      );
      if (answer && readAdministrator(answer).accountId !== undefined) return;
      const request = { DetectorId, MaxResults: BATCH };
      await Promise.all([
        record.pages('guardduty:ListMembers', request, (input, options) =>
          guardDuty.send(new ListMembersCommand(input as typeof request), options),
        ),
        record.pages('guardduty:ListPublishingDestinations', request, (input, options) =>
          guardDuty.send(new ListPublishingDestinationsCommand(input as typeof request), options),
        ),
      ]);
    }
  },
});

export const guardDutyCollectors: readonly AwsCollector[] = [detectors];
