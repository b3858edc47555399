import { type Family, familyOf } from '#inventory/addresses.ts';
import type { AliInterface, AliRule } from '#inventory/alicloud/ecs.ts';
import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import { AddressSet } from './address-set.ts';
import type { AliEstate, AliTarget } from './alicloud-estate.ts';
import { aliUnfiltered, opennessOfAliAcl, opennessOfAliGroups } from './alicloud-filters.ts';
import { type Certainty, certain } from './certainty.ts';
import { incomplete, type Reason } from './hop.ts';
import { INTERNET } from './internet.ts';
import { Openness, unreadOpenness } from './openness.ts';
import { Passage } from './reach/passage.ts';
import { TrafficClass } from './reach/traffic-class.ts';

/** A filter and the resource that it is. */
export interface AliPlaced {
  readonly openness: Openness;
  readonly component: string;
}

/** What stands for the ACL of a vSwitch that has none. */
export const NO_ACL = 'no network ACL';

/** Everything that decides over traffic to one address, and the traffic that gets through. */
export interface AliPassage {
  readonly classes: TrafficClass;
  readonly filters: { readonly groups: AliPlaced; readonly aclIn: AliPlaced; readonly aclOut: AliPlaced };
  readonly routes: {
    readonly passes: Certainty<AddressSet>;
    readonly reasons: readonly Reason[];
    /** The table that was asked, where one was. */
    readonly component?: string;
  };
}

/** What was worked out for an estate: equal configurations are evaluated once. */
class Worked {
  readonly groups = new Map<string, Openness>();
  readonly passages = new Map<string, AliPassage>();
  /** Groups with rules that name addresses of members. */
  readonly localGroups: ReadonlySet<string>;

  constructor({ region }: AliEstate) {
    const isLocal = ({ localCidr }: AliRule): boolean => localCidr !== undefined;
    this.localGroups = new Set(
      seenOf(region.securityGroups).flatMap(({ id, rules }) => (seenOf(rules).some(isLocal) ? [id] : [])),
    );
  }
}
const WORKED = new WeakMap<AliEstate, Worked>();

function workedFor(estate: AliEstate): Worked {
  const worked = WORKED.get(estate) ?? new Worked(estate);
  WORKED.set(estate, worked);
  return worked;
}

/** What decides over strangers' traffic to an address of an interface: its groups, the ACL and the route of its vSwitch. */
export function aliPassageTo(estate: AliEstate, nic: AliInterface, target: AliTarget): AliPassage {
  const family = familyOf(target.address);
  const { passages } = workedFor(estate);
  const place = `${nic.vpcId ?? ''} ${nic.vSwitchId ?? ''} ${target.forward?.id ?? ''} ${target.skipsAcl ?? false}`;
  const key = `${groupsKey(estate, nic.groupIds, family, target.address)} ${place}`;
  let passage = passages.get(key);
  if (!passage) {
    passage = passageTo(estate, nic, target, family);
    passages.set(key, passage);
  }
  return passage;
}

function passageTo(estate: AliEstate, nic: AliInterface, target: AliTarget, family: Family): AliPassage {
  const groups: AliPlaced = {
    openness: aliGroupsIn(estate, nic.groupIds, family, target.address),
    component: nic.groupIds.join(', ') || 'no security group',
  };
  const acl = (direction: AliRule['direction']): AliPlaced =>
    target.skipsAcl ? { openness: aliUnfiltered(family), component: NO_ACL } : aclOf(estate, nic, direction, family);
  const [aclIn, aclOut] = [acl('ingress'), acl('egress')];
  const routes = routesBack(estate, nic, family);
  const inbound = [aclIn.openness, ...forwardFilter(target, family)];
  const around = new Passage({ family, sources: INTERNET[family], inbound, outbound: aclOut.openness, routes });
  const classes = new TrafficClass(around, groups.openness);
  return { classes, filters: { groups, aclIn, aclOut }, routes };
}

/** The same for groups that say the same to an address: it matters only where a rule names addresses of members. */
function groupsKey(estate: AliEstate, ids: readonly string[], family: Family, localAddress: string): string {
  const { localGroups } = workedFor(estate);
  const isLocal = ids.some((id) => localGroups.has(id));
  return `${family} ${ids.toSorted().join(' ')} ${isLocal ? localAddress : ''}`;
}

/** What the groups of one thing let in from strangers. */
export function aliGroupsIn(estate: AliEstate, ids: readonly string[], family: Family, localAddress: string): Openness {
  const { groups: worked } = workedFor(estate);
  const key = groupsKey(estate, ids, family, localAddress);
  let openness = worked.get(key);
  if (!openness) {
    openness = groupsIn(estate, ids, family, localAddress);
    worked.set(key, openness);
  }
  return openness;
}

