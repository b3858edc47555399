import type { Policy } from '#platform/policy.ts';
import { type Said, say, sayAll, type Text } from '#platform/text.ts';

/** One hop of a path, with what is known of how long it waits. */
export interface Hop {
  readonly name: string;
  /** How long it waits for an answer of the next hop. */
  readonly readSeconds?: number;
  /** How long it keeps an idle connection that it accepted. */
  readonly idleSeconds?: number;
  /** How long it keeps an idle connection that it made to the next hop. */
  readonly keepAliveSeconds?: number;
}

/** A path as users declare it. */
export type DeclaredPath = Policy['paths'][number];

/** Two neighbours whose timeouts do not fit, and which side cuts whom. */
export interface PathFault {
  readonly rule: 'read' | 'keep-alive';
  readonly outer: string;
  readonly inner: string;
  readonly outerSeconds: number;
  readonly innerSeconds: number;
  readonly message: Text;
}

/**
 * The faults of a path, neighbour by neighbour; a hop without a value is compared with nobody. An engineering rule:
 *
 *     client ──▶ outer ──▶ inner ──▶ application
 *                read ≥ read          an outer hop waits as long as the next inner one may take
 *          keep-alive < idle          who accepts a connection keeps it longer than who uses it again
 */
export function pathFaults(hops: readonly Hop[]): readonly PathFault[] {
  return hops.slice(1).flatMap((inner, index) => {
    const outer = hops[index] as Hop;
    const faults: PathFault[] = [];
    const names = { outer: outer.name, inner: inner.name };
    if (outer.readSeconds !== undefined && inner.readSeconds !== undefined && outer.readSeconds < inner.readSeconds) {
      faults.push({
        rule: 'read',
        ...names,
        outerSeconds: outer.readSeconds,
        innerSeconds: inner.readSeconds,
        message: say`${outer.name} gives up after ${outer.readSeconds} s while ${inner.name} may still work for ${inner.readSeconds} s, so the client gets 504 for what goes on inside`,
      });
    }
    const { keepAliveSeconds } = outer;
    if (keepAliveSeconds !== undefined && inner.idleSeconds !== undefined && inner.idleSeconds <= keepAliveSeconds) {
      faults.push({
        rule: 'keep-alive',
        ...names,
        outerSeconds: keepAliveSeconds,
        innerSeconds: inner.idleSeconds,
        message: say`${inner.name} closes idle connections after ${inner.idleSeconds} s while ${outer.name} uses them again for ${keepAliveSeconds} s, so now and then a request meets a closed connection (502)`,
      });
    }
    return faults;
  });
}

/** The path as a picture: `CDN (read 60 s, keep-alive 15 s) ──▶ load balancer (idle 60 s)`. */
export function drawPath(hops: readonly Hop[]): Text {
  const [first = '', ...others] = hops.map(drawHop);
  return others.reduce<Text>((before, hop) => say`${before} ──▶ ${hop}`, first);
}

function drawHop({ name, readSeconds, idleSeconds, keepAliveSeconds }: Hop): Said {
  const times = [
    ...(readSeconds === undefined ? [] : [say`read ${readSeconds} s`]),
    ...(idleSeconds === undefined ? [] : [say`idle ${idleSeconds} s`]),
    ...(keepAliveSeconds === undefined ? [] : [say`keep-alive ${keepAliveSeconds} s`]),
  ];
  return say`${name} (${times.length === 0 ? say`not known` : sayAll(times)})`;
}
