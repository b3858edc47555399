import type { RecordedCall, Scope } from '#snapshot/recorded-call.ts';
import { object, type Raw, text } from '../fields.ts';
import { type Known, known, mapKnown, notRead, seenOf, unknown } from '../known.ts';
import { byId, Listing, type ListingSpec } from '../listing.ts';
import {
  type Address,
  type Instance,
  instancesOf,
  type NetworkInterface,
  type RegionName,
  readAddress,
  readInstance,
  readNetworkInterface,
  readRegionName,
  readSecurityGroup,
  type SecurityGroup,
} from './ec2.ts';
import { type Detector, type GuardDutyFinding, readDetector, readGuardDutyFinding } from './guardduty.ts';
import { malformed } from './tagged.ts';
import {
  type BlockPublicAccess,
  type BlockPublicAccessExclusion,
  type FlowLog,
  type InternetGateway,
  type NatGateway,
  type NetworkAcl,
  type PrefixList,
  type RouteTable,
  readBlockPublicAccess,
  readBlockPublicAccessExclusion,
  readFlowLog,
  readInternetGateway,
  readNatGateway,
  readNetworkAcl,
  readPrefixList,
  readPrefixListEntry,
  readRouteTable,
  readSubnet,
  readVpc,
  readVpcPeeringConnection,
  type Subnet,
  type Vpc,
  type VpcPeeringConnection,
} from './vpc.ts';

/** Everything that was read of one AWS account in one region. Lists are sorted by id. */
export interface AwsRegion extends Scope {
  readonly provider: 'aws';
  readonly regions: Known<readonly RegionName[]>;
  readonly vpcs: Known<readonly Vpc[]>;
  readonly subnets: Known<readonly Subnet[]>;
  readonly securityGroups: Known<readonly SecurityGroup[]>;
  readonly networkAcls: Known<readonly NetworkAcl[]>;
  readonly routeTables: Known<readonly RouteTable[]>;
  readonly internetGateways: Known<readonly InternetGateway[]>;
  readonly egressOnlyInternetGateways: Known<readonly InternetGateway[]>;
  readonly natGateways: Known<readonly NatGateway[]>;
  readonly networkInterfaces: Known<readonly NetworkInterface[]>;
  readonly instances: Known<readonly Instance[]>;
  readonly addresses: Known<readonly Address[]>;
  readonly prefixLists: Known<readonly PrefixList[]>;
  readonly blockPublicAccess: Known<BlockPublicAccess>;
  readonly blockPublicAccessExclusions: Known<readonly BlockPublicAccessExclusion[]>;
  readonly vpcPeeringConnections: Known<readonly VpcPeeringConnection[]>;
  readonly flowLogs: Known<readonly FlowLog[]>;
  readonly detectors: Known<readonly Detector[]>;
  readonly guardDutyFindings: Known<readonly GuardDutyFinding[]>;
  /** What was taken for granted because a plain dump never says it. */
  readonly assumptions: readonly string[];
}

/** Where a scope's answers came from: our collector, or plain CLI output that somebody put into files. */
export type ScopeSource = 'recorded' | 'cli-dump';

const list = <T>(
  call: string,
  key: string | readonly string[],
  read: ListingSpec<T>['read'],
  more: Partial<ListingSpec<T>> = {},
) => new Listing<T>({ call, list: key, read, ...more });

const bySubject =
  (key: string): ListingSpec<unknown>['subject'] =>
  (request, response) =>
    text(request[key]) ?? text(response[key]);

const camelToken = ['NextToken', 'NextToken'] as const;

function listings() {
  return {
    regions: list('ec2:DescribeRegions', 'Regions', readRegionName),
    vpcs: list('ec2:DescribeVpcs', 'Vpcs', readVpc),
    subnets: list('ec2:DescribeSubnets', 'Subnets', readSubnet),
    securityGroups: list('ec2:DescribeSecurityGroups', 'SecurityGroups', readSecurityGroup),
    networkAcls: list('ec2:DescribeNetworkAcls', 'NetworkAcls', readNetworkAcl),
    routeTables: list('ec2:DescribeRouteTables', 'RouteTables', readRouteTable),
    internetGateways: list(
      'ec2:DescribeInternetGateways',
      'InternetGateways',
      readInternetGateway('InternetGatewayId'),
    ),
    egressOnlyInternetGateways: list(
      'ec2:DescribeEgressOnlyInternetGateways',
      'EgressOnlyInternetGateways',
      readInternetGateway('EgressOnlyInternetGatewayId'),
    ),
    natGateways: list('ec2:DescribeNatGateways', 'NatGateways', readNatGateway),
    networkInterfaces: list('ec2:DescribeNetworkInterfaces', 'NetworkInterfaces', readNetworkInterface),
    instances: list('ec2:DescribeInstances', 'Reservations', readInstance, { unroll: instancesOf }),
    addresses: list('ec2:DescribeAddresses', 'Addresses', readAddress),
    prefixLists: list('ec2:DescribeManagedPrefixLists', 'PrefixLists', readPrefixList),
    prefixListEntries: list('ec2:GetManagedPrefixListEntries', 'Entries', readPrefixListEntry, {
      subject: bySubject('PrefixListId'),
    }),
    blockPublicAccessExclusions: list(
      'ec2:DescribeVpcBlockPublicAccessExclusions',
      'VpcBlockPublicAccessExclusions',
      readBlockPublicAccessExclusion,
    ),
    vpcPeeringConnections: list('ec2:DescribeVpcPeeringConnections', 'VpcPeeringConnections', readVpcPeeringConnection),
    flowLogs: list('ec2:DescribeFlowLogs', 'FlowLogs', readFlowLog),
    detectorIds: list('guardduty:ListDetectors', 'DetectorIds', (raw) => text(raw['id']), { token: camelToken }),
    findingIds: list('guardduty:ListFindings', 'FindingIds', (raw) => text(raw['id']), { token: camelToken }),
    findings: list('guardduty:GetFindings', 'Findings', readGuardDutyFinding),
  };
}

