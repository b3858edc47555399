import { type Html, html } from './html.ts';

/** What the page shows of a hop: one step of a flow, in either direction. */
interface Hop {
  readonly leg?: string;
  readonly component?: string;
  readonly rule?: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly code?: string;
  readonly because?: string;
  readonly message?: string;
}

/** How one leg of a path is shown; a picture of the same hops can stand above its list. */
interface Leg {
  readonly title: string;
  readonly hops: readonly Hop[];
}

const MARKS = {
  pass: { sign: '✓', word: 'lets through' },
  fail: { sign: '✗', word: 'refuses' },
  unknown: { sign: '?', word: 'not known' },
} as const;

/** The way in and the way back, hop by hop, each with what it does. */
export function pathView(path: readonly object[]): Html {
  const hops = path.map(readHop);
  const legs: readonly Leg[] = [
    { title: 'The way in', hops: hops.filter(({ leg }) => leg !== 'return') },
    { title: 'The way back', hops: hops.filter(({ leg }) => leg === 'return') },
  ];
  return html`${legs
    .filter((leg) => leg.hops.length > 0)
    .map(({ title, hops: those }) => html`<h4>${title}</h4><ol class="path">${those.map(hopView)}</ol>`)}`;
}

function hopView({ component, rule, verdict, code, because, message }: Hop): Html {
  const { sign, word } = MARKS[verdict];
  const codes = [code, because === undefined ? undefined : `because ${because}`].filter((each) => each !== undefined);
  return html`<li class="hop ${verdict}"><span class="mark" role="img" aria-label="${word}">${sign}</span> <b>${component ?? ''}</b>${
    rule !== undefined && html` <code>${rule}</code>`
  } ${message ?? ''}${codes.length > 0 && html` <small>${codes.join(', ')}</small>`}</li>`;
}

/** A hop as the page can show it, whatever it holds: what is not understood is not known. */
function readHop(raw: object): Hop {
  const { leg, component, rule, verdict, code, because, message } = raw as Readonly<Record<string, unknown>>;
  return {
    leg: text(leg),
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
