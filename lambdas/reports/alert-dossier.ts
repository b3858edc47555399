import type { Finding } from '#findings/finding.ts';
import type { Instance, NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { isOpenState, type Notice } from '#notices/notice.ts';

/** A way in: one address of the resource, what is open on it and to whom. */
export interface WayIn {
  /** False where it could be open, but something was not read. */
  readonly certain: boolean;
  readonly interface: string;
  readonly address: string;
  readonly publicAddress?: string;
  readonly protocol: string;
  /** Closed intervals; none for protocols without ports. */
  readonly ports: readonly (readonly [number, number])[];
  /** Canonical CIDRs. */
  readonly sources: readonly string[];
  /** Whether the sources are the whole Internet. */
  readonly everyone: boolean;
  /** The balancer or accelerator in between. */
  readonly via?: string;
  /** Each thing on the way with the rule that let the packet in: `acl-1 rule 100`. */
  readonly hops: readonly string[];
}

/** What a snapshot and the last report know about one resource that a notice names. */
export interface ResourceDossier {
  readonly id: string;
  readonly region: string;
  /** As findings name it: `instance`, `network-interface`, … */
  readonly type: string;
  readonly name?: string;
  readonly state?: string;
  readonly vpcId?: string;
  readonly subnetId?: string;
  readonly interfaces: readonly { readonly id: string; readonly addresses: readonly string[] }[];
  readonly groups: readonly { readonly id: string; readonly name?: string }[];
  /** None where it is nothing that the Internet reaches by itself, or where nobody can tell. */
  readonly waysIn?: Known<readonly WayIn[]>;
  /** What it passes traffic on to: the websites and origins behind a protection, the owner of an address. */
  readonly behind?: Known<readonly string[]>;
  /** Open findings of the last report about the resource or a part of it, GuardDuty and traffic included. */
  readonly findings: readonly Finding[];
}

/** Everything that is known about what a notice names. */
export interface Dossier {
  /** ISO 8601 UTC: when the snapshot was taken. */
  readonly snapshotAt?: string;
  readonly resources: readonly ResourceDossier[];
  /** Named by the notice, and in no region of the snapshot. */
  readonly notFound: readonly string[];
  /** Open notices of other cases about the same resources, newest first. */
  readonly related: readonly Notice[];
  /** Why there is nothing to look in. */
  readonly unavailable?: string;
}

/** A dossier of somebody who could look nowhere. */
export const noDossier = (notice: Notice, unavailable: string): Dossier => ({
  resources: [],
  notFound: notice.resources.map(({ id }) => id),
  related: [],
  unavailable,
});

/** Everything else that goes by the resource's name: its interfaces, their addresses, the machine behind an address. */
export interface Kin {
  readonly instance?: Instance;
  readonly interfaces: readonly NetworkInterface[];
}

/** The machine and the interfaces that an id or an address stands for in a region; `undefined` when there are none. */
export function kinOf(region: AwsRegion, id: string): Kin | undefined {
  const instances = seenOf(region.instances);
  const all = seenOf(region.networkInterfaces);
  const holds = ({ addresses, ipv6Addresses }: NetworkInterface): boolean =>
    ipv6Addresses.includes(id) || addresses.some(({ privateIp, publicIp }) => privateIp === id || publicIp === id);
  const owner = seenOf(region.addresses).find(({ publicIp, allocationId }) => publicIp === id || allocationId === id);
  const named = all.find((each) => each.id === id || each.id === owner?.interfaceId || holds(each));
  const instanceId = named?.attachment?.instanceId ?? owner?.instanceId ?? id;
  const instance = instances.find((each) => each.id === instanceId);
  const interfaces = all.filter((each) => each.id === named?.id || each.attachment?.instanceId === instanceId);
  return instance || interfaces.length > 0 ? { ...(instance ? { instance } : {}), interfaces } : undefined;
}

/** What is looked up beside the inventory. */
export interface DossierSources {
  /** By ids of interfaces, machines and balancers, and by public addresses. */
  readonly waysIn: (names: readonly string[]) => Known<readonly WayIn[]>;
  readonly findings: readonly Finding[];
}

/** What a region knows about one id; `undefined` when it does not have it. */
export function dossierOf(region: AwsRegion, id: string, sources: DossierSources): ResourceDossier | undefined {
  const kin = kinOf(region, id);
  if (!kin) return balancerOf(region, id, sources) ?? addressOf(region, id, sources);
  const { instance, interfaces } = kin;
  const [first] = interfaces;
  const groupIds = [...new Set(interfaces.flatMap((each) => each.groupIds))].sort();
  const names = new Set([id, ...(instance ? [instance.id] : []), ...interfaces.map((each) => each.id), ...groupIds]);
  const threats = seenOf(region.guardDutyFindings).filter(
    (threat) => names.has(threat.instanceId ?? '') || threat.interfaceIds.some((each) => names.has(each)),
  );
  for (const threat of threats) names.add(threat.id);
  return {
    id: instance?.id ?? id,
    region: region.region,
    type: instance ? 'instance' : 'network-interface',
    ...(instance?.name === undefined ? {} : { name: instance.name }),
    ...(instance ? { state: instance.state } : {}),
    ...((instance ?? first)?.vpcId === undefined ? {} : { vpcId: (instance ?? first)?.vpcId }),
    ...((instance ?? first)?.subnetId === undefined ? {} : { subnetId: (instance ?? first)?.subnetId }),
    interfaces: interfaces.map((each) => ({ id: each.id, addresses: addressesOf(each) })),
    groups: groupsNamed(region, groupIds),
    waysIn: interfacesKnown(region, () => sources.waysIn(interfaces.map((each) => each.id))),
    findings: sources.findings.filter(({ resource, status }) => isStanding(status) && names.has(resource.id)),
  };
}

const groupsNamed = (region: AwsRegion, ids: readonly string[]): ResourceDossier['groups'] =>
  ids.map((id) => {
    const name = seenOf(region.securityGroups).find((group) => group.id === id)?.groupName;
    return { id, ...(name === undefined ? {} : { name }) };
  });

/** A load balancer, by its ARN or by its name. */
function balancerOf(region: AwsRegion, id: string, { findings, waysIn }: DossierSources): ResourceDossier | undefined {
  const isNamed = (name: string): boolean => name === id || id.endsWith(`:loadbalancer/${name}`);
  const newer = seenOf(region.loadBalancers).find(({ arn, name }) => arn === id || name === id);
  const classic = seenOf(region.classicLoadBalancers).find(({ name }) => isNamed(name));
  const found = newer ? { ...newer, id: newer.arn } : classic && { ...classic, id: classic.name, state: undefined };
  if (!found) return undefined;
  const { name, state, vpcId, securityGroupIds } = found;
  return {
    id: found.id,
    region: region.region,
    type: 'load-balancer',
    name,
    ...(state === undefined ? {} : { state }),
    ...(vpcId === undefined ? {} : { vpcId }),
    interfaces: [],
    groups: groupsNamed(region, securityGroupIds),
    waysIn: waysIn([found.id]),
    findings: findings.filter(
      ({ resource, status }) => isStanding(status) && [found.id, id, ...securityGroupIds].includes(resource.id),
    ),
  };
}

/** An Elastic IP address that belongs to no interface that was read. */
function addressOf(region: AwsRegion, id: string, { findings }: DossierSources): ResourceDossier | undefined {
  const found = seenOf(region.addresses).find(({ publicIp, allocationId }) => publicIp === id || allocationId === id);
  if (!found) return undefined;
  const owner = [found.instanceId, found.interfaceId, found.serviceManaged].filter((name) => name !== undefined);
  return {
    id: found.publicIp,
    region: region.region,
    type: 'address',
    ...(found.name === undefined ? {} : { name: found.name }),
    interfaces: [],
    groups: [],
    ...(owner.length > 0 ? { behind: known(owner) } : { waysIn: interfacesKnown(region, () => known([])) }),
    findings: findings.filter(
      ({ resource, status }) => isStanding(status) && [id, found.publicIp, found.allocationId].includes(resource.id),
    ),
  };
}

/** Whether a finding is there now and nobody accepted it. */
export const isStanding = (status: Finding['status']): boolean => status === 'new' || status === 'open';

/** Which interfaces there are must be known before anything can be said about the ways into all of them. */
function interfacesKnown(region: AwsRegion, waysIn: () => Known<readonly WayIn[]>): Known<readonly WayIn[]> {
  const found = waysIn();
  if (region.networkInterfaces.known) return found;
  return unknown([...region.networkInterfaces.missing, ...(found.known ? [] : found.missing)], seenOf(found));
}

const addressesOf = ({ addresses, ipv6Addresses }: NetworkInterface): readonly string[] => [
  ...addresses.map(({ privateIp, publicIp }) => (publicIp === undefined ? privateIp : `${publicIp} (${privateIp})`)),
  ...ipv6Addresses,
];

/** Notices of other cases, still open, that name one of the same resources; the newest of each case, newest first. */
export function relatedNotices(notice: Notice, others: readonly Notice[]): readonly Notice[] {
  const names = new Set(notice.resources.map(({ id }) => id));
  const newest = new Map<string, Notice>();
  for (const other of others) {
    if (other.caseId === notice.caseId || other.account !== notice.account) continue;
    if (!other.resources.some(({ id }) => names.has(id))) continue;
    const known = newest.get(other.caseId);
    if (!known || (known.updatedAt ?? '') < (other.updatedAt ?? '')) newest.set(other.caseId, other);
  }
  return [...newest.values()]
    .filter(({ state }) => isOpenState(state))
    .sort((a, b) => ((a.updatedAt ?? '') > (b.updatedAt ?? '') ? -1 : 1));
}
