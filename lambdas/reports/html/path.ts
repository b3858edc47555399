import type { Tongue } from '#languages/tongue.ts';
import { hopPicture } from './hop-picture.ts';
import { type Hop, MARKS, readHop } from './hops.ts';
import { type Html, html } from './html.ts';

/** The way in and the way back, each as a picture and hop by hop with what it does. */
export function pathView(path: readonly object[], t: Tongue): Html {
  const [internet, resource] = [t`Internet`, t`resource`];
  const hops = path.map(readHop);
  const way = (title: string, leg: readonly Hop[], ends: readonly [string, string]): Html =>
    leg.length === 0
      ? html``
      : html`<h4>${title}</h4>${hopPicture(leg, ends, t)}<ol class="path">${leg.map((hop) => hopView(hop, t))}</ol>`;
  return html`${way(
    t`The way in`,
    hops.filter(({ leg }) => leg !== 'return'),
    [internet, resource],
  )}${way(
    t`The way back`,
    hops.filter(({ leg }) => leg === 'return'),
    [resource, internet],
  )}`;
}

function hopView({ component, rule, verdict, code, because, message }: Hop, t: Tongue): Html {
  const { sign, word } = MARKS[verdict];
  const codes = [code, because === undefined ? undefined : t`because ${because}`].filter((each) => each !== undefined);
  return html`<li class="hop ${verdict}"><span class="mark" role="img" aria-label="${t.words(word)}">${sign}</span> <b>${component ?? ''}</b>${
    rule !== undefined && html` <code>${rule}</code>`
  } ${message ?? ''}${codes.length > 0 && html` <small>${codes.join(', ')}</small>`}</li>`;
}
