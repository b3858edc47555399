import { matchesGlob } from '#platform/glob.ts';
import type { Waiver } from '#platform/waiver.ts';
import type { Scope } from '#snapshot/recorded-call.ts';
import type { Finding, FindingWaiver } from './finding.ts';

/** A waiver and what became of it in a run. */
export interface WaiverUse extends Waiver {
  /**
   * `applied` to findings, `expired` (and its findings are back), `unused`: it matches nothing and should be deleted;
   * or `not-looked-at`: the run was not about what it names.
   */
  readonly status: 'applied' | 'expired' | 'unused' | 'not-looked-at';
  /** Findings that it waives, or would if it had not expired. */
  readonly findings: number;
}

/** Findings with waivers applied, and what became of every waiver. */
export interface Waived {
  readonly findings: readonly Finding[];
  /** In the order of the configuration. */
  readonly waivers: readonly WaiverUse[];
}

/**
 * Applies waivers to the findings of a run. Globs are anchored: `logs` waives `logs` and not everything that has it in its name.
 *
 * One that expired waives nothing; its findings stand as open, and say so. Where several match, one that still holds wins.
 *
 * @param at The moment of the run, ISO 8601 UTC.
 * @param looked What the run was about: which places were read, and whether it ran every check.
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  at: string,
  looked: { readonly scopes: readonly Scope[]; readonly everyCheck: boolean },
): Waived {
  const uses = waivers.map((waiver) => ({ waiver, expired: isExpired(waiver, at), findings: 0 }));
  const waived = findings.map((finding) => {
    const { waiver: _before, ...bare } = finding;
    if (finding.status === 'resolved') return bare;
    const matching = uses.filter(({ waiver }) => waives(waiver, finding));
    for (const use of matching) use.findings++;
    const use = matching.find(({ expired }) => !expired) ?? matching[0];
    if (!use) return finding.status === 'waived' ? { ...bare, status: 'open' as const } : bare;
    const { reason, owner, expires } = use.waiver;
    const waiver: FindingWaiver = { reason, owner, expires, expired: use.expired };
    if (!use.expired) return { ...bare, status: 'waived' as const, waiver };
    return { ...bare, status: finding.status === 'waived' ? ('open' as const) : finding.status, waiver };
  });
  return {
    findings: waived,
    waivers: uses.map(({ waiver, expired, findings: count }) => ({
      ...waiver,
      status: statusOf(waiver, expired, count, looked),
      findings: count,
    })),
  };
}

/** Whether a waiver is about a finding of this check on this resource. */
export const waives = (waiver: Waiver, { checkId, resource }: Pick<Finding, 'checkId' | 'resource'>): boolean =>
  matchesGlob(waiver.check, checkId) && isAbout(waiver, resource) && matchesGlob(waiver.resource, resource.id);

const isAbout = (waiver: Waiver, { account, region }: Pick<Scope, 'account' | 'region'>): boolean =>
  matchesGlob(waiver.account, account) && matchesGlob(waiver.region, region);

/** The last day counts as a whole. */
export const isExpired = ({ expires }: Waiver, at: string): boolean => at.slice(0, 10) > expires;

function statusOf(
  waiver: Waiver,
  expired: boolean,
  findings: number,
  { scopes, everyCheck }: Parameters<typeof applyWaivers>[3],
): WaiverUse['status'] {
  if (findings > 0) return expired ? 'expired' : 'applied';
  if (!everyCheck || !scopes.some((scope) => isAbout(waiver, scope))) return 'not-looked-at';
  return expired ? 'expired' : 'unused';
}
