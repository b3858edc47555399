import {
  GetDetectorCommand,
  GetFindingsCommand,
  ListDetectorsCommand,
  ListFindingsCommand,
} from '@aws-sdk/client-guardduty';
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
  actions: ['guardduty:ListDetectors', 'guardduty:GetDetector', 'guardduty:ListFindings', 'guardduty:GetFindings'],
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
  },
});

export const guardDutyCollectors: readonly AwsCollector[] = [detectors];
