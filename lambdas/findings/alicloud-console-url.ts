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
  'cdn-domain': (_, id) => `https://cdn.console.aliyun.com/domain/detail/${id}`,
};

/** What stands inside something else is shown there: a route in its table, a listener at its balancer. */
const OUTER: Readonly<Record<string, (id: string) => string>> = {
  route: () => 'route-table',
  listener: (id) => (/^[an]lb-/.test(id) ? id.slice(0, 3) : 'clb'),
};

/**
 * The page of a resource in Alibaba Cloud's console, for people; `undefined` where there is none.
 *
 * @see https://www.alibabacloud.com/help/en/vpc/user-guide/create-and-manage-a-route-table
 */
export function alicloudConsoleUrl(region: string, type: string, id: string): string | undefined {
  const outer = Object.hasOwn(OUTER, type) ? OUTER[type] : undefined;
  if (outer) return alicloudConsoleUrl(region, outer(id), id.split('/')[0] ?? id);
  const pages = Object.hasOwn(CENTRAL, type) && (region === GLOBAL_REGION || type !== 'address') ? CENTRAL : REGIONAL;
  const page = Object.hasOwn(pages, type) ? pages[type] : undefined;
  if (!page || !/^[a-z0-9-]+$/.test(region) || (pages === REGIONAL && region === GLOBAL_REGION)) return undefined;
  return page(region, encodeURIComponent(id));
}
