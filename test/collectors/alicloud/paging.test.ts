import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AliClient } from '#collectors/alicloud/client.ts';
import { fixedKeys } from '#collectors/alicloud/credentials.ts';
import { AliAsk } from '#collectors/alicloud/paging.ts';
import { Recorder } from '#collectors/record.ts';
import { AliListing } from '#inventory/alicloud/ali-listing.ts';
import { deadlineIn } from '#platform/deadline.ts';
import { Gate } from '#platform/pool.ts';
import { type AliCallName, aliCall } from '#snapshot/alicloud-calls.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';

type Page = Readonly<Record<string, unknown>>;

/** What a walk asked for, wrote down and took. */
interface Walked {
  readonly asked: readonly Readonly<Record<string, string>>[];
  readonly recorded: readonly RecordedCall[];
  readonly picked: readonly unknown[];
  /** What the inventory makes of it. */
  readonly known: boolean;
  readonly missing: readonly string[];
}

const list = (call: AliCallName, items: readonly unknown[]): Page =>
  aliCall(call).list.reduceRight<unknown>((inside, key) => ({ [key]: inside }), items) as Page;

const items = (count: number, from = 1): readonly Page[] =>
  Array.from({ length: count }, (_, index) => ({ n: from + index }));

/** Walks one list at a server that gives these pages in turn, the last one for ever. */
async function walk(call: AliCallName, pages: readonly (Page | number)[]): Promise<Walked> {
  const asked: Record<string, string>[] = [];
  const server = createServer((message, response) => {
    let text = '';
    message.on('data', (chunk) => {
      text += String(chunk);
    });
    message.on('end', () => {
      asked.push(Object.fromEntries(new URLSearchParams(text)));
      const page = pages[Math.min(asked.length, pages.length) - 1] ?? {};
      const [status, body] = typeof page === 'number' ? [page, { Code: 'Forbidden.RAM', Message: 'no' }] : [200, page];
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ RequestId: 'R', ...body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new AliClient({
    credentials: fixedKeys({ accessKeyId: 'LTAI5tOfTests', accessKeySecret: 'secret' }),
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  const recorded: RecordedCall[] = [];
  const clock = (): Date => new Date('2026-11-20T02:30:00Z');
  const record = new Recorder({
    write: async (each) => {
      recorded.push(each);
    },
    gate: new Gate(4),
    clock,
    deadline: deadlineIn(60_000, clock),
  });
  const picked = await new AliAsk(client, record, 'eu-central-1').list(call, {}, ({ n }) => n);
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const listing = new AliListing<object>(call, (raw) => raw);
  for (const each of recorded) listing.add(each);
  const fact = listing.all();
  return {
    asked,
    recorded,
    picked,
    known: fact.known,
    missing: fact.known ? [] : fact.missing.map(({ code }) => code),
  };
}

/** Of each style: a call, the key that asks for a page, what the pages say of the end, and what is asked for. */
const STYLES: Readonly<
  Record<
    string,
    readonly [AliCallName, readonly Page[], key: string, wanted: readonly (string | undefined)[], size: string]
  >
> = {
  'PageNumber, TotalCount': [
    'vpc:DescribeVpcs',
    [{ TotalCount: 3 }, { TotalCount: 3 }],
    'PageNumber',
    ['1', '2'],
    'PageSize',
  ],
  'PageNumber, TotalCount as text': [
    'vpc:DescribeNetworkAcls',
    [{ TotalCount: '3' }, { TotalCount: '3' }],
    'PageNumber',
    ['1', '2'],
    'PageSize',
  ],
  'CurrentPage, Total': [
    'yundun-ddos:DescribeInstanceIpAddress',
    [{ Total: 3 }, { Total: 3 }],
    'CurrentPage',
    ['1', '2'],
    'PageSize',
  ],
  'CurrentPage, TotalCount': [
    'yundun-sas:DescribeSuspEvents',
    [{ TotalCount: 3 }, { TotalCount: 3 }],
    'CurrentPage',
    ['1', '2'],
    'PageSize',
  ],
  'PageNo, Total': [
    'yundun-antiddosbag:DescribeInstanceList',
    [{ Total: 3 }, { Total: 3 }],
    'PageNo',
    ['1', '2'],
    'PageSize',
  ],
  'Page, TotalAclEntry': [
    'slb:DescribeAccessControlListAttribute',
    [{ TotalAclEntry: 3 }, { TotalAclEntry: 3 }],
    'Page',
    ['1', '2'],
    'PageSize',
  ],
  'MaxResults, NextToken': [
    'ecs:DescribeInstances',
    [{ NextToken: 't' }, { NextToken: '' }],
    'NextToken',
    [undefined, 't'],
    'MaxResults',
  ],
  'MaxResult in the singular, NextToken': [
    'vpc:DescribeRouteEntryList',
    [{ NextToken: 't' }, {}],
    'NextToken',
    [undefined, 't'],
    'MaxResult',
  ],
};

test.each(Object.entries(STYLES))('a list is walked to its end by %s', async (_, [call, ends, key, wanted, size]) => {
  const pages = ends.map((end, index) => ({ ...list(call, index === 0 ? items(2) : items(1, 3)), ...end }));
  const { asked, picked, known, recorded } = await walk(call, pages);
  expect(asked.map((each) => each[key])).toEqual(wanted);
  expect(asked.map((each) => each[size])).toEqual(wanted.map(() => String(aliCall(call).pageSize)));
  expect(picked).toEqual([1, 2, 3]);
  expect(known).toBe(true);
  expect(recorded).toHaveLength(2);
});

const EVENTS = 'cms:DescribeSystemEventAttribute';

test('a list without a total ends with the first page that is not full', async () => {
  const { asked, picked, known } = await walk(EVENTS, [list(EVENTS, items(100)), list(EVENTS, items(7, 101))]);
  expect(asked.map(({ PageNumber }) => PageNumber)).toEqual(['1', '2']);
  expect(picked).toHaveLength(107);
  expect(known).toBe(true);
});

const VPCS = 'vpc:DescribeVpcs';
const INSTANCES = 'ecs:DescribeInstances';

test.each<[string, AliCallName, readonly (Page | number)[], number, readonly string[]]>([
  [
    'an empty page below the total',
    VPCS,
    [
      { ...list(VPCS, items(2)), TotalCount: 9 },
      { Vpcs: {}, TotalCount: 9 },
    ],
    2,
    ['Truncated'],
  ],
  ['the same token twice', INSTANCES, [{ ...list(INSTANCES, items(1)), NextToken: 't' }], 2, ['Truncated']],
  ['a page that is refused', VPCS, [{ ...list(VPCS, items(2)), TotalCount: 9 }, 403], 2, ['Forbidden.RAM']],
  [
    'a page of tokens that is refused',
    INSTANCES,
    [{ ...list(INSTANCES, items(1)), NextToken: 't' }, 403],
    2,
    ['Forbidden.RAM'],
  ],
  ['a page that holds something else', VPCS, [{ Vpcs: { Vpc: 'none' }, TotalCount: 9 }], 1, ['Malformed']],
])('%s ends the walk, and the list is unknown', async (_, call, pages, calls, missing) => {
  const walked = await walk(call, pages);
  expect(walked.asked).toHaveLength(calls);
  expect(walked.known).toBe(false);
  expect(walked.missing).toEqual(missing);
});

test.each<[string, Page]>([
  ['absent', {}],
  ['an empty object', { Vpcs: {} }],
  ['an empty list', { Vpcs: { Vpc: [] } }],
  ['null', { Vpcs: null }],
])('an empty list may be %s', async (_, page) => {
  const { asked, picked, known } = await walk(VPCS, [{ ...page, TotalCount: 0 }]);
  expect(asked).toHaveLength(1);
  expect(picked).toEqual([]);
  expect(known).toBe(true);
});
