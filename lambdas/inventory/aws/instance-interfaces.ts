import { type MissingCall, NOT_READ, type RecordedCall } from '#snapshot/recorded-call.ts';
import { boolean, object, objects, type Raw, text } from '../fields.ts';
import { type Known, mapKnown, seenOf, unknown } from '../known.ts';
import { instancesOf, type NetworkInterface, readNetworkInterface } from './ec2.ts';
import type { CallReader } from './part.ts';

/** The list of interfaces together with those that only instances tell of. */
export interface CompletedInterfaces {
  readonly interfaces: Known<readonly NetworkInterface[]>;
  /** What was taken from instances, as a sentence; absent where nothing was. */
  readonly assumption?: string;
}

interface OfInstance {
  readonly instanceId: string;
  /** Absent where the instance does not tell enough to judge the interface by. */
  readonly nic?: NetworkInterface;
}

/**
 * The interfaces that instances themselves list. Where the list of interfaces lacks one, because it was filtered or read
 * at another moment, the machine stands at the network all the same, and without it nothing would be judged.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterface.html
 */
export class InstanceInterfaces implements CallReader {
  readonly spec = { call: 'ec2:DescribeInstances' };
  wasRead = false;
  readonly #isListed: (interfaceId: string) => boolean;
  readonly #unlisted = new Map<string, OfInstance>();
  /** Instances that name no interface at all. */
  readonly #bare = new Set<string>();

  /** @param isListed Whether the list of interfaces, as far as it was read, holds one: what it holds need not be kept twice. */
  constructor(isListed: (interfaceId: string) => boolean) {
    this.#isListed = isListed;
  }

  add({ response }: RecordedCall): void {
    this.wasRead = true;
    for (const reservation of objects(object(response)['Reservations']))
      for (const instance of instancesOf(reservation)) if (instance) this.#addInstance(instance);
  }

  #addInstance(raw: Raw): void {
    const instanceId = text(raw['InstanceId']);
    const state = text(object(raw['State'])['Name'])?.toLowerCase() ?? '';
    // What is gone, or on its way, has given its interfaces back.
    if (instanceId === undefined || state === 'terminated' || state === 'shutting-down') return;
    const listed = objects(raw['NetworkInterfaces']);
    if (listed.length === 0) this.#bare.add(instanceId);
    for (const each of listed) {
      const id = text(each['NetworkInterfaceId']) ?? `an interface of ${instanceId}`;
      if (!this.#isListed(id)) this.#unlisted.set(id, { instanceId, nic: interfaceOf(each, instanceId, raw) });
    }
  }

  /** The list with what it lacks; not known as a whole where an instance does not tell enough of what is lacking. */
  complete(list: Known<readonly NetworkInterface[]>): CompletedInterfaces {
    const lacking = [...this.#unlisted].filter(([id]) => !this.#isListed(id)).sort(([a], [b]) => (a < b ? -1 : 1));
    const taken = lacking.flatMap(([, { nic }]) => nic ?? []);
    const holders =
      this.#bare.size > 0 ? new Set(seenOf(list).map(({ attachment }) => attachment?.instanceId)) : undefined;
    const gaps = [
      ...lacking.flatMap(([id, { nic, instanceId }]) => (nic ? [] : notTold(`${id} of ${instanceId} is`))),
      ...[...this.#bare].sort().flatMap((id) => (holders?.has(id) ? [] : notTold(`interfaces of ${id} are`))),
    ];
    const completed = taken.length === 0 ? list : mapKnown(list, (all) => [...all, ...taken]);
    const interfaces = gaps.length > 0 && list.known ? unknown(gaps, seenOf(completed)) : completed;
    return { interfaces, ...(taken.length > 0 && list.known ? { assumption: assumptionOf(lacking) } : {}) };
  }
}

/** The interface as the instance tells it, if that is enough: what is absent here must not read as none. */
function interfaceOf(raw: Raw, instanceId: string, instance: Raw): NetworkInterface | undefined {
  const tellsAddress = ['PrivateIpAddress', 'PrivateIpAddresses', 'Ipv6Addresses'].some(
    (key) => text(raw[key]) !== undefined || objects(raw[key]).length > 0,
  );
  const isTold =
    tellsAddress &&
    ['Status', 'SubnetId', 'VpcId'].every((key) => text(raw[key]) !== undefined) &&
    objects(raw['Groups']).length > 0 &&
    boolean(raw['SourceDestCheck']) !== undefined;
  if (!isTold) return undefined;
  return readNetworkInterface({
    AvailabilityZone: object(instance['Placement'])['AvailabilityZone'],
    ...raw,
    Attachment: { ...object(raw['Attachment']), InstanceId: instanceId },
  });
}

const notTold = (what: string): MissingCall => ({
  call: 'ec2:DescribeNetworkInterfaces',
  code: NOT_READ,
  message: `${what} not in the answer, and the instance does not tell enough to judge by`,
});

const NAMED = 5;

function assumptionOf(lacking: readonly (readonly [id: string, OfInstance])[]): string {
  const names = lacking.flatMap(([id, { instanceId, nic }]) => (nic ? [`${id} (${instanceId})`] : []));
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `network interfaces that ec2:DescribeNetworkInterfaces lacks are judged as their instances tell them: ${names.slice(0, NAMED).join(', ')}${more}`;
}
