import type { CallError } from '#snapshot/recorded-call.ts';
import type { Answer } from './answers.ts';
import type { Operation } from './operation.ts';
import type { Protocol } from './protocols.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A whole recorded list, and how its record ends: with its last item, in an error, or in a token nobody followed. */
export interface Page {
  readonly whole: Fields;
  readonly end: 'complete' | 'open' | CallError;
}

/** How an operation is paged: which members ask, size and give, and which member holds list and token, if it is not the answer itself. */
export interface Paging {
  readonly ask?: string;
  readonly size?: string;
  readonly give?: string;
  readonly holder?: string;
}

const ASK = ['NextToken', 'nextToken', 'Marker', 'Token'];
const SIZE = ['MaxResults', 'maxResults', 'PageSize', 'MaxItems', 'maxItems'];
const GIVE = ['NextToken', 'nextToken', 'NextMarker', 'Marker'];

const known = new WeakMap<Operation, Paging>();

/** Read off the names of the operation's members. */
export function pagingOf(operation: Operation): Paging {
  const before = known.get(operation);
  if (before) return before;
  const asked = membersOf(operation.input);
  const given = membersOf(operation.output);
  let give = GIVE.find((name) => given.has(name));
  let holder: string | undefined;
  for (const [name, member] of given) {
    if (give || !member.isStructSchema()) continue;
    const inner = membersOf(member);
    if (!inner.has('Items')) continue;
    give = GIVE.find((each) => inner.has(each));
    holder = give && name;
  }
  const paging = { ask: ASK.find((name) => asked.has(name)), size: SIZE.find((name) => asked.has(name)), give, holder };
  known.set(operation, paging);
  return paging;
}

const membersOf = (schema: Operation['input']) => new Map(schema.isStructSchema() ? schema.structIterator() : []);

/** The request without what only says which page is wanted. */
export function withoutPaging(operation: Operation, request: Fields): Fields {
  const { ask, size } = pagingOf(operation);
  return Object.fromEntries(
    Object.entries(request).filter(([key, value]) => key !== ask && key !== size && value !== undefined),
  );
}

/**
 * The largest page of calls that give less than 1,000, as the services' models say.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
 */
const LARGEST_PAGE: Readonly<Record<string, number>> = {
  'ec2:DescribeRouteTables': 100,
  'ec2:DescribeEgressOnlyInternetGateways': 255,
  'ec2:DescribeStaleSecurityGroups': 255,
  'ec2:DescribeManagedPrefixLists': 100,
  'ec2:GetManagedPrefixListEntries': 100,
  'guardduty:ListDetectors': 50,
  'guardduty:ListFindings': 50,
  'elb:DescribeLoadBalancers': 400,
  'elbv2:DescribeLoadBalancers': 400,
  'elbv2:DescribeListeners': 400,
  'elbv2:DescribeRules': 400,
  'elbv2:DescribeTargetGroups': 400,
  'globalaccelerator:ListAccelerators': 100,
  'globalaccelerator:ListListeners': 100,
  'globalaccelerator:ListEndpointGroups': 100,
  'cloudfront:ListVpcOrigins': 100,
  'cloudfront:ListDistributions': 100,
  'organizations:ListAccounts': 20,
  'account:ListRegions': 50,
  'health:DescribeEvents': 100,
};
const LARGEST_PAGE_ELSEWHERE = 1000;

/** The page that the request asks for. */
export function cutPage(
  { whole, end }: Page,
  operation: Operation,
  input: Fields,
  about: {
    readonly call: string;
    readonly subject: string;
    readonly codes: Protocol['codes'];
    readonly pageLimit: number | undefined;
  },
): Answer {
  const { ask, size, give, holder } = pagingOf(operation);
  const body = (holder ? (whole[holder] ?? {}) : whole) as Fields;
  const list = longestList(body);
  if (!ask || !give || list === undefined) {
    return typeof end === 'object' ? { error: end } : { response: whole };
  }
  const items = body[list] as readonly unknown[];
  const largest = LARGEST_PAGE[about.call] ?? LARGEST_PAGE_ELSEWHERE;
  const wanted = size === undefined || input[size] === undefined ? undefined : Number(input[size]);
  if (wanted !== undefined && !(wanted >= 1 && wanted <= largest)) {
    const message = `Value ( ${wanted} ) for parameter ${size} is invalid. Expecting a value from 1 to ${largest}.`;
    return { error: { code: about.codes['bad-size'], message } };
  }
  const asked = input[ask];
  const start = asked === undefined ? 0 : readToken(asked, about);
  if (start === undefined || start > items.length) {
    return { error: { code: about.codes['bad-token'], message: `The value of ${ask} is not valid.` } };
  }
  const isBeyond = start === items.length && start > 0;
  if (isBeyond || items.length === 0) {
    if (typeof end === 'object') return { error: end };
    if (isBeyond) return { error: { code: about.codes['bad-token'], message: `The value of ${ask} has expired.` } };
  }
  const count = Math.min(wanted ?? largest, about.pageLimit ?? Number.POSITIVE_INFINITY);
  const stop = start + count;
  const more = stop < items.length || end !== 'complete';
  const page: Record<string, unknown> = { ...body, [list]: items.slice(start, stop) };
  delete page[give];
  if (more) page[give] = writeToken(Math.min(stop, items.length), about);
  if (!holder) return { response: page };
  if ('IsTruncated' in page) page['IsTruncated'] = more;
  if ('Quantity' in page) page['Quantity'] = (page[list] as unknown[]).length;
  return { response: { ...whole, [holder]: page } };
}

/** The list that pages are cut along. An answer without any is given as it is. */
const longestList = (body: Fields): string | undefined =>
  Object.entries(body)
    .filter((entry): entry is [string, readonly unknown[]] => Array.isArray(entry[1]))
    .sort(([, a], [, b]) => b.length - a.length)[0]?.[0];

type About = { readonly call: string; readonly subject: string };

const writeToken = (offset: number, { call, subject }: About): string =>
  Buffer.from(JSON.stringify([call, subject, offset])).toString('base64url');

/** Where the page starts, or `undefined` for a token that was not given for this list. */
function readToken(token: unknown, { call, subject }: About): number | undefined {
  try {
    const [forCall, forSubject, offset] = JSON.parse(Buffer.from(token as string, 'base64url').toString()) as unknown[];
    return forCall === call && forSubject === subject && typeof offset === 'number' ? offset : undefined;
  } catch {
    return undefined;
  }
}
