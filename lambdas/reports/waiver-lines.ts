import type { WaiverUse } from '#findings/waivers.ts';
import type { Tongue } from '#languages/tongue.ts';
import { type Said, say } from '#platform/text.ts';
import { plainUpTo } from './plain-text.ts';

/** A line for each waiver that somebody should look at: those that ran out, and those that match nothing. */
export const waiverLines = (waivers: readonly WaiverUse[], t: Tongue): readonly string[] =>
  waivers.flatMap((waiver) => {
    const [check, resource] = [plainUpTo(80, waiver.check), plainUpTo(80, waiver.resource)];
    const where = `${plainUpTo(40, waiver.account)} ${plainUpTo(40, waiver.region)}`;
    const what = say`${check} on ${resource} in ${where} (owner ${plainUpTo(80, waiver.owner)})`;
    if (waiver.status === 'expired') return [t`Expired on ${waiver.expires}, ${backAgain(waiver.findings)}: ${what}`];
    return waiver.status === 'unused' ? [t`Matches nothing, can be deleted: ${what}`] : [];
  });

function backAgain(findings: number): Said {
  if (findings === 0) return say`and nothing is left of it`;
  return findings === 1 ? say`its finding is back` : say`its ${findings} findings are back`;
}
