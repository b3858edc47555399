import type { OpenNotice } from '#checks/open-notice.ts';
import type { FindingWaiver } from '#findings/finding.ts';
import { isExpired, waives } from '#findings/waivers.ts';
import type { Waiver } from '#platform/waiver.ts';
import type { Provider } from '#snapshot/recorded-call.ts';
import {
  isOpenState,
  type Notice,
  type NoticeKind,
  type NoticeResource,
  type NoticeSource,
  type NoticeState,
} from './notice.ts';

/** Everything that was told about one matter. */
export interface NoticeCase {
  readonly caseId: string;
  readonly source: NoticeSource;
  readonly provider: Provider;
  readonly account: string;
  readonly region: string;
  readonly kind: NoticeKind;
  readonly code: string;
  readonly severity: Notice['severity'];
  /** `closed` by a later event, or because the cloud no longer has it; `waived` by somebody who answers for it. */
  readonly status: 'open' | 'closed' | 'waived';
  /** Named on any page and in any state. */
  readonly resources: readonly NoticeResource[];
  readonly startedAt?: string;
  readonly updatedAt?: string;
  readonly endsAt?: string;
  readonly text: string;
  readonly arn?: string;
  readonly communicationIds: readonly string[];
  readonly drill: boolean;
  /** What was told and when, oldest first. */
  readonly events: readonly { readonly at: string; readonly state: NoticeState; readonly noticeId: string }[];
  readonly waiver?: FindingWaiver;
}

/** Notices by the matter that they are about: open ones first, then the newest. */
export function casesOf(notices: readonly Notice[]): readonly NoticeCase[] {
  const byCase = new Map<string, Notice[]>();
  for (const notice of notices) byCase.set(notice.caseId, [...(byCase.get(notice.caseId) ?? []), notice]);
  return [...byCase.values()].map(caseOf).sort(byUrgency);
}

function caseOf(notices: readonly Notice[]): NoticeCase {
  const told = [...notices].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const last = told.at(-1) as Notice;
  const resources = new Map(told.flatMap((each) => each.resources).map((each) => [each.id, each]));
  const startedAt = told.flatMap((each) => each.startedAt ?? []).sort()[0];
  return {
    caseId: last.caseId,
    source: last.source,
    provider: last.provider,
    account: last.account,
    region: last.region,
    kind: last.kind,
    code: last.code,
    severity: told.findLast(({ state }) => isOpenState(state))?.severity ?? last.severity,
    status: isOpenState(last.state) ? 'open' : 'closed',
    resources: [...resources.values()],
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(last.updatedAt === undefined ? {} : { updatedAt: last.updatedAt }),
    ...(last.endsAt === undefined ? {} : { endsAt: last.endsAt }),
    text: told.findLast((each) => each.text !== '')?.text ?? '',
    ...(last.arn === undefined ? {} : { arn: last.arn }),
    communicationIds: [...new Set(told.flatMap((each) => each.communicationId ?? []))],
    drill: told.every(({ drill }) => drill),
    events: told.map(({ updatedAt = '', startedAt: began = '', state, id }) => ({
      at: updatedAt || began,
      state,
      noticeId: id,
    })),
  };
}

/** Of two at the same moment, the one that closes comes last: events arrive in any order. */
const orderOf = ({ updatedAt, startedAt, state, id }: Notice): string =>
  `${updatedAt ?? startedAt ?? ''} ${isOpenState(state) ? 0 : 1} ${state === 'begin' ? 0 : 1} ${id}`;

const byUrgency = (a: NoticeCase, b: NoticeCase): number => {
  const rank = STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
  if (rank !== 0) return rank;
  return `${a.updatedAt ?? ''} ${a.caseId}` > `${b.updatedAt ?? ''} ${b.caseId}` ? -1 : 1;
};

const STATUSES: readonly NoticeCase['status'][] = ['open', 'waived', 'closed'];

/** Closes threats that GuardDuty no longer has as open. `isGone` answers only for regions whose findings were all read. */
export const closeGoneThreats = (
  cases: readonly NoticeCase[],
  isGone: (threat: NoticeCase) => boolean,
): readonly NoticeCase[] =>
  cases
    .map(
      (each): NoticeCase =>
        each.source === 'guardduty' && each.status === 'open' && isGone(each) ? { ...each, status: 'closed' } : each,
    )
    .sort(byUrgency);

/** The check under whose waivers a matter falls. */
export const CHECK_OF_KIND: Readonly<Record<NoticeKind, string>> = {
  abuse: 'aws-health-abuse-notices-answered',
  'service-issue': 'aws-health-abuse-notices-answered',
  threat: 'aws-guardduty-findings-resolved',
  blackhole: 'alicloud-ddos-address-not-blackholed',
  scrubbing: 'alicloud-ddos-address-not-under-attack',
};

/** Applies waivers of the check that judges such matters, by any resource that is named, or by the account. */
export const waiveCases = (
  cases: readonly NoticeCase[],
  waivers: readonly Waiver[],
  at: string,
): readonly NoticeCase[] =>
  cases
    .map((each): NoticeCase => {
      if (each.status !== 'open') return each;
      const { provider, account, region } = each;
      const names = [...each.resources.map(({ id }) => id), each.arn, ...each.communicationIds, account].filter(
        (name) => name !== undefined,
      );
      const waiver = waivers.find(
        (one) =>
          !isExpired(one, at) &&
          names.some((id) =>
            waives(one, {
              checkId: CHECK_OF_KIND[each.kind],
              resource: { provider, account, region, type: each.kind, id },
            }),
          ),
      );
      if (!waiver) return each;
      const { reason, owner, expires } = waiver;
      return { ...each, status: 'waived', waiver: { reason, owner, expires, expired: false } };
    })
    .sort(byUrgency);

/** The matters that are open, as checks see them; drills are none. */
export const openNotices = (cases: readonly NoticeCase[]): readonly OpenNotice[] =>
  cases
    .filter(({ status, drill }) => status !== 'closed' && !drill)
    .map(({ caseId, provider, account, region, kind, code, arn, resources, startedAt, endsAt }) => ({
      caseId,
      provider,
      account,
      region,
      kind,
      code,
      ...(arn === undefined ? {} : { arn }),
      resourceIds: resources.map(({ id }) => id),
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(endsAt === undefined ? {} : { endsAt }),
    }));
