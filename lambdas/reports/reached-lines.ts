import type { Tongue } from '#languages/tongue.ts';
import { plainUpTo } from './plain-text.ts';
import type { Reached, ReachedWay } from './reachable.ts';
import { portsText, shortId, whence } from './way-words.ts';

const WAYS_SHOWN = 3;
const ADDRESSES_SHOWN = 2;

/** What is open on a machine or a balancer, one line for each way in, the gravest first. */
export function reachedLines({ ways }: Reached, t: Tongue): readonly string[] {
  const lines = ways.slice(0, WAYS_SHOWN).map((way) => wayText(way, t));
  return ways.length > WAYS_SHOWN ? [...lines, t`and ${ways.length - WAYS_SHOWN} more ways`] : lines;
}

/** `tcp 22 (SSH) from everywhere at 52.0.0.10`, `perhaps tcp 443 (HTTPS) from everywhere through shop-front port 443`. */
function wayText(way: ReachedWay, t: Tongue): string {
  const text = `${portsText(way, t)} ${whence(way, t, ADDRESSES_SHOWN)}`;
  return plainUpTo(400, way.verdict === 'unknown' ? t`perhaps ${text}` : text);
}

/** `bastion (i-0abc)`: what people know it by. */
export function reachedName({ id, name }: Reached): string {
  const [short, called] = [plainUpTo(120, shortId(id)), plainUpTo(60, name ?? '')];
  return called === '' || called === short ? short : `${called} (${short})`;
}
