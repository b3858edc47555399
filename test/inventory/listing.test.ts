import { text } from '#inventory/fields.ts';
import { known } from '#inventory/known.ts';
import { byId, Listing } from '#inventory/listing.ts';
import { TRUNCATED } from '#snapshot/recorded-call.ts';
import { answered, missingOf, refused } from '../support/aws-calls.ts';

const CALL = 'ec2:DescribeThings';
const things = () =>
  new Listing<string>({
    call: CALL,
    list: 'Things',
    read: (raw) => text(raw['Id']),
    subject: (request, response) => text(request['Owner']) ?? text(response['Owner']),
  });

const read = (...calls: readonly (readonly [response: unknown, request?: Readonly<Record<string, unknown>>])[]) => {
  const listing = things();
  for (const [response, request] of calls) listing.add(answered(CALL, response, request));
  return listing.result();
};

const one = { Things: [{ Id: 'a' }] };

describe('a list as it stands in the answers', () => {
  test.each([
    ['two items', { Things: [{ Id: 'a' }, { Id: 'b' }] }, ['a', 'b']],
    ['an empty list', { Things: [] }, []],
    ['an absent list', {}, []],
    ['a null list', { Things: null }, []],
    ['a list that is undefined', { Things: undefined }, []],
    ['fields that nobody knows', { Things: [{ Id: 'a', New: { deep: [1] } }], Other: true }, ['a']],
    ['an empty token', { ...one, NextToken: '' }, ['a']],
    ['a null token', { ...one, NextToken: null }, ['a']],
  ])('%s is known', (_, response, items) => {
    expect(read([response])).toEqual(known(items));
  });

  test.each([
    ['no answer at all', null, []],
    ['an answer that is a text', 'Things', []],
    ['an answer that is a list', [{ Id: 'a' }], []],
    ['a list that is a text', { Things: 'a' }, []],
    ['a list that is an object', { Things: { Id: 'a' } }, []],
    ['an item without an id', { Things: [{ Id: 'a' }, {}] }, ['a']],
    ['an item that is null', { Things: [null, { Id: 'a' }] }, ['a']],
    ['an item that is a list', { Things: [['a'], { Id: 'a' }] }, ['a']],
    ['an item that is a number', { Things: [7, { Id: 'a' }] }, ['a']],
  ])('%s is malformed', (_, response, seen) => {
    const result = read([response]);
    expect(missingOf(result)).toEqual([`${CALL} Malformed`]);
    expect(result).toMatchObject({ known: false, seen });
  });

  test('nothing read is unknown and names the call', () => {
    expect(missingOf(things().result())).toEqual([`${CALL} NotRead`]);
    expect(things().wasRead).toBe(false);
  });

  test.each(['AccessDenied', 'RequestLimitExceeded', 'TimeoutError', 'InternalError'])(
    '%s on a later page leaves what was seen, and the list unknown',
    (code) => {
      const listing = things();
      listing.add(answered(CALL, { ...one, NextToken: 't1' }));
      listing.add(refused(CALL, code, { NextToken: 't1' }));
      expect(listing.result()).toEqual({
        known: false,
        missing: [{ call: CALL, code, message: 'said by the cloud' }],
        seen: ['a'],
      });
    },
  );

  test('the same failure is named once', () => {
    const listing = things();
    listing.add(refused(CALL));
    listing.add(refused(CALL));
    expect(missingOf(listing.result())).toEqual([`${CALL} AccessDenied`]);
  });
});

describe('pages', () => {
  const first = [{ Things: [{ Id: 'a' }], NextToken: 't1' }] as const;
  const second = [{ Things: [{ Id: 'b' }], NextToken: 't2' }, { NextToken: 't1' }] as const;
  const third = [{ Things: [{ Id: 'c' }] }, { NextToken: 't2' }] as const;

  test.each([
    ['in order', [first, second, third]],
    ['backwards', [third, second, first]],
    ['mixed', [second, third, first]],
    ['one twice', [first, second, second, third]],
  ])('%s are the whole list', (_, pages) => {
    const result = read(...pages);
    expect(result.known).toBe(true);
    expect([...new Set(result.known ? result.value : [])].sort()).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['the last is missing', [first, second]],
    ['the middle one is missing', [first, third]],
    ['only the first is there', [first]],
  ])('%s: truncated', (_, pages) => {
    const result = read(...pages);
    expect(missingOf(result)).toEqual([`${CALL} ${TRUNCATED}`]);
    expect(result).toMatchObject({ seen: expect.arrayContaining(['a']) });
  });

  test('of a dump, which does not say what was asked, are whole when one ends without a token', () => {
    expect(read([{ Things: [{ Id: 'a' }], NextToken: 't1' }], [{ Things: [{ Id: 'b' }] }])).toEqual(known(['a', 'b']));
  });

  const marked = () =>
    new Listing<string>({
      call: CALL,
      list: ['List', 'Items'],
      read: (raw) => text(raw['value']),
      token: ['Marker', 'List.NextMarker'],
      isCut: (response) => response['More'] === true,
    });

  test.each([
    ['a token inside the list', { List: { Items: ['a'], NextMarker: 'm' } }],
    ['the token that the CLI gives when it is told to stop', { List: { Items: ['a'] }, NextToken: 'cli' }],
    ['a flag without a token', { List: { Items: ['a'] }, More: true }],
  ])('%s says that there is more', (_, response) => {
    const listing = marked();
    listing.add(answered(CALL, response));
    expect(missingOf(listing.result())).toEqual([`${CALL} ${TRUNCATED}`]);
  });

  test('a token inside the list that was followed is whole', () => {
    const listing = marked();
    listing.add(answered(CALL, { List: { Items: ['a'], NextMarker: 'm' } }));
    listing.add(answered(CALL, { List: { Items: ['b'], NextMarker: '' } }, { Marker: 'm' }));
    expect(listing.result()).toEqual(known(['a', 'b']));
  });
});

