import type { Scope } from '#snapshot/recorded-call.ts';

/** What happens during a run, for whoever shows it. */
export type ProgressEvent =
  | { readonly event: 'collecting'; readonly scopes: number }
  | { readonly event: 'call'; readonly scope: Scope; readonly call: string; readonly failed: boolean }
  | { readonly event: 'scope-collected'; readonly scope: Scope; readonly calls: number; readonly errors: number }
  | { readonly event: 'judging'; readonly scopes: number }
  | { readonly event: 'file-passed-over'; readonly file: string; readonly why: string }
  | { readonly event: 'scope-judged'; readonly scope: Scope; readonly findings: number }
  | { readonly event: 'check-failed'; readonly checkId: string; readonly resourceId: string; readonly error: unknown };

export type OnProgress = (event: ProgressEvent) => void;
