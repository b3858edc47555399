import { AliListing } from '#inventory/alicloud/ali-listing.ts';
import { type Raw, text } from '#inventory/fields.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import type { AliCallName } from '#snapshot/alicloud-calls.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { answered, refused } from '../../support/ali-calls.ts';

const idOf = (raw: Raw): string | undefined => text(raw['Id']) ?? text(raw['value']);

function read(call: AliCallName, ...pages: readonly RecordedCall[]): AliListing<string> {
  const listing = new AliListing(call, idOf);
  for (const page of pages) listing.add(page);
  return listing;
}

const said = (list: Known<readonly string[]>): string =>
  list.known
    ? `known ${list.value.join(',')}`
    : `${list.missing.map(({ code }) => code).join(',')} seen ${seenOf(list).join(',')}`;

const items = (...ids: readonly string[]) => ids.map((Id) => ({ Id }));

describe.each<[string, AliCallName, string, string, string, (ids: object[]) => object]>([
  [
    'PageNumber and TotalCount',
    'vpc:DescribeVpcs',
    'PageNumber',
    'PageSize',
    'TotalCount',
    (all) => ({ Vpcs: { Vpc: all } }),
  ],
  [
    'CurrentPage and Total',
    'yundun-ddos:DescribeInstanceIpAddress',
    'CurrentPage',
    'PageSize',
    'Total',
    (all) => ({ InstanceList: all }),
  ],
  [
    'PageNo and Total',
    'yundun-antiddosbag:DescribeInstanceList',
    'PageNo',
    'PageSize',
    'Total',
    (all) => ({ InstanceList: all }),
  ],
  [
    'Page and TotalAclEntry',
    'slb:DescribeAccessControlListAttribute',
    'Page',
    'PageSize',
    'TotalAclEntry',
    (all) => ({ AclEntrys: { AclEntry: all } }),
  ],
])('a list by %s', (_, call, pageKey, sizeKey, totalKey, wrap) => {
  const page = (number: number, total: number | string, ...ids: readonly string[]) =>
    answered(call, { [pageKey]: number, [sizeKey]: 2 }, { ...wrap(items(...ids)), [totalKey]: total });

  test.each<[string, readonly RecordedCall[], string]>([
    ['one page', [page(1, 1, 'a')], 'known a'],
    ['two pages', [page(1, 3, 'a', 'b'), page(2, 3, 'c')], 'known a,b,c'],
    ['a total as text', [page(1, '1', 'a')], 'known a'],
    ['the second page is missing', [page(1, 3, 'a', 'b')], 'Truncated seen a,b'],
    [
      'the second page was refused',
      [page(1, 3, 'a', 'b'), refused(call, { [pageKey]: 2 }, 'Throttling.User')],
      'Throttling.User seen a,b',
    ],
    ['the same page twice is no second page', [page(1, 3, 'a', 'b'), page(1, 3, 'a', 'b')], 'Truncated seen a,b,a,b'],
    ['nothing, and a total of nothing', [answered(call, {}, { [totalKey]: 0 })], 'known '],
  ])('%s', (_name, pages, expected) => {
    expect(said(read(call, ...pages).all())).toBe(expected);
  });
});

describe.each<[string, AliCallName, string, (ids: object[]) => object]>([
  ['MaxResults', 'ecs:DescribeInstances', 'MaxResults', (all) => ({ Instances: { Instance: all } })],
  ['MaxResult', 'vpc:DescribeRouteEntryList', 'MaxResult', (all) => ({ RouteEntrys: { RouteEntry: all } })],
  ['MaxResults, flat', 'alb:ListListeners', 'MaxResults', (all) => ({ Listeners: all })],
])('a list by %s and tokens', (_, call, sizeKey, wrap) => {
  const page = (asked: string | undefined, given: string | undefined, ...ids: readonly string[]) =>
    answered(
      call,
      { [sizeKey]: 2, ...(asked ? { NextToken: asked } : {}) },
      { ...wrap(items(...ids)), NextToken: given },
    );

  test.each<[string, readonly RecordedCall[], string]>([
    ['one page', [page(undefined, undefined, 'a')], 'known a'],
    ['an empty token is the end', [page(undefined, '', 'a')], 'known a'],
    ['two pages', [page(undefined, 't', 'a', 'b'), page('t', '', 'c')], 'known a,b,c'],
    ['the last page still carries a token', [page(undefined, 't', 'a')], 'Truncated seen a'],
    ['an empty page with a token is not the end', [page(undefined, 't')], 'Truncated seen '],
  ])('%s', (_name, pages, expected) => {
    expect(said(read(call, ...pages).all())).toBe(expected);
  });
});

