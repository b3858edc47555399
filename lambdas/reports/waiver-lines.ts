import type { WaiverUse } from '#findings/waivers.ts';
import { plainUpTo } from './plain-text.ts';

/** A line for each waiver that somebody should look at: those that ran out, and those that match nothing. */
export const waiverLines = (waivers: readonly WaiverUse[]): readonly string[] =>
  waivers.flatMap((waiver) => {
    const what = `${plainUpTo(80, waiver.check)} on ${plainUpTo(80, waiver.resource)} in ${plainUpTo(40, waiver.account)} ${plainUpTo(40, waiver.region)}`;
    const owner = `owner ${plainUpTo(80, waiver.owner)}`;
    if (waiver.status === 'expired')
      return [`Expired on ${waiver.expires}, ${backAgain(waiver.findings)}: ${what} (${owner})`];
    if (waiver.status === 'unused') return [`Matches nothing, can be deleted: ${what} (${owner})`];
    return [];
  });

function backAgain(findings: number): string {
  if (findings === 0) return 'and nothing is left of it';
  return findings === 1 ? 'its finding is back' : `its ${findings} findings are back`;
}
