import { UsageError } from '#platform/usage-error.ts';

/** The products that are read, by RAM's prefix. */
export type AliProduct =
  | 'sts'
  | 'ecs'
  | 'vpc'
  | 'slb'
  | 'alb'
  | 'nlb'
  | 'cen'
  | 'cms'
  | 'yundun-ddos'
  | 'yundun-antiddosbag'
  | 'yundun-ddoscoo'
  | 'yundun-waf'
  | 'cdn'
  | 'yundun-sas'
  | 'alidns';

interface Product {
  /** The API version, which also tells the products apart on one address. */
  readonly version: string;
  /** The host for a region, or for one of the product's centres. */
  readonly host: (region: string) => string;
  /** Calls at once in one region: these APIs are planned for at most ten calls a second. */
  readonly concurrency: number;
}

/** Regions that these older products serve from one common address; `RegionId` then decides. */
const COMMON = new Set([
  'cn-qingdao',
  'cn-beijing',
  'cn-hangzhou',
  'cn-shanghai',
  'cn-shenzhen',
  'cn-hongkong',
  'ap-southeast-1',
  'us-east-1',
  'us-west-1',
]);

const ECS_COMMON = new Set(['cn-hangzhou', 'cn-shanghai-finance-1', 'cn-shenzhen-finance-1']);
const BGP_OWN = new Set(['cn-hongkong', 'us-west-1', 'us-east-1']);

/** Mainland China, to which the other centre of a two-centre product does not answer. */
export const MAINLAND = 'cn-hangzhou';
/** Everything outside mainland China. */
export const OUTSIDE = 'ap-southeast-1';
/** The two centres of WAF, Anti-DDoS Proxy and Security Center. Both are asked. */
export const CENTRES = [MAINLAND, OUTSIDE] as const;

/** The places where Anti-DDoS Native keeps its instances. */
export const BGP_CENTRES = [MAINLAND, OUTSIDE, ...BGP_OWN] as const;

const at = (host: string) => `${host}.aliyuncs.com`;

/** @see https://api.aliyun.com/product */
const PRODUCTS: Readonly<Record<AliProduct, Product>> = {
  sts: { version: '2015-04-01', host: () => at('sts'), concurrency: 2 },
  ecs: {
    version: '2014-05-26',
    host: (region) => at(ECS_COMMON.has(region) ? 'ecs-cn-hangzhou' : `ecs.${region}`),
    concurrency: 5,
  },
  vpc: { version: '2016-04-28', host: (region) => at(region === MAINLAND ? 'vpc' : `vpc.${region}`), concurrency: 4 },
  slb: { version: '2014-05-15', host: (region) => at(COMMON.has(region) ? 'slb' : `slb.${region}`), concurrency: 4 },
  alb: { version: '2020-06-16', host: (region) => at(`alb.${region}`), concurrency: 4 },
  nlb: { version: '2022-04-30', host: (region) => at(`nlb.${region}`), concurrency: 4 },
  cen: { version: '2017-09-12', host: () => at('cbn'), concurrency: 3 },
  cms: { version: '2019-01-01', host: (region) => at(`metrics.${region}`), concurrency: 2 },
  'yundun-ddos': {
    version: '2017-05-18',
    host: (region) => at(COMMON.has(region) ? 'antiddos' : `antiddos-openapi.${region}`),
    concurrency: 2,
  },
  'yundun-antiddosbag': {
    version: '2018-07-20',
    host: (region) => at(region === MAINLAND ? 'ddosbgp' : `ddosbgp.${BGP_OWN.has(region) ? region : OUTSIDE}`),
    concurrency: 2,
  },
  // The vendor advises 200 ms between calls.
  'yundun-ddoscoo': { version: '2020-01-01', host: (region) => at(`ddoscoo.${centre(region)}`), concurrency: 1 },
  'yundun-waf': { version: '2021-10-01', host: (region) => at(`wafopenapi.${centre(region)}`), concurrency: 2 },
  cdn: { version: '2018-05-10', host: () => at('cdn'), concurrency: 3 },
  'yundun-sas': {
    version: '2018-12-03',
    host: (region) => at(`tds.${region === OUTSIDE ? OUTSIDE : 'cn-shanghai'}`),
    concurrency: 2,
  },
  alidns: { version: '2015-01-09', host: () => at('alidns'), concurrency: 3 },
};

const centre = (region: string): string => (region === OUTSIDE ? OUTSIDE : MAINLAND);

/** Every product, sorted. */
export const ALI_PRODUCTS = Object.keys(PRODUCTS).sort() as readonly AliProduct[];

/** The API version of a product. */
export const versionOf = (product: AliProduct): string => PRODUCTS[product].version;

/** How many calls to a product run at once in one region. */
export const concurrencyOf = (product: AliProduct): number => PRODUCTS[product].concurrency;

/** Where a product answers for a region: `override` for everything when it is given, else https and the product's own host. */
export const endpointOf = (product: AliProduct, region: string, override?: string): string =>
  override ?? `https://${PRODUCTS[product].host(region)}`;

/**
 * The one address of `ALIBABA_CLOUD_ENDPOINT_URL`, or `undefined` when it is not set.
 *
 * @throws {UsageError} for anything but https, or http to this very machine: keys must not travel in the clear.
 */
export function readEndpointOverride(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  const wanted = 'must be an https address, or http on loopback only';
  if (!URL.canParse(value))
    throw new UsageError(`ALIBABA_CLOUD_ENDPOINT_URL is ${JSON.stringify(value)}, but ${wanted}`);
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') {
    throw new UsageError('ALIBABA_CLOUD_ENDPOINT_URL holds a user name or a password, but must be an address alone');
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) {
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  }
  throw new UsageError(`ALIBABA_CLOUD_ENDPOINT_URL is ${JSON.stringify(value)}, but ${wanted}`);
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