function groupsIn(estate: AliEstate, ids: readonly string[], family: Family, localAddress: string): Openness {
  const groups = ids.map((id) => estate.group(id));
  const missing = groups.flatMap((group) => (group.known ? [] : group.missing));
  if (missing.length > 0) return unreadOpenness(family, missing);
  const read = groups.flatMap((group) => (group.known ? [group.value] : []));
  return opennessOfAliGroups(read, estate.region, { direction: 'ingress', family, localAddress });
}

/** What one direction of the ACL of a vSwitch lets through; everything where it has none. */
export const aclOpennessOf = (
  estate: AliEstate,
  at: { readonly vSwitchId?: string },
  direction: AliRule['direction'],
  family: Family,
): Openness => aclOf(estate, at, direction, family).openness;

function aclOf(
  estate: AliEstate,
  { vSwitchId }: { readonly vSwitchId?: string },
  direction: AliRule['direction'],
  family: Family,
): AliPlaced {
  const acl = estate.aclOf(vSwitchId);
  if (!acl.known) return { openness: unreadOpenness(family, acl.missing), component: 'network ACL' };
  if (!acl.value) return { openness: aliUnfiltered(family), component: NO_ACL };
  return { openness: opennessOfAliAcl(acl.value, direction, family), component: acl.value.id };
}

/** Only a VPC with an IPv4 gateway needs a route back to it; elsewhere a public address answers by itself. */
function routesBack(estate: AliEstate, { vpcId, vSwitchId }: AliInterface, family: Family): AliPassage['routes'] {
  const all = { passes: certain(AddressSet.all(family)), reasons: [] };
  if (family === 'ipv6' || vpcId === undefined) return all;
  const vpc = estate.vpc(vpcId);
  const doubt = (missing: readonly MissingCall[]) => ({
    passes: { must: AddressSet.none(family), may: AddressSet.all(family) },
    reasons: missing.map(incomplete),
  });
  if (!vpc.known) return doubt(vpc.missing);
  const gatewayId = vpc.value.ipv4GatewayId;
  if (gatewayId === undefined) return all;
  const table = estate.routeTableOf(vSwitchId);
  if (!table.known) return doubt(table.missing);
  const { routes } = table.value;
  if (!routes.known) return doubt(routes.missing);
  const sorted = routes.value
    .filter(({ destination }) => familyOf(destination) === family)
    .sort((a, b) => lengthOf(b.destination) - lengthOf(a.destination));
  let claimed = AddressSet.none(family);
  let passes = AddressSet.none(family);
  for (const route of sorted) {
    const mine = AddressSet.of(family, [route.destination]).subtract(claimed);
    claimed = claimed.union(mine);
    if (
      route.nextHops.some(({ type, id, enabled }) => (type === 'ipv4gateway' || id === gatewayId) && enabled !== false)
    )
      passes = passes.union(mine);
  }
  const diverted = diversionOf(estate, gatewayId, vSwitchId);
  const component = table.value.id;
  return diverted.length === 0
    ? { passes: certain(passes), reasons: [], component }
    : { passes: { must: AddressSet.none(family), may: passes }, reasons: diverted, component };
}

/**
 * Why what comes in over an IPv4 gateway may not get to a vSwitch: the gateway's own route table leads it to an appliance.
 *
 * @see https://www.alibabacloud.com/help/en/vpc/user-guide/route-table-overview
 */
function diversionOf(estate: AliEstate, gatewayId: string, vSwitchId: string | undefined): readonly Reason[] {
  const table = seenOf(estate.region.routeTables).find(({ gatewayIds }) => gatewayIds.includes(gatewayId));
  if (!table) return [];
  if (!table.routes.known) return table.routes.missing.map(incomplete);
  const vSwitch = estate.vSwitch(vSwitchId);
  const range = AddressSet.of('ipv4', vSwitch.known && vSwitch.value.cidr !== undefined ? [vSwitch.value.cidr] : []);
  const leads = table.routes.value.find(
    (route) =>
      familyOf(route.destination) === 'ipv4' &&
      AddressSet.of('ipv4', [route.destination]).overlaps(range) &&
      !route.nextHops.every(({ type }) => type === 'local'),
  );
  const message = say`${table.id} leads what comes in for ${String(leads?.destination)} to an appliance`;
  return leads ? [{ code: 'X_MIDDLEBOX', component: table.id, message }] : [];
}

/** What a NAT gateway passes on to the address. */
const forwardFilter = ({ forward }: AliTarget, family: Family): readonly Openness[] =>
  forward === undefined
    ? []
    : [
        new Openness(family, [
          {
            protocol: forward.protocol,
            interval: forward.internalPorts ?? [0, 65535],
            addresses: certain(AddressSet.all(family)),
            allow: true,
          },
        ]),
      ];

const lengthOf = (cidr: string): number => Number(cidr.split('/')[1]);
