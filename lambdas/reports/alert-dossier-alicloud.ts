import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { type DossierSources, isStanding, type ResourceDossier } from './alert-dossier.ts';
import { type AliKin, aliKinOf, namesOfAliKin } from './containment-alicloud.ts';

/** What a region of Alibaba Cloud knows about one id or address; `undefined` when it does not have it. */
export function aliDossierOf(region: AliRegion, id: string, sources: DossierSources): ResourceDossier | undefined {
  const kin = aliKinOf(region, id);
  if (!kin) return protectionOf(region, id, sources);
  const { instance, interfaces, balancer, eip, address } = kin;
  const groupIds = [
    ...new Set([
      ...(instance?.groupIds ?? []),
      ...interfaces.flatMap((each) => each.groupIds),
      ...(instance ? [] : (balancer?.groupIds ?? [])),
    ]),
  ].sort();
  const groups = seenOf(region.securityGroups);
  const names = new Set([id, eip?.id, ...namesOfAliKin(kin), ...groupIds]);
  const named = instance ?? balancer;
  const vpcId = named?.vpcId ?? interfaces[0]?.vpcId;
  return {
    id: instance?.id ?? interfaces[0]?.id ?? balancer?.id ?? id,
    region: region.region,
    type: typeOf(kin),
    ...(named?.name === undefined ? {} : { name: named.name }),
    ...(named ? { state: named.status } : {}),
    ...(vpcId === undefined ? {} : { vpcId }),
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
    ...reachOfKin(region, kin, sources),
    findings: findingsAbout(names, sources, address),
  };
}

/** A listener's findings are about its balancer: `<balancer>/<protocol>/<port>`. */
const findingsAbout = (
  names: ReadonlySet<string | undefined>,
  { findings }: DossierSources,
  address?: string,
): ResourceDossier['findings'] =>
  findings.filter(
    ({ resource: { id }, status }) =>
      isStanding(status) && (names.has(id) || names.has(id.split('/')[0]) || (address !== undefined && id === address)),
  );

function typeOf({ instance, interfaces, balancer }: AliKin): string {
  if (instance) return 'instance';
  if (interfaces.length > 0) return 'network-interface';
  return balancer ? 'load-balancer' : 'address';
}

/** Owners of an Elastic IP address through which ways in are told. */
const MODELLED: readonly (string | undefined)[] = ['ecsinstance', 'networkinterface', 'slbinstance', 'nat', 'havip'];

/** The ways in; of an address that something owns which we do not look into, its owner. */
function reachOfKin(
  region: AliRegion,
  kin: AliKin,
  { waysIn }: DossierSources,
): Pick<ResourceDossier, 'waysIn' | 'behind'> {
  const { instance, interfaces, balancer, eip } = kin;
  const isOnlyAddress = !instance && interfaces.length === 0 && !balancer;
  if (isOnlyAddress && eip?.instanceId !== undefined && !MODELLED.includes(eip.instanceType))
    return { behind: known([[eip.instanceType, eip.instanceId].filter((part) => part !== undefined).join(' ')]) };
  const found = waysIn(namesOfAliKin(kin));
  return { waysIn: region.interfaces.known ? found : unknown(region.interfaces.missing, seenOf(found)) };
}

/** An address of the platform itself, which stands in front of ours: of WAF or of Anti-DDoS Proxy. */
function protectionOf(region: AliRegion, id: string, sources: DossierSources): ResourceDossier | undefined {
  const { central } = region;
  const proxy = seenOf(central.protectedAddresses).find(
    ({ ip, instanceId, service }) => service === 'proxy' && (ip === id || instanceId === id),
  );
  const waf = seenOf(region.troubledAddresses).find(
    ({ ip, assetId, assetType }) => assetType === 'waf' && (ip === id || assetId === id),
  );
  const wafInstance = seenOf(central.wafInstances).find((each) => each.id === id);
  const found = proxy?.instanceId ?? proxy?.ip ?? waf?.assetId ?? waf?.ip ?? wafInstance?.id;
  if (found === undefined) return undefined;
  const addresses = [proxy?.ip ?? waf?.ip].filter((address) => address !== undefined);
  return {
    id: found,
    region: region.region,
    type: proxy ? 'anti-ddos-proxy' : 'waf',
    interfaces: addresses.length > 0 ? [{ id: found, addresses }] : [],
    groups: [],
    behind: proxy ? behindProxy(region, proxy.instanceId) : behindWaf(region),
    findings: findingsAbout(new Set([id, found, ...addresses]), sources),
  };
}

const leadsTo = (name: string, origins: readonly string[]): string =>
  origins.length === 0 ? name : `${name} > ${origins.join(', ')}`;

function behindWaf({ central: { wafDomains } }: AliRegion): Known<readonly string[]> {
  const sites = seenOf(wafDomains).map(({ id, detail }) =>
    leadsTo(id, detail.known ? [...detail.value.origins, ...detail.value.backupOrigins] : []),
  );
  const missing = [
    ...(wafDomains.known ? [] : wafDomains.missing),
    ...seenOf(wafDomains).flatMap(({ detail }) => (detail.known ? [] : detail.missing)),
  ];
  return missing.length === 0 ? known(sites) : unknown(missing, sites);
}

function behindProxy(
  { central: { proxyDomains, proxyPorts } }: AliRegion,
  instanceId: string | undefined,
): Known<readonly string[]> {
  const lines = [
    ...seenOf(proxyDomains).map(({ id, origins }) => leadsTo(id, origins)),
    ...seenOf(proxyPorts)
      .filter((each) => each.instanceId === undefined || each.instanceId === instanceId)
      .map(({ protocol, frontendPort, origins }) => leadsTo(`${protocol ?? ''}/${frontendPort ?? ''}`, origins)),
  ];
  const missing = [proxyDomains, proxyPorts].flatMap((list) => (list.known ? [] : list.missing));
  return missing.length === 0 ? known(lines) : unknown(missing, lines);
}
