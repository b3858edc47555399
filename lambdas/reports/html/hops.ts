import { say } from '#platform/text.ts';

/** What the page shows of a hop: one step of a flow, in either direction. */
export interface Hop {
  readonly leg?: string;
  /** What kind of thing it is: `network-acl-in`. */
  readonly hop?: string;
  readonly component?: string;
  readonly rule?: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly code?: string;
  readonly because?: string;
  readonly message?: string;
}

/** What a hop does with the packet, as a sign and in words. */
export const MARKS = {
  pass: { sign: '✓', word: say`lets through` },
  fail: { sign: '✗', word: say`refuses` },
  unknown: { sign: '?', word: say`not known` },
} as const;

/** A hop as the page can show it, whatever it holds: what is not understood is not known. */
export function readHop(raw: object): Hop {
  const { leg, hop, component, rule, verdict, code, because, message } = raw as Readonly<Record<string, unknown>>;
  return {
    leg: text(leg),
    hop: text(hop),
    component: text(component),
    rule: text(rule),
    verdict: verdict === 'pass' || verdict === 'fail' ? verdict : 'unknown',
    code: text(code),
    because: text(because),
    message: text(message),
  };
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
