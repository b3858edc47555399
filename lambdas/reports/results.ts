import type { Result } from '#checks/examine.ts';
import type { Evidence, Outcome } from '#checks/outcome.ts';
import { ENGLISH, type Tongue } from '#languages/tongue.ts';
import { resourceInOrder } from './json.ts';

/** One verdict as a line of `results.jsonl`, line end included. */
export function resultLine({ check, resource, outcome }: Result, tongue: Tongue = ENGLISH): string {
  return `${JSON.stringify({
    checkId: check.id,
    verdict: outcome.verdict,
    severity: (outcome.verdict === 'fail' ? outcome.severity : undefined) ?? check.severity,
    resource: resourceInOrder(resource),
    message: messageOf(outcome, tongue),
    evidence: evidenceOf(outcome),
  })}\n`;
}

/** What a verdict says in one line; an unknown one names each call that is missing and why, once. */
function messageOf(outcome: Outcome, { words }: Tongue): string {
  if (outcome.verdict !== 'unknown') return words(outcome.message);
  return [...new Set(outcome.missing.map(({ call, code }) => `${call}: ${code}`))].join(', ');
}

function evidenceOf(outcome: Outcome): Evidence {
  if (outcome.verdict === 'unknown') {
    return { missing: outcome.missing.map(({ call, code, message }) => ({ call, code, message })) };
  }
  return outcome.verdict === 'not-applicable' ? {} : outcome.evidence;
}
