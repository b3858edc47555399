import { known, seenOf } from '#inventory/known.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { answered, inventoryOf, missingOf, refused } from '../../support/aws-calls.ts';

describe('prefix lists', () => {
  const ENTRIES = 'ec2:GetManagedPrefixListEntries';
  const of = (PrefixListId: string) => ({ PrefixListId });
  const heads = answered('ec2:DescribeManagedPrefixLists', {
    PrefixLists: [{ ...of('pl-1'), PrefixListName: 'office', AddressFamily: 'IPv4', MaxEntries: 5 }],
  });
  const entries = answered(
    ENTRIES,
    { Entries: [{ Cidr: '10.1.0.9/16' }, { Cidr: '10.0.0.0/16' }, { Cidr: '10.0.0.0/16' }] },
    of('pl-1'),
  );
  const entriesOf = (...calls: readonly RecordedCall[]) =>
    seenOf(inventoryOf(calls).prefixLists).find(({ id }) => id === 'pl-1')?.entries ?? known(['no such list']);
  const ranges = known(['10.0.0.0/16', '10.1.0.0/16']);

  test('a list with its entries, canonical and each once', () => {
    const lists = inventoryOf([entries, heads]).prefixLists;
    expect(lists).toMatchObject({
      known: true,
      value: [{ id: 'pl-1', name: 'office', family: 'ipv4', maxEntries: 5 }],
    });
    expect(entriesOf(heads, entries)).toEqual(ranges);
  });

  test.each([
    ['beside them', answered(ENTRIES, { ...(entries.response as object), ...of('pl-1') })],
    ['in the request', entries],
  ])('entries alone are enough where they name their list %s', (_, call) => {
    expect(entriesOf(call)).toEqual(ranges);
  });

  test('the older call gives the ranges with the list', () => {
    const older = answered('ec2:DescribeManagedPrefixLists', {
      PrefixLists: [{ ...of('pl-1'), Cidrs: ['10.0.0.0/16'] }],
    });
    expect(entriesOf(older)).toEqual(known(['10.0.0.0/16']));
    expect(entriesOf(older, entries)).toEqual(ranges);
  });

  test.each([
    ['never asked for', [heads], 'NotRead'],
    ['of another list', [heads, answered(ENTRIES, { Entries: [] }, of('pl-2'))], 'NotRead'],
    ['denied', [heads, refused(ENTRIES, 'UnauthorizedOperation', of('pl-1'))], 'UnauthorizedOperation'],
    ['broken off', [heads, answered(ENTRIES, { Entries: [], NextToken: 't' }, of('pl-1'))], 'Truncated'],
    ['no range', [heads, answered(ENTRIES, { Entries: [{ Cidr: 'x' }] }, of('pl-1'))], 'Malformed'],
  ])('entries that are %s are unknown', (_, calls, code) => {
    expect(missingOf(entriesOf(...calls))).toEqual([`${ENTRIES} ${code}`]);
  });

  test('lists that were denied leave the entries that were read', () => {
    const { prefixLists } = inventoryOf([refused('ec2:DescribeManagedPrefixLists'), entries]);
    expect(prefixLists).toMatchObject({ known: false, seen: [{ id: 'pl-1', entries: ranges }] });
  });
});

describe('Block Public Access', () => {
  const CALL = 'ec2:DescribeVpcBlockPublicAccessOptions';
  const read = (...calls: readonly RecordedCall[]) => inventoryOf(calls).blockPublicAccess;
  const options = (InternetGatewayBlockMode: unknown) =>
    answered(CALL, { VpcBlockPublicAccessOptions: { InternetGatewayBlockMode, State: 'update-complete' } });

  test('a mode', () => {
    expect(read(options('block-bidirectional'))).toMatchObject({ known: true, value: { mode: 'block-bidirectional' } });
  });

  test.each([
    ['not read', [], 'NotRead'],
    ['denied', [refused(CALL)], 'AccessDenied'],
    ['no mode', [options(undefined)], 'Malformed'],
    ['no options', [answered(CALL, { VpcBlockPublicAccessOptions: null })], 'Malformed'],
    ['two answers that differ', [options('off'), options('block-ingress')], 'Malformed'],
  ])('%s: unknown', (_, calls, code) => {
    expect(missingOf(read(...calls))).toEqual([`${CALL} ${code}`]);
  });

  test('a denial is not "off" in a dump either', () => {
    expect(inventoryOf([refused(CALL)], { source: 'cli-dump' }).blockPublicAccess.known).toBe(false);
  });
});
