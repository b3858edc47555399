import { type Known, seenOf } from '#inventory/known.ts';
import type { AliPublicAddress } from '#network/alicloud-addresses.ts';
import { type Said, say } from '#platform/text.ts';
import type { OpenNotice } from '../open-notice.ts';
import { moment } from './attack-text.ts';

/** What was told of an address and is not told to be over, where the API does not say how it stands now. */
export function keptAttack(
  { id, state }: AliPublicAddress,
  notices: Known<readonly OpenNotice[]>,
  kind: 'blackhole' | 'scrubbing',
): OpenNotice | undefined {
  if (state.known) return undefined;
  return seenOf(notices).find((notice) => notice.kind === kind && notice.resourceIds.includes(id));
}

/** `told at 2026-11-20 02:10 UTC and never told to be over; the API does not say how it stands now`. */
export const toldText = ({ startedAt }: OpenNotice): Said =>
  startedAt === undefined
    ? say`told and never told to be over; the API does not say how it stands now`
    : say`told for ${moment(startedAt)} and never told to be over; the API does not say how it stands now`;
