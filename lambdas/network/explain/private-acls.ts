import type { Subnet } from '#inventory/aws/vpc.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import type { Flow } from '../flow.ts';
import type { Hop } from '../hop.ts';
import type { PortSet } from '../port-set.ts';
import type { Ingredients } from '../reach/ingredients.ts';
import type { Target } from '../reach/targets.ts';
import { oneOf } from './alternatives.ts';
import { aclForwardCheck, aclReplyCheck } from './filter-checks.ts';
import { gateCheck, type HopCheck } from './hop-check.ts';
import type { TransitDoor } from './transit-leg.ts';

type Direction = 'ingress' | 'egress';

/** Who is at the other end for an ACL: whoever sends, which the walk tells, or one address. */
type Peer = 'source' | { readonly address: string };

/** What the ACLs on both legs of one flow make of it, in the order in which they are asked. */
export class PrivateAcls {
  readonly #ingredients: Ingredients;
  readonly #family: Target['family'];
  readonly #flow: Flow;
  readonly #sourceAddress: string;
  /** Client ports that every ACL so far lets replies go to: only those are of use. */
  #ports: PortSet;

  constructor(
    ingredients: Ingredients,
    family: Target['family'],
    flow: Flow,
    sourceAddress: string,
    clientPorts: PortSet,
  ) {
    this.#ingredients = ingredients;
    this.#family = family;
    this.#flow = flow;
    this.#sourceAddress = sourceAddress;
    this.#ports = clientPorts;
  }

  /** The ACL of a subnet for the first packet. */
  forward(subnet: Subnet, direction: Direction, peer: Peer): HopCheck {
    const { openness, acl, component } = this.#aclOf(subnet, direction);
    const place = { leg: 'forward', hop: nameOf(direction), component } as const;
    return this.#from(aclForwardCheck(place, acl, openness, direction, this.#flow), peer);
  }

  /** The ACL of a subnet for the reply. */
  reply(subnet: Subnet, direction: Direction, peer: Peer): HopCheck {
    const check = this.#replyCheck(subnet, direction, peer, this.#ports);
    this.#ports = this.#stillOpen(subnet, direction, peer);
    return check;
  }

  /** The ACLs of the subnets of an attachment, of which a packet passes one. */
  through(leg: 'forward' | 'return', { subnets }: TransitDoor, direction: Direction, peer: Peer, gatewayId: string) {
    const byAcl = new Map(subnets.map((subnet) => [this.#aclOf(subnet, direction).component, subnet]));
    const different = [...byAcl.values()];
    const checks = different.map((subnet) =>
      leg === 'forward'
        ? this.forward(subnet, direction, peer)
        : this.#replyCheck(subnet, direction, peer, this.#ports),
    );
    if (leg === 'return') for (const subnet of different) this.#ports = this.#stillOpen(subnet, direction, peer);
    const check = oneOf(checks, this.#family, gatewayId);
    return check ? [check] : [];
  }

  #replyCheck(subnet: Subnet, direction: Direction, peer: Peer, ports: PortSet): HopCheck {
    const { openness, acl, component } = this.#aclOf(subnet, direction);
    const place = { leg: 'return', hop: nameOf(direction), component } as const;
    return this.#from(aclReplyCheck(place, acl, openness, direction, this.#flow, ports), peer);
  }

  #stillOpen(subnet: Subnet, direction: Direction, peer: Peer): PortSet {
    const { protocol } = this.#flow;
    if (protocol !== TCP && protocol !== UDP) return this.#ports;
    const other = peer === 'source' ? this.#sourceAddress : peer.address;
    const traffic = this.#aclOf(subnet, direction).openness.of(protocol).may;
    const open = this.#ports.intersect(traffic.portsWhere((addresses) => addresses.contains(other)));
    return open.isEmpty ? this.#ports : open;
  }

  /** For a peer that is not the source all sources are alike. */
  #from(check: HopCheck, peer: Peer): HopCheck {
    return peer === 'source' ? check : gateCheck({ ...check.at(peer.address), peer: peer.address }, this.#family);
  }

  #aclOf(subnet: Subnet, direction: Direction) {
    const known = this.#ingredients.estate.aclOf(subnet.id);
    const acl = known.known ? known.value : undefined;
    return { ...this.#ingredients.acl(subnet.id, direction, this.#family), acl };
  }
}

const nameOf = (direction: Direction): Hop['hop'] => (direction === 'ingress' ? 'network-acl-in' : 'network-acl-out');
