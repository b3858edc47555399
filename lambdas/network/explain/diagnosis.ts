import type { Text } from '#platform/text.ts';
import type { Told } from '#platform/told.ts';
import type { Hop, Reason } from '../hop.ts';
import type { Interval } from '../port-set.ts';
import type { Via } from '../reach/exposure.ts';
import type { ClientPorts } from '../reach/replies.ts';
import type { NearMiss } from './changes.ts';
import type { FlowVerdict } from './partition.ts';

/** A failing hop and the smallest edit that takes it away. */
export interface DiagnosedBlocker extends Hop {
  readonly change: Text;
}

/** A hop of the flow beside the same hop of the flow it is compared with; null where that one has no such hop. */
export interface ComparedHop extends Hop {
  readonly compared?: Hop | null;
}

/** Sources that fare alike. */
export interface DiagnosedPart {
  readonly sources: readonly string[];
  readonly verdict: FlowVerdict;
  readonly blockers: readonly DiagnosedBlocker[];
  readonly clientPorts?: ClientPorts;
  readonly clientPortRanges?: readonly Interval[];
  readonly reasons?: readonly Reason[];
}

/** One way in. */
export interface DiagnosedPath {
  readonly target: {
    readonly interface: string | null;
    readonly address: string | null;
    readonly publicAddress?: string;
  };
  readonly via?: Via;
  readonly verdict: FlowVerdict;
  readonly clientPorts?: ClientPorts;
  readonly clientPortRanges?: readonly Interval[];
  /** Every hop of both legs; only those that differ where flows are compared. */
  readonly hops: readonly ComparedHop[];
  readonly blockers: readonly DiagnosedBlocker[];
  readonly nearMisses: readonly NearMiss[];
  /** What to change, all of it, so that the flow passes. */
  readonly changes: readonly Text[];
  readonly reasons?: readonly Reason[];
  readonly parts: readonly DiagnosedPart[];
}

/** The answer to "does this flow get through, and if not, why", in one language: `posture diagnose --format json`. */
export type Diagnosis = Told<UntoldDiagnosis>;

/** A diagnosis whose sentences are not yet words of a language. */
export interface UntoldDiagnosis {
  readonly verdict: FlowVerdict;
  readonly from: string;
  readonly to: string;
  readonly flow: string;
  readonly clientPorts?: ClientPorts;
  readonly clientPortRanges?: readonly Interval[];
  readonly reasons?: readonly Reason[];
  /** Why there is no way at all, where `paths` is empty. */
  readonly message?: Text;
  /** The best way in first. */
  readonly paths: readonly DiagnosedPath[];
  /** The source range by what becomes of it, over all ways in. */
  readonly parts: readonly DiagnosedPart[];
  readonly compare?: { readonly flow: string; readonly verdict: FlowVerdict };
}
