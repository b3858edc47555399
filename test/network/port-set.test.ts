import fc from 'fast-check';
import { ALL_PORTS, type Interval, NO_PORTS, PortSet } from '../../lambdas/network/port-set.ts';

const edges = [0, 1, 2, 21, 22, 23, 1023, 1024, 65534, 65535];
const interval = fc
  .tuple(fc.constantFrom(...edges), fc.constantFrom(...edges))
  .map(([a, b]): Interval => [Math.min(a, b), Math.max(a, b)]);
const intervals = fc.array(interval, { maxLength: 4 });
const isIn = (port: number, list: readonly Interval[]): boolean => list.some(([a, b]) => a <= port && port <= b);

describe('port sets', () => {
  it('agree with the naive twin', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const [x, y] = [PortSet.of(...a), PortSet.of(...b)];
        for (const edge of edges) {
          for (const port of [edge - 1, edge, edge + 1].filter((each) => each >= 0 && each <= 65535)) {
            const [inA, inB] = [isIn(port, a), isIn(port, b)];
            expect([x.union(y), x.intersect(y), x.subtract(y)].map((set) => set.contains(port))).toEqual([
              inA || inB,
              inA && inB,
              inA && !inB,
            ]);
          }
        }
        expect(PortSet.of(...x.intervals()).equals(x)).toBe(true);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it.each<[string, PortSet, string]>([
    ['nothing', NO_PORTS, ''],
    ['neighbours', PortSet.of([23, 25], [22, 22]), '22–25'],
    ['one port', PortSet.of([443, 443], [80, 80]), '80, 443'],
    ['all', ALL_PORTS, '1–65535'],
  ])('print %s', (_name, set, printed) => expect(String(set)).toBe(printed));
});
