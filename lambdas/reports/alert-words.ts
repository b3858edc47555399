import type { NoticeKind, NoticeState } from '#notices/notice.ts';

/** What the first steps depend on: the kind, or that it is over. */
export type StepsFor = NoticeKind | 'over';

/** What the sentences of an alert are made of. Values come in as they are shown; every language shows all of them. */
export interface AlertWords {
  readonly headings: Readonly<
    Record<'happened' | 'theirWords' | 'expected' | 'known' | 'related' | 'steps' | 'more', string>
  >;
  readonly drill: string;
  /** What the platform did, by what it tells of and whether that begins, goes on or is over. */
  happened(about: { readonly kind: NoticeKind; readonly state: NoticeState; readonly who: string }): string;
  readonly labels: Readonly<
    Record<
      | 'source'
      | 'code'
      | 'account'
      | 'region'
      | 'resources'
      | 'severity'
      | 'startedAt'
      | 'updatedAt'
      | 'endsAt'
      | 'communication'
      | 'page',
      string
    >
  >;
  readonly states: Readonly<Record<NoticeState, string>>;
  readonly noResource: string;
  page(page: number, pages: number): string;
  /** What the platform expects, and by when. */
  expected(kind: NoticeKind, state: NoticeState, by: string | undefined): string;
  snapshotOf(at: string): string;
  unavailable(why: string): string;
  notFound(ids: string): string;
  /** Where a notice is about the account as a whole. */
  readonly nothingNamed: string;
  readonly facts: Readonly<Record<'state' | 'network' | 'addresses' | 'groups' | 'behind' | 'findings', string>>;
  readonly notReachable: string;
  readonly reachable: string;
  readonly reachUnknown: (calls: string) => string;
  behindUnknown(calls: string): string;
  readonly perhaps: string;
  readonly everyone: string;
  sources(ranges: string, more: number): string;
  path(hops: string): string;
  via(balancer: string): string;
  readonly allPorts: string;
  readonly noFindings: string;
  more(count: number): string;
  readonly noRelated: string;
  /** What the steps are about where a notice names no resource. */
  somethingIn(account: string): string;
  /** Exactly five, in order; `id` is the resource, `by` the time of the answer. */
  steps(about: StepsFor, id: string, by: string | undefined): readonly [string, string, string, string, string];
  plan(where: string): string;
  kept(where: string): string;
  console(url: string): string;
}
