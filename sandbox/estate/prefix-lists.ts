import { arnOf, idOf, type Site } from './content.ts';

/** A prefix list of our own. Returns its id. */
export function addPrefixList(site: Site, PrefixListName: string, cidrs: readonly string[]): string {
  const PrefixListId = idOf(site, 'pl', PrefixListName);
  site.content.prefixLists.push({
    PrefixListId,
    PrefixListName,
    PrefixListArn: arnOf(site, 'ec2', `prefix-list/${PrefixListId}`),
    AddressFamily: 'IPv4',
    State: 'create-complete',
    MaxEntries: Math.max(10, cidrs.length),
    Version: 1,
    OwnerId: site.account,
    Tags: [],
  });
  site.content.prefixListEntries.set(
    PrefixListId,
    cidrs.map((Cidr) => ({ Cidr, Description: '' })),
  );
  return PrefixListId;
}

/** AWS's own list of a service's addresses in the region. Returns its id. */
export function addServicePrefixList(site: Site, service: string, cidrs: readonly string[]): string {
  const PrefixListName = `com.amazonaws.${site.region}.${service}`;
  const PrefixListId = `pl-${idOf(site, 'pl', PrefixListName).slice(-8)}`;
  site.content.prefixLists.push({
    PrefixListId,
    PrefixListName,
    PrefixListArn: `arn:aws:ec2:${site.region}:aws:prefix-list/${PrefixListId}`,
    AddressFamily: 'IPv4',
    OwnerId: 'AWS',
    Tags: [],
  });
  site.content.prefixListEntries.set(
    PrefixListId,
    cidrs.map((Cidr) => ({ Cidr })),
  );
  return PrefixListId;
}
