import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';

type Page = (region: string, id: string) => string;

const ecs = (path: string): string => `https://ecs.console.aliyun.com/${path}`;
const vpc = (path: string): string => `https://vpc.console.aliyun.com/${path}`;
const slb = (path: string): string => `https://slb.console.aliyun.com/${path}`;
const security =
  (product: string): Page =>
  () =>
    `https://yundun.console.aliyun.com/?p=${product}`;

/** Pages of what stands in a region. Ids are encoded before they come here. */
const REGIONAL: Readonly<Record<string, Page>> = {
  'security-group': (region, id) => ecs(`securityGroupDetail/region/${region}/groupId/${id}/detail/intranetIngress`),
  instance: (region, id) => ecs(`server/${id}/detail?regionId=${region}`),
  'network-interface': (region) => ecs(`networkInterfaces/region/${region}`),
  vpc: (region, id) => vpc(`vpc/${region}/vpcs/${id}`),
  'network-acl': (region, id) => vpc(`nacl/${region}/nacls/${id}`),
  'route-table': (region, id) => vpc(`vpc/${region}/route-tables/${id}`),
  address: (region) => vpc(`eip/${region}/eips`),
  clb: (region, id) => slb(`slb/${region}/slbs/${id}`),
  alb: (region, id) => slb(`alb/${region}/albs/${id}`),
  nlb: (region, id) => slb(`nlb/${region}/nlbs/${id}`),
};

/** Pages of products without a region. */
const CENTRAL: Readonly<Record<string, Page>> = {
  address: security('ddos'),
  'waf-domain': security('waf'),
  'security-center': security('sas'),
  'security-alert': security('sas'),
  vulnerability: security('sas'),
  path: security('waf'),
  'transit-route': () => 'https://cen.console.aliyun.com/',
  'dns-zone': (_, id) => `https://dns.console.aliyun.com/#/dns/setting/${id}`,
  // A record is known by its number alone, and the console shows records by their zone.
  'dns-record': () => 'https://dns.console.aliyun.com/#/dns/domainList',
  'cdn-domain': (_, id) => `https://cdn.console.aliyun.com/domain/detail/${id}`,
};

const BALANCER = /^(?:lb|alb|nlb)-/;

const balancerType = (id: string): string => (/^[an]lb-/.test(id) ? id.slice(0, 3) : 'clb');

/** What stands inside something else, or is it seen from another side, is shown there. */
const OUTER: Readonly<Record<string, (id: string) => string | undefined>> = {
  route: () => 'route-table',
  listener: balancerType,
  path: (id) => (BALANCER.test(id) ? balancerType(id) : undefined),
  origin: (id) => (BALANCER.test(id) ? balancerType(id) : 'address'),
};

/**
 * The page of a resource in Alibaba Cloud's console, for people; `undefined` where there is none.
 *
 * @see https://www.alibabacloud.com/help/en/vpc/user-guide/create-and-manage-a-route-table
 */
export function alicloudConsoleUrl(region: string, type: string, id: string): string | undefined {
  const outer = Object.hasOwn(OUTER, type) ? OUTER[type]?.(id) : undefined;
  if (outer !== undefined) return alicloudConsoleUrl(region, outer, id.split('/')[0] ?? id);
  const pages = Object.hasOwn(CENTRAL, type) && (region === GLOBAL_REGION || type !== 'address') ? CENTRAL : REGIONAL;
  const page = Object.hasOwn(pages, type) ? pages[type] : undefined;
  if (!page || !/^[a-z0-9-]+$/.test(region) || (pages === REGIONAL && region === GLOBAL_REGION)) return undefined;
  return page(region, encodeURIComponent(id));
}
