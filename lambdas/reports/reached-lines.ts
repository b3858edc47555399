import { plainUpTo } from './plain-text.ts';
import type { Reached, ReachedWay } from './reachable.ts';
import { portsText, shortId } from './way-words.ts';

const WAYS_SHOWN = 3;
const ADDRESSES_SHOWN = 2;

/** What is open on a machine or a balancer, one line for each way in, the gravest first. */
export function reachedLines({ ways }: Reached): readonly string[] {
  const lines = ways.slice(0, WAYS_SHOWN).map(wayText);
  return ways.length > WAYS_SHOWN ? [...lines, `and ${ways.length - WAYS_SHOWN} more ways`] : lines;
}

/** `tcp 22 (SSH) from everywhere at 52.0.0.10`, `perhaps tcp 443 (HTTPS) from everywhere through shop-front port 443`. */
function wayText(way: ReachedWay): string {
  const { verdict, strangers, addresses, via, clients, reasons } = way;
  const more = addresses.length > ADDRESSES_SHOWN ? ` and ${addresses.length - ADDRESSES_SHOWN} more` : '';
  return [
    ...(verdict === 'unknown' ? ['perhaps'] : []),
    portsText(way),
    `from ${strangers.text}`,
    ...(via ? [`through ${plainUpTo(80, shortId(via.id))} port ${via.listenerPort}`] : []),
    ...(via || addresses.length === 0 ? [] : [`at ${addresses.slice(0, ADDRESSES_SHOWN).join(', ')}${more}`]),
    ...(clients === '' ? [] : [clients]),
    ...(reasons.length === 0 ? [] : [`(not known without ${plainUpTo(120, reasons.slice(0, 2).join(', '))})`]),
  ]
    .map((part) => plainUpTo(200, part))
    .join(' ');
}

/** `bastion (i-0abc)`: what people know it by. */
export function reachedName({ id, name }: Reached): string {
  const [short, called] = [plainUpTo(120, shortId(id)), plainUpTo(60, name ?? '')];
  return called === '' || called === short ? short : `${called} (${short})`;
}
