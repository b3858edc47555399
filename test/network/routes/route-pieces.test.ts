import { seenOf } from '../../../lambdas/inventory/known.ts';
import { nameOfRoute, routePieces } from '../../../lambdas/network/routes/route-pieces.ts';
import { aNetwork, aTable, type Json, LOCAL, regionOf, route } from '../../support/network-estate.ts';

const local: Json = { DestinationCidrBlock: '10.0.0.0/16', ...LOCAL };
const PROPAGATED = { Origin: 'EnableVgwRoutePropagation' };

/** The route that a destination takes; several where AWS picks one of them, none where no route leads there. */
function winner(
  address: string,
  routes: readonly Json[],
  lists: Readonly<Record<string, readonly string[]>> = {},
): string {
  const region = regionOf(
    aNetwork({
      routeTables: [aTable(routes)],
      prefixLists: Object.keys(lists).map((PrefixListId) => ({ PrefixListId, PrefixListName: PrefixListId })),
      prefixListEntries: lists,
    }),
  );
  const [table] = seenOf(region.routeTables);
  if (!table) throw new Error('the table is there');
  const { pieces } = routePieces(table, 'ipv4', region.prefixLists);
  const piece = pieces.find(({ addresses }) => addresses.contains(address));
  return piece?.candidates.map(nameOfRoute).join(' or ') || 'none';
}

test.each<
  [
    rule: string,
    address: string,
    expected: string,
    routes: readonly Json[],
    lists?: Readonly<Record<string, readonly string[]>>,
  ]
>([
  ['no route', '8.8.8.8', 'none', [local]],
  [
    'the longest prefix',
    '8.8.8.8',
    '8.8.8.0/24 → tgw-1',
    [route('0.0.0.0/0', 'igw-1'), route('8.8.8.0/24', 'tgw-1'), route('8.0.0.0/8', 'nat-1')],
  ],
  [
    'the longest prefix, dead as it is',
    '8.8.8.8',
    '8.8.8.0/24 → nat-1 (blackhole)',
    [route('0.0.0.0/0', 'igw-1'), route('8.8.8.0/24', 'nat-1', { State: 'blackhole' })],
  ],
  [
    'a static route before a propagated one',
    '8.8.8.8',
    '8.8.8.0/24 → igw-1',
    [route('8.8.8.0/24', 'vgw-1', PROPAGATED), route('8.8.8.0/24', 'igw-1')],
  ],
  [
    'a static route before an advertised one',
    '8.8.8.8',
    '8.8.8.0/24 → igw-1',
    [route('8.8.8.0/24', 'eni-1', { Origin: 'Advertisement' }), route('8.8.8.0/24', 'igw-1')],
  ],
  [
    'a longer propagated route before a static one',
    '8.8.8.8',
    '8.8.8.0/25 → vgw-1',
    [route('8.8.8.0/25', 'vgw-1', PROPAGATED), route('8.8.8.0/24', 'igw-1')],
  ],
  [
    'the local route before a longer propagated one',
    '10.0.2.1',
    '10.0.0.0/16 → local',
    [local, route('10.0.2.0/24', 'vgw-1', PROPAGATED)],
  ],
  [
    'a longer static route before the local one',
    '10.0.2.1',
    '10.0.2.0/24 → eni-1',
    [local, route('10.0.2.0/24', 'eni-1')],
  ],
  [
    'a static route before one to a prefix list',
    '8.8.8.8',
    '8.8.8.0/24 → igw-1',
    [route('8.8.8.0/24', 'igw-1'), route('pl-1', 'tgw-1')],
    { 'pl-1': ['8.8.8.0/24'] },
  ],
  [
    'a route to a prefix list before a propagated one',
    '8.8.8.8',
    'pl-1 → tgw-1',
    [route('8.8.8.0/24', 'vgw-1', PROPAGATED), route('pl-1', 'tgw-1')],
    { 'pl-1': ['8.8.8.0/24'] },
  ],
  [
    'either of two prefix lists that overlap',
    '8.8.8.8',
    'pl-1 → tgw-1 or pl-2 → igw-1',
    [route('pl-1', 'tgw-1'), route('pl-2', 'igw-1')],
    { 'pl-1': ['8.8.8.0/24'], 'pl-2': ['8.0.0.0/8'] },
  ],
])('%s wins', (_rule, address, expected, routes, lists = {}) => expect(winner(address, routes, lists)).toBe(expected));
