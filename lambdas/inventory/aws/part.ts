import type { SnapshotSource } from '#snapshot/read.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { type Raw, text } from '../fields.ts';
import { type Known, known } from '../known.ts';
import { Listing, type ListingSpec } from '../listing.ts';
import type { NetworkInterface } from './ec2.ts';
import type { CompletedInterfaces } from './instance-interfaces.ts';

/** What takes in the answers of one call. */
export interface CallReader {
  readonly spec: { readonly call: string };
  readonly wasRead: boolean;
  add(recorded: RecordedCall): void;
}

/** One service's part of the inventory: the calls it takes in, and the facts it makes of them. */
export interface Part<Facts> {
  readonly readers: readonly CallReader[];
  build(around: Surroundings): Facts;
}

/** The pages of one call whose list stands under `key`. */
export const list = <T>(
  call: string,
  key: string | readonly string[],
  read: ListingSpec<T>['read'],
  more: Partial<ListingSpec<T>> = {},
): Listing<T> => new Listing<T>({ call, list: key, read, ...more });

/** The subject of an answer by the key that names it, in the request or beside the answer. */
export const bySubject =
  (key: string) =>
  (request: Raw, response: Raw): string | undefined =>
    text(request[key]) ?? text(response[key]);

/** How both kinds of load balancers page their lists. */
export const MARKER = ['Marker', 'NextMarker'] as const;

/** What the rest of the region says about a part: whether there can be anything in it, and what may be taken for granted. */
export class Surroundings {
  readonly #assumptions = new Set<string>();
  readonly #source: SnapshotSource;
  readonly #vpcs: Known<readonly unknown[]>;
  /** The interfaces, those included that only their instances tell of. */
  readonly networkInterfaces: Known<readonly NetworkInterface[]>;

  constructor(
    source: SnapshotSource,
    vpcs: Listing<unknown>,
    interfaces: Listing<NetworkInterface>,
    complete: (list: Known<readonly NetworkInterface[]>) => CompletedInterfaces,
  ) {
    this.#source = source;
    this.#vpcs = vpcs.result();
    const completed = complete(this.inVpc(interfaces));
    this.networkInterfaces = completed.interfaces;
    if (completed.assumption !== undefined) this.#assumptions.add(completed.assumption);
  }

  /** The list, or none where it was not asked for because the region has no VPC for it to stand in. */
  inVpc<T>(listing: Listing<T>): Known<readonly T[]> {
    return !listing.wasRead && this.hasNoVpc ? known([]) : listing.result();
  }

  /** The list, or none where it was not asked for because no interface exists and each of it would hold one. */
  withInterface<T>(listing: Listing<T>): Known<readonly T[]> {
    return !listing.wasRead && this.hasNoInterface ? known([]) : listing.result();
  }

  get hasNoVpc(): boolean {
    return this.#vpcs.known && this.#vpcs.value.length === 0;
  }

  get hasNoInterface(): boolean {
    return this.networkInterfaces.known && this.networkInterfaces.value.length === 0;
  }

  /** What was taken for granted, sorted. */
  get assumptions(): readonly string[] {
    return [...this.#assumptions].sort();
  }

  /**
   * The fact, or `value` where a plain dump has no file that could tell it: a refinement that older dumps never contain.
   *
   * What our own collector did not read stays unknown, and so does what was denied.
   */
  assumed<T>(fact: Known<T>, reader: { readonly wasRead: boolean }, value: T, what: string): Known<T> {
    if (this.#source !== 'cli-dump' || reader.wasRead || fact.known) return fact;
    this.#assumptions.add(`${what}: no file tells, taken as not in use`);
    return known(value);
  }
}
