import type { AliRegion } from '#inventory/alicloud/region.ts';
import { seenOf } from '#inventory/known.ts';
import { say, type Text } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';

/** What protects a name: where DNS should lead, and what it hides. */
interface Protection {
  readonly label: Text;
  readonly cname?: string;
  readonly origins: readonly string[];
  readonly missing: readonly MissingCall[];
}

/** Whether a protected name, which may be a wildcard, is about a host. */
const isAbout = (protectedName: string, name: string): boolean =>
  protectedName === name || (protectedName.startsWith('*.') && name.endsWith(protectedName.slice(1)));

/** The protections of a host name. */
export function protectionsOf(name: string, { central }: Pick<AliRegion, 'central'>): readonly Protection[] {
  const waf = seenOf(central.wafDomains)
    .filter(({ id }) => isAbout(id, name))
    .map(({ id, cname, detail }): Protection => {
      const told = cname ?? (detail.known ? detail.value.cname : undefined);
      return {
        label: `WAF (${id})`,
        ...(told === undefined ? {} : { cname: told }),
        origins: detail.known ? [...detail.value.origins, ...detail.value.backupOrigins] : [],
        missing: detail.known ? [] : detail.missing,
      };
    });
  const proxy = seenOf(central.proxyDomains)
    .filter(({ id }) => isAbout(id, name))
    .map(
      ({ id, cname, origins }): Protection => ({
        label: say`Anti-DDoS Proxy (${id})`,
        ...(cname === undefined ? {} : { cname }),
        origins,
        missing: [],
      }),
    );
  return [...waf, ...proxy];
}