describe('one call for each of many subjects', () => {
  const nameOf = (item: string) => `owner of ${item}`;

  test('each has its own list, its own gap and its own failure', () => {
    const listing = things();
    listing.add(answered(CALL, one, { Owner: 'x' }));
    listing.add(answered(CALL, { Things: [{ Id: 'b' }], NextToken: 't' }, { Owner: 'y' }));
    listing.add(refused(CALL, 'Throttling', { Owner: 'z' }));
    expect(listing.result('x')).toEqual(known(['a']));
    expect(missingOf(listing.result('y'))).toEqual([`${CALL} Truncated`]);
    expect(missingOf(listing.result('z'))).toEqual([`${CALL} Throttling`]);
    expect(missingOf(listing.result('nobody'))).toEqual([`${CALL} NotRead`]);
    expect(listing.subjects).toEqual(['x', 'y', 'z']);
  });

  test('a refusal that names no subject is about them all, and lends nobody the items of another', () => {
    const listing = things();
    listing.add(answered(CALL, one));
    listing.add(refused(CALL));
    expect(listing.result('x')).toEqual({ known: false, missing: [expect.objectContaining({ code: 'AccessDenied' })] });
  });

  test('a dump names the subject beside the answer', () => {
    const listing = things();
    listing.add(answered(CALL, { ...one, Owner: 'x' }));
    expect(listing.result('x')).toEqual(known(['a']));
  });

  test.each([
    [
      'items name their subject',
      [{ Things: [{ Id: 'a' }, { Id: 'b' }] }],
      { 'owner of a': ['a'], 'owner of b': ['b'] },
    ],
    [
      'an empty answer stands for the one subject without items',
      [one, { Things: [] }],
      { 'owner of a': ['a'], none: [] },
    ],
  ])('%s', (_, responses, wanted: Readonly<Record<string, readonly string[]>>) => {
    const listing = things();
    for (const response of responses) listing.add(answered(CALL, response));
    const results = listing.resultsFor(Object.keys(wanted), nameOf);
    expect(Object.fromEntries(results)).toEqual(
      Object.fromEntries(Object.entries(wanted).map(([subject, items]) => [subject, known(items)])),
    );
  });

  test('a subject that nobody names was not looked at', () => {
    const listing = things();
    listing.add(answered(CALL, one));
    listing.add(answered(CALL, { Things: [] }));
    const results = listing.resultsFor(['owner of a', 'p', 'q'], nameOf);
    expect([...results.values()].map((result) => missingOf(result))).toEqual([
      [],
      [`${CALL} NotRead`],
      [`${CALL} NotRead`],
    ]);
  });

  test('a truncated answer leaves every subject of it unknown, with what was seen', () => {
    const listing = things();
    listing.add(answered(CALL, { ...one, NextToken: 't' }));
    expect(listing.resultsFor(['owner of a'], nameOf).get('owner of a')).toMatchObject({
      missing: [{ code: TRUNCATED }],
      seen: ['a'],
    });
  });

  test('where the call was never made, every subject says so', () => {
    expect(missingOf(things().resultsFor(['x'], nameOf).get('x') ?? known(0))).toEqual([`${CALL} NotRead`]);
  });
});

describe('byId', () => {
  const item = (id: string, state = 'on') => ({ id, state });

  test.each([
    ['sorts', [item('b'), item('a')], [item('a'), item('b')]],
    ['keeps one of two alike', [item('a'), item('a')], [item('a')]],
    ['keeps the same one of two that differ', [item('a', 'on'), item('a', 'off')], [item('a', 'on')]],
    ['whatever their order', [item('a', 'off'), item('a', 'on')], [item('a', 'on')]],
  ])('%s', (_, given, wanted) => {
    expect(byId(known(given))).toEqual(known(wanted));
    expect(byId({ known: false, missing: [], seen: given })).toEqual({ known: false, missing: [], seen: wanted });
  });
});