/**
 * Builds the inventory of a scope call by call: each answer is turned into typed resources as it is added and then
 * forgotten, so memory holds the model of one region and never its raw answers.
 */
export class AwsRegionBuilder {
  readonly #scope: Scope;
  readonly #source: ScopeSource;
  readonly #listings = listings();
  readonly #byCall = new Map<string, Listing<unknown>>();
  #blockPublicAccess: Known<BlockPublicAccess> | undefined;
  readonly #detectors = new Map<string, Known<Detector>>();

  constructor(scope: Scope, source: ScopeSource = 'recorded') {
    this.#scope = scope;
    this.#source = source;
    for (const listing of Object.values(this.#listings))
      this.#byCall.set(listing.spec.call, listing as Listing<unknown>);
  }

  /** Takes in one recorded call; calls that the inventory has no use for are passed over. */
  add(recorded: RecordedCall): void {
    if (recorded.call === 'ec2:DescribeVpcBlockPublicAccessOptions') this.#addBlockPublicAccess(recorded);
    else if (recorded.call === 'guardduty:GetDetector') this.#addDetector(recorded);
    else this.#byCall.get(recorded.call)?.add(wrapTexts(recorded));
  }

  /** The inventory of what was added. */
  build(): AwsRegion {
    const read = this.#listings;
    const assumptions: string[] = [];
    const vpcs = read.vpcs.result();
    const networkInterfaces = read.networkInterfaces.result();
    // These stand in a VPC, or hold an interface as long as they exist: without the one there is none of the other,
    // which is why the collector does not ask for them in an empty region.
    const inVpc = <T>(listing: Listing<T>) => impliedBy(vpcs, listing);
    const withInterface = <T>(listing: Listing<T>) => impliedBy(networkInterfaces, listing, vpcs);
    const assumedNone = <T>(listing: Listing<T>, result: Known<readonly T[]>, what: string): Known<readonly T[]> => {
      if (this.#source !== 'cli-dump' || listing.wasRead || result.known) return result;
      assumptions.push(`${what}: no file tells, taken as not in use`);
      return known([]);
    };
    const exclusions = assumedNone(
      read.blockPublicAccessExclusions,
      inVpc(read.blockPublicAccessExclusions),
      'VPC Block Public Access exclusions',
    );
    return {
      provider: 'aws',
      account: this.#scope.account,
      region: this.#scope.region,
      regions: byId(read.regions.result()),
      vpcs: byId(vpcs),
      subnets: byId(inVpc(read.subnets)),
      securityGroups: byId(inVpc(read.securityGroups)),
      networkAcls: byId(inVpc(read.networkAcls)),
      routeTables: byId(inVpc(read.routeTables)),
      internetGateways: byId(
        read.internetGateways.wasRead ? read.internetGateways.result() : inVpc(read.internetGateways),
      ),
      egressOnlyInternetGateways: byId(inVpc(read.egressOnlyInternetGateways)),
      natGateways: byId(inVpc(read.natGateways)),
      networkInterfaces: byId(inVpc(read.networkInterfaces)),
      instances: byId(withInterface(read.instances)),
      addresses: byId(read.addresses.result()),
      prefixLists: byId(this.#prefixLists()),
      blockPublicAccess: this.#blockPublicAccessOr(vpcs, assumptions),
      blockPublicAccessExclusions: byId(exclusions),
      vpcPeeringConnections: byId(inVpc(read.vpcPeeringConnections)),
      flowLogs: byId(inVpc(read.flowLogs)),
      detectors: byId(this.#detectorList()),
      guardDutyFindings: byId(this.#findingList()),
      assumptions: assumptions.sort(),
    };
  }

  #addBlockPublicAccess({ call, response, error }: RecordedCall): void {
    this.#blockPublicAccess = error
      ? unknown({ call, code: error.code, message: error.message })
      : readBlockPublicAccess(object(object(response)['VpcBlockPublicAccessOptions']));
  }

  #blockPublicAccessOr(vpcs: Known<readonly Vpc[]>, assumptions: string[]): Known<BlockPublicAccess> {
    if (this.#blockPublicAccess) return this.#blockPublicAccess;
    if (vpcs.known && vpcs.value.length === 0) return known({ mode: 'off' });
    if (this.#source !== 'cli-dump') return notRead('ec2:DescribeVpcBlockPublicAccessOptions');
    assumptions.push('VPC Block Public Access: no file tells, taken as not in use');
    return known({ mode: 'off' });
  }

  #addDetector({ call, request, response, error }: RecordedCall): void {
    const id = text(request['DetectorId']) ?? text(object(response)['DetectorId']) ?? 'unknown';
    const detector = error ? undefined : readDetector(object(response), id);
    this.#detectors.set(
      id,
      detector
        ? known(detector)
        : unknown(error ? { call, code: error.code, message: error.message } : malformed(call, `detector ${id}`)),
    );
  }

  #detectorList(): Known<readonly Detector[]> {
    const ids = this.#listings.detectorIds.result();
    if (!ids.known)
      return ids.missing.length > 0 && this.#detectors.size === 0
        ? unknown(ids.missing)
        : this.#allDetectors([...this.#detectors.keys()]);
    return this.#allDetectors(ids.value);
  }

  #allDetectors(ids: readonly string[]): Known<readonly Detector[]> {
    const details = ids.map((id) => this.#detectors.get(id) ?? notRead<Detector>('guardduty:GetDetector'));
    const missing = details.flatMap((detail) => (detail.known ? [] : detail.missing));
    const read = details.flatMap((detail) => (detail.known ? [detail.value] : []));
    return missing.length === 0 ? known(read) : unknown(missing, read);
  }

  /** No detector, no findings; otherwise every id that was listed must have its details. */
  #findingList(): Known<readonly GuardDutyFinding[]> {
    const { detectorIds, findingIds, findings } = this.#listings;
    const detectors = detectorIds.result();
    if (detectors.known && detectors.value.length === 0) return known([]);
    const unarchived = mapKnown(findings.result(), (all) => all.filter((finding) => !finding.archived));
    if (!findingIds.wasRead) return findings.wasRead ? unarchived : notRead('guardduty:ListFindings');
    const listed = findingIds.result();
    if (!listed.known) return unknown(listed.missing, seenOf(unarchived));
    if (listed.value.length === 0) return known([]);
    return unarchived;
  }

  #prefixLists(): Known<readonly PrefixList[]> {
    const { prefixLists, prefixListEntries } = this.#listings;
    const withEntries = (heads: readonly Omit<PrefixList, 'entries'>[]): readonly PrefixList[] =>
      heads.map((head) => ({
        ...head,
        entries: mapKnown(prefixListEntries.result(head.id), (cidrs) => [...new Set(cidrs)].sort()),
      }));
    const result = mapKnown(prefixLists.result(), withEntries);
    // Entries alone are enough to judge a rule by.
    const named = new Set(seenOf(result).map((each) => each.id));
    const bare = prefixListEntries.subjects.filter((id) => id !== '' && !named.has(id)).map((id) => ({ id, tags: {} }));
    if (result.known) return known([...result.value, ...withEntries(bare)]);
    return unknown(result.missing, [...(result.seen ?? []), ...withEntries(bare)]);
  }
}

/** Lists of bare texts are read like lists of objects. */
function wrapTexts(recorded: RecordedCall): RecordedCall {
  if (recorded.call !== 'guardduty:ListDetectors' && recorded.call !== 'guardduty:ListFindings') return recorded;
  const response = object(recorded.response);
  const wrap = (value: unknown): unknown => (Array.isArray(value) ? value.map((id) => ({ id })) : value);
  if (recorded.error || typeof recorded.response !== 'object' || recorded.response === null) return recorded;
  return {
    ...recorded,
    response: {
      ...response,
      DetectorIds: wrap(response['DetectorIds']),
      FindingIds: wrap(response['FindingIds']),
    } satisfies Raw,
  };
}

/** The listing, or an empty list where it was not asked for because nothing it could stand in exists. */
function impliedBy<T>(
  container: Known<readonly unknown[]>,
  listing: Listing<T>,
  outer = container,
): Known<readonly T[]> {
  if (listing.wasRead) return listing.result();
  const isEmpty = (fact: Known<readonly unknown[]>): boolean => fact.known && fact.value.length === 0;
  return isEmpty(container) || isEmpty(outer) ? known([]) : listing.result();
}
