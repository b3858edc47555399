import type { AliRegion } from '#inventory/alicloud/region.ts';
import { seenOf, unknown } from '#inventory/known.ts';
import { type DossierSources, isStanding, type ResourceDossier } from './alert-dossier.ts';
import { aliKinOf } from './containment-alicloud.ts';

/** What a region of Alibaba Cloud knows about one id or address; `undefined` when it does not have it. */
export function aliDossierOf(region: AliRegion, id: string, sources: DossierSources): ResourceDossier | undefined {
  const kin = aliKinOf(region, id);
  if (!kin) return undefined;
  const { instance, interfaces, address } = kin;
  const groupIds = [...new Set([...(instance?.groupIds ?? []), ...interfaces.flatMap((each) => each.groupIds)])].sort();
  const groups = seenOf(region.securityGroups);
  const names = new Set([id, instance?.id, address, ...interfaces.map((each) => each.id), ...groupIds]);
  const found = sources.waysIn(interfaces.map((each) => each.id));
  return {
    id: instance?.id ?? interfaces[0]?.id ?? id,
    region: region.region,
    type: instance ? 'instance' : interfaces.length > 0 ? 'network-interface' : 'address',
    ...(instance?.name === undefined ? {} : { name: instance.name }),
    ...(instance ? { state: instance.status } : {}),
    ...(instance?.vpcId === undefined ? {} : { vpcId: instance.vpcId }),
    ...(instance?.vSwitchId === undefined ? {} : { subnetId: instance.vSwitchId }),
    interfaces: interfaces.map((each) => ({
      id: each.id,
      addresses: [
        ...each.addresses.map(({ privateIp, publicIp }) =>
          publicIp === undefined ? privateIp : `${publicIp} (${privateIp})`,
        ),
        ...each.ipv6Addresses,
      ],
    })),
    groups: groupIds.map((groupId) => {
      const name = groups.find((group) => group.id === groupId)?.name;
      return { id: groupId, ...(name === undefined ? {} : { name }) };
    }),
    waysIn: region.interfaces.known ? found : unknown(region.interfaces.missing, seenOf(found)),
    findings: sources.findings.filter(({ resource, status }) => isStanding(status) && names.has(resource.id)),
  };
}
