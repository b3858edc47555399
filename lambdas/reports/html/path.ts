import { hopPicture } from './hop-picture.ts';
import { type Hop, MARKS, readHop } from './hops.ts';
import { type Html, html } from './html.ts';

const INTERNET = 'Internet';
const RESOURCE = 'resource';

/** The way in and the way back, each as a picture and hop by hop with what it does. */
export function pathView(path: readonly object[]): Html {
  const hops = path.map(readHop);
  const way = (title: string, leg: readonly Hop[], ends: readonly [string, string]): Html =>
    leg.length === 0
      ? html``
      : html`<h4>${title}</h4>${hopPicture(leg, ends)}<ol class="path">${leg.map(hopView)}</ol>`;
  return html`${way(
    'The way in',
    hops.filter(({ leg }) => leg !== 'return'),
    [INTERNET, RESOURCE],
  )}${way(
    'The way back',
    hops.filter(({ leg }) => leg === 'return'),
    [RESOURCE, INTERNET],
  )}`;
}

function hopView({ component, rule, verdict, code, because, message }: Hop): Html {
  const { sign, word } = MARKS[verdict];
  const codes = [code, because === undefined ? undefined : `because ${because}`].filter((each) => each !== undefined);
  return html`<li class="hop ${verdict}"><span class="mark" role="img" aria-label="${word}">${sign}</span> <b>${component ?? ''}</b>${
    rule !== undefined && html` <code>${rule}</code>`
  } ${message ?? ''}${codes.length > 0 && html` <small>${codes.join(', ')}</small>`}</li>`;
}