describe('a list without a total', () => {
  const page = (number: number, ...ids: readonly string[]) =>
    answered(
      'cms:DescribeSystemEventAttribute',
      { PageNumber: number, PageSize: 2 },
      { Code: '200', SystemEvents: { SystemEvent: items(...ids) } },
    );

  test.each<[string, readonly RecordedCall[], string]>([
    ['ends with a short page', [page(1, 'a', 'b'), page(2, 'c')], 'known a,b,c'],
    ['ends with an empty page', [page(1, 'a', 'b'), page(2)], 'known a,b'],
    ['is open after a full one', [page(1, 'a', 'b')], 'Truncated seen a,b'],
  ])('%s', (_name, pages, expected) => {
    expect(said(read('cms:DescribeSystemEventAttribute', ...pages).result())).toBe(expected);
  });
});

describe('an answer', () => {
  const bare = (response: unknown): RecordedCall => ({ call: 'vpc:DescribeVpcs', request: {}, response });

  test.each<[string, RecordedCall, string]>([
    ['with an empty wrapping', answered('vpc:DescribeVpcs', {}, { Vpcs: {}, TotalCount: 0 }), 'known '],
    ['with null in it', answered('vpc:DescribeVpcs', {}, { Vpcs: { Vpc: null }, TotalCount: 0 }), 'known '],
    ['without the list, but with its id', answered('vpc:DescribeVpcs', {}, { TotalCount: 0 }), 'known '],
    ['without the wrapping', answered('vpc:DescribeVpcs', {}, { Vpcs: items('a'), TotalCount: 1 }), 'known a'],
    ['of another kind', bare({ Nothing: 'of ours' }), 'Malformed seen '],
    ['that is empty', bare({}), 'Malformed seen '],
    ['that is a text', bare('<html>'), 'Malformed seen '],
    ['that is null', bare(null), 'Malformed seen '],
    ['whose list is a text', bare({ RequestId: 'R', Vpcs: 'none' }), 'Malformed seen '],
    [
      'with an item that is none',
      answered('vpc:DescribeVpcs', {}, { Vpcs: { Vpc: [{ Id: 'a' }, {}] }, TotalCount: 2 }),
      'Malformed seen a',
    ],
  ])('%s', (_, call, expected) => {
    expect(said(read('vpc:DescribeVpcs', call).result())).toBe(expected);
  });

  test('that never came is not read', () => {
    expect(said(read('vpc:DescribeVpcs').result())).toBe('NotRead seen ');
  });

  test('is kept by its subject', () => {
    const listing = read(
      'alidns:DescribeDomainRecords',
      answered(
        'alidns:DescribeDomainRecords',
        { DomainName: 'a.cn' },
        { DomainRecords: { Record: items('1') }, TotalCount: 1 },
      ),
      refused('alidns:DescribeDomainRecords', { DomainName: 'b.cn' }, 'Forbidden.RAM'),
    );
    expect(['a.cn', 'b.cn', 'c.cn'].map((name) => said(listing.result(name)))).toEqual([
      'known 1',
      'Forbidden.RAM seen ',
      'NotRead seen ',
    ]);
    expect(said(listing.all())).toBe('Forbidden.RAM seen 1');
  });

  test('that cannot be asked for page by page is truncated where it carries a token', () => {
    const health = answered(
      'nlb:GetListenerHealthStatus',
      { ListenerId: 'lsn-1' },
      { ListenerHealthStatus: [], NextToken: 'more' },
    );
    expect(said(read('nlb:GetListenerHealthStatus', health).result('lsn-1'))).toBe('Truncated seen ');
  });

  test('is named as it was recorded, whichever of its names that is', () => {
    const list = read('cen:DescribeCens', refused('cbn:DescribeCens', {}, 'Forbidden.RAM')).result();
    expect(list).toMatchObject({ known: false, missing: [{ call: 'cbn:DescribeCens' }] });
  });
});
