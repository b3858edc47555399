import { canonicalCidr, type Family, familyOf } from '../addresses.ts';
import { object, objects, type Raw, text } from '../fields.ts';
import { type Known, known, unknown } from '../known.ts';
import { protocolNumber } from '../protocols.ts';
import { type AliTagged, labels, type PortRange, readPorts } from './ecs.ts';

/** One entry of a network ACL. The list's own order is the order of judgement, and the first that matches decides. */
export interface AliAclEntry {
  readonly id?: string;
  readonly name?: string;
  readonly direction: 'ingress' | 'egress';
  readonly action: 'accept' | 'drop';
  readonly protocol: number;
  readonly ports?: PortRange;
  readonly cidr: string;
  readonly family: Family;
  /** `custom`, `system` or `service`. */
  readonly entryType?: string;
}

/** A network ACL. It keeps no state: replies need an entry of their own. */
export interface AliNetworkAcl extends AliTagged {
  readonly vpcId?: string;
  readonly vSwitchIds: readonly string[];
  readonly entries: Known<readonly AliAclEntry[]>;
}

const CALL = 'vpc:DescribeNetworkAcls';

/** `entries` absent from the list are asked for one by one. */
export function readNetworkAcl(raw: Raw): AliNetworkAcl | undefined {
  const id = text(raw['NetworkAclId']);
  if (id === undefined) return undefined;
  const hasEntries = raw['IngressAclEntries'] !== undefined || raw['EgressAclEntries'] !== undefined;
  const directions = [
    ['ingress', object(raw['IngressAclEntries'])['IngressAclEntry'], 'SourceCidrIp'],
    ['egress', object(raw['EgressAclEntries'])['EgressAclEntry'], 'DestinationCidrIp'],
  ] as const;
  const read = directions.flatMap(([direction, list, key]) =>
    objects(list).map((entry) => readEntry(entry, direction, key)),
  );
  const entries = read.filter((entry) => entry !== undefined);
  return {
    id,
    ...labels(raw, 'NetworkAclName'),
    vpcId: text(raw['VpcId']),
    vSwitchIds: objects(object(raw['Resources'])['Resource']).flatMap((each) => text(each['ResourceId']) ?? []),
    entries: !hasEntries
      ? unknown({
          call: 'vpc:DescribeNetworkAclAttributes',
          code: 'NotRead',
          message: `the entries of ${id} were not read`,
        })
      : entries.length === read.length
        ? known(entries)
        : unknown({ call: CALL, code: 'Malformed', message: `an entry of ${id} cannot be understood` }, entries),
  };
}

/** The ACL in the answer about a single one. */
export const readNetworkAclAttribute = (response: Raw): AliNetworkAcl | undefined =>
  readNetworkAcl({ IngressAclEntries: {}, ...object(response['NetworkAclAttribute']) });

function readEntry(raw: Raw, direction: AliAclEntry['direction'], key: string): AliAclEntry | undefined {
  const action = text(raw['Policy'])?.toLowerCase();
  const protocol = protocolNumber(raw['Protocol']);
  const cidr = canonicalCidr(raw[key]);
  const ports = readPorts(raw['Port']);
  if (
    (action !== 'accept' && action !== 'drop') ||
    protocol === undefined ||
    cidr === undefined ||
    ports === 'unreadable'
  ) {
    return undefined;
  }
  return {
    id: text(raw['NetworkAclEntryId']),
    name: text(raw['NetworkAclEntryName']),
    direction,
    action,
    protocol,
    ...(ports ? { ports } : {}),
    cidr,
    family: familyOf(cidr),
    entryType: text(raw['EntryType'])?.toLowerCase(),
  };
}
