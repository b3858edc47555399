import type { Family } from '#inventory/addresses.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import { ALL_PROTOCOLS } from '#inventory/protocols.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from '../address-set.ts';
import { certain } from '../certainty.ts';
import type { Estate } from '../estate.ts';
import { blockPublicAccessHop } from '../gates/block-public-access.ts';
import { internetGatewayHop } from '../gates/gateway.ts';
import type { Hop } from '../hop.ts';
import { Openness, opennessOfAcl, opennessOfGroup, unreadOpenness } from '../openness.ts';
import { type ReturnRoutes, returnRoutes } from '../routes/return-route.ts';

/** A filter, and the resource that it is. */
export interface PlacedFilter {
  readonly openness: Openness;
  /** Id of the ACL; what stands for it where it was not read. */
  readonly component: string;
}

/**
 * What decides over traffic in one region, each thing made once: filters with the same content are the same object,
 * whichever groups and ACLs they were copied to.
 */
export class Ingredients {
  readonly estate: Estate;
  readonly #group = { ipv4: new Map<string, Openness>(), ipv6: new Map<string, Openness>() };
  readonly #groups = { ipv4: new Map<string, Openness>(), ipv6: new Map<string, Openness>() };
  readonly #acls = new Map<string, PlacedFilter>();
  readonly #routes = new Map<string, ReturnRoutes>();
  readonly #gates = new Map<string, readonly Hop[]>();
  readonly #troubles = new Map<string, { readonly troubles: readonly Hop[]; readonly hasEdgeTable: boolean }>();
  readonly #byContent = new Map<string, Openness>();
  readonly #ids = new Map<string, number>();

  constructor(estate: Estate) {
    this.estate = estate;
  }

  /** What the groups of an interface let in from strangers. An interface without groups is not filtered by any. */
  groupsIn(groupIds: readonly string[], family: Family): Openness {
    const key = groupIds.length === 1 ? (groupIds[0] as string) : groupIds.join(' ');
    return this.#once(this.#groups[family], key, () => {
      if (groupIds.length === 0) return this.unfiltered(family);
      const groups = groupIds.map((id) => this.#groupIn(id, family)).filter(({ isEmpty }) => !isEmpty);
      return this.#anyOf(family, [...new Set(groups)]);
    });
  }

  #groupIn(id: string, family: Family): Openness {
    return this.#once(this.#group[family], id, () =>
      this.#same(opennessOfGroup(this.estate.groupOrUnread(id), this.estate.region.prefixLists, 'ingress', family)),
    );
  }

  /** Sets of filters with the same content are the same union. */
  #anyOf(family: Family, filters: readonly Openness[]): Openness {
    const [only, another] = filters;
    if (only && !another) return only;
    const ids = filters.map(({ key }) => this.idOf(key)).sort((a, b) => a - b);
    return this.#once(this.#byContent, `${family} ${ids.join(' ')}`, () => Openness.union(family, filters));
  }

  /** A filter that lets everything through. */
  unfiltered(family: Family): Openness {
    const entry = {
      protocol: ALL_PROTOCOLS,
      interval: [0, 65535],
      addresses: certain(AddressSet.all(family)),
    } as const;
    return this.#once(this.#byContent, `${family} unfiltered`, () =>
      this.#same(new Openness(family, [{ ...entry, allow: true }])),
    );
  }

  /** What the ACL of a subnet lets in or out. */
  acl(subnetId: string | undefined, direction: 'ingress' | 'egress', family: Family): PlacedFilter {
    return this.#once(this.#acls, `${family} ${direction} ${subnetId}`, () => {
      const acl = this.estate.aclOf(subnetId);
      return acl.known
        ? { openness: this.#same(opennessOfAcl(acl.value, direction, family)), component: acl.value.id }
        : { openness: this.#same(unreadOpenness(family, acl.missing)), component: 'network ACL' };
    });
  }

  /** Where replies to Internet clients go from a subnet. */
  returnRoutes(subnet: Subnet, family: Family): ReturnRoutes {
    return this.#once(this.#routes, `${family} ${subnet.id}`, () => {
      const gateway = this.estate.gatewayOf(subnet.vpcId);
      const attached = gateway.known ? gateway.value?.id : undefined;
      return returnRoutes(this.estate, this.estate.routeTableOf(subnet.id), attached, family);
    });
  }

  /** What holds for everything in a subnet before anything is filtered. */
  subnetGates(subnet: Subnet): readonly Hop[] {
    return this.#once(this.#gates, subnet.id, () => [
      ...accountHop(this.estate),
      blockPublicAccessHop(this.estate, subnet),
      internetGatewayHop(this.estate, subnet.vpcId),
    ]);
  }

  /** {@link subnetGates} that do not pass, and whether the gateway has a route table of its own. */
  subnetTroubles(subnet: Subnet): { readonly troubles: readonly Hop[]; readonly hasEdgeTable: boolean } {
    return this.#once(this.#troubles, subnet.id, () => {
      const gateway = this.estate.gatewayOf(subnet.vpcId);
      const table = gateway.known && gateway.value ? this.estate.edgeTableOf(gateway.value.id) : undefined;
      return {
        troubles: this.subnetGates(subnet).filter(({ verdict }) => verdict !== 'pass'),
        hasEdgeTable: table !== undefined && (!table.known || table.value !== undefined),
      };
    });
  }

  /** A small number that is the same for equal texts and for no others. */
  idOf(content: string): number {
    return this.#once(this.#ids, content, () => this.#ids.size);
  }

  #same(openness: Openness): Openness {
    return this.#once(this.#byContent, openness.key, () => openness);
  }

  #once<T>(made: Map<string, T>, key: string, make: () => T): T {
    let value = made.get(key);
    if (value === undefined) {
      value = make();
      made.set(key, value);
    }
    return value;
  }
}

/** An account that AWS has cut off answers nobody; where its state was not read, it is taken as active. */
function accountHop({ region }: Estate): readonly Hop[] {
  const state = region.global.accountState;
  if (!state.known || state.value === 'ACTIVE') return [];
  return [
    {
      leg: 'forward',
      hop: 'account',
      component: region.account,
      rule: state.value,
      verdict: 'fail',
      code: 'X_ACCOUNT_RESTRICTED',
      message: say`The account is ${state.value}.`,
    },
  ];
}
