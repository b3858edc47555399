import type { Family } from '#inventory/addresses.ts';
import type { Text } from '#platform/text.ts';
import type { Code, Hop, Leg } from '../hop.ts';
import type { ResourceName } from './targets.ts';
import type { ClassEntry } from './traffic-class.ts';

/** What traffic came through before it reached a machine: a balancer, an accelerator, a CloudFront VPC origin. */
export interface Via {
  readonly type: 'alb' | 'nlb' | 'clb' | 'accelerator' | 'vpc-origin';
  /** ARN, or the name of a classic balancer, or the id of a VPC origin. */
  readonly id: string;
  readonly listenerPort: number;
  readonly targetPort: number;
}

/** Traffic of strangers that reaches an address, or may reach it. */
export interface Exposure {
  readonly resource: ResourceName;
  /** Null for a balancer's node that no interface was read of; so is `address`. */
  readonly interface: string | null;
  readonly address: string | null;
  readonly publicAddress?: string;
  readonly family: Family;
  readonly traffic: ClassEntry;
  readonly via: Via | null;
  /** What a first such packet and its reply pass. */
  readonly path: readonly Hop[];
}

/** Where an exposure is. */
export type ExposedPlace = Pick<Exposure, 'resource' | 'interface' | 'address' | 'publicAddress' | 'family'>;

/** An exposure whose path is worked out each time somebody looks at it: there are many, and few are looked at. */
export class LazyExposure implements Exposure {
  readonly traffic: ClassEntry;
  readonly via: Via | null;
  readonly #place: ExposedPlace;
  readonly #path: (traffic: ClassEntry) => readonly Hop[];

  constructor(
    place: ExposedPlace,
    traffic: ClassEntry,
    via: Via | null,
    path: (traffic: ClassEntry) => readonly Hop[],
  ) {
    this.#place = place;
    this.traffic = traffic;
    this.via = via;
    this.#path = path;
  }

  get resource(): ResourceName {
    return this.#place.resource;
  }

  get interface(): string | null {
    return this.#place.interface;
  }

  get address(): string | null {
    return this.#place.address;
  }

  get publicAddress(): string | undefined {
    return this.#place.publicAddress;
  }

  get family(): Family {
    return this.#place.family;
  }

  get path(): readonly Hop[] {
    return this.#path(this.traffic);
  }
}

/** Why nothing at all reaches an address. */
export interface Blocker {
  readonly code: Code;
  readonly because?: Code;
  readonly leg: Leg;
  readonly component: string;
  readonly rule: string | null;
  readonly message: Text;
}

/** An address that certainly nobody on the Internet reaches, with what holds for all of its traffic. */
export interface Blocked {
  readonly resource: ResourceName;
  readonly interface: string | null;
  readonly address: string | null;
  readonly publicAddress?: string;
  readonly family: Family;
  readonly blockers: readonly Blocker[];
}

/** What of some addresses the Internet reaches, and which of them it certainly does not reach. */
export interface Reach {
  /** Reachable and unknown traffic. */
  readonly exposures: readonly Exposure[];
  readonly blocked: readonly Blocked[];
}

/** A failing hop as a blocker. */
export const blockerOf = ({ code, because, leg, component, rule, message }: Hop): Blocker => ({
  code: code ?? 'NO_POSSIBLE_DESTINATION',
  ...(because ? { because } : {}),
  leg,
  component,
  rule,
  message,
});
