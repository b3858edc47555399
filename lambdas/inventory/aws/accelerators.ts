import { canonicalAddress } from '../addresses.ts';
import { boolean, number, objects, parts, type Raw, text, texts } from '../fields.ts';
import { type Known, known, mapKnown, notRead, seenOf } from '../known.ts';
import { byId, type Listing } from '../listing.ts';
import type { RegionName } from './ec2.ts';
import { bySubject, list, type Part } from './part.ts';
import { isElsewhere } from './partition.ts';
import type { Tagged } from './tagged.ts';

/** A Global Accelerator; its id is its ARN. @see https://docs.aws.amazon.com/global-accelerator/latest/api/API_Accelerator.html */
export interface Accelerator extends Tagged {
  readonly arn: string;
  readonly enabled: boolean;
  /** `DEPLOYED` or `IN_PROGRESS`. */
  readonly status?: string;
  /** `IPV4` or `DUAL_STACK`. */
  readonly ipAddressType: string;
  readonly addresses: readonly string[];
  readonly dnsName?: string;
  readonly listeners: Known<readonly AcceleratorListener[]>;
}

export interface AcceleratorListener {
  readonly arn: string;
  /** `TCP` or `UDP`. */
  readonly protocol: string;
  readonly portRanges: readonly (readonly [from: number, to: number])[];
  readonly clientAffinity?: string;
  readonly endpointGroups: Known<readonly EndpointGroup[]>;
}

/** What an accelerator's listener leads to in one region. */
export interface EndpointGroup {
  readonly arn: string;
  readonly region?: string;
  /** 0 sends nothing there. */
  readonly trafficDialPercentage: number;
  readonly endpoints: readonly {
    /** A balancer's ARN, an instance's id or an Elastic IP's allocation id. */
    readonly id: string;
    readonly weight: number;
    readonly healthState?: string;
    readonly clientIpPreservation: boolean;
  }[];
  /** Listener ports that arrive at another port of the endpoint. */
  readonly portOverrides: readonly { readonly listenerPort: number; readonly endpointPort: number }[];
}

export interface AcceleratorFacts {
  readonly accelerators: Known<readonly Accelerator[]>;
}

/**
 * Part of the account's global facts. Partitions besides AWS's main one do not have the service, so nobody asks there.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/global_accelerator.html
 */
export function acceleratorPart(regions: Listing<RegionName>): Part<AcceleratorFacts> {
  const accelerators = list('globalaccelerator:ListAccelerators', 'Accelerators', readAccelerator);
  const listeners = list('globalaccelerator:ListListeners', 'Listeners', readAcceleratorListener, {
    subject: bySubject('AcceleratorArn'),
  });
  const groups = list('globalaccelerator:ListEndpointGroups', 'EndpointGroups', readEndpointGroup, {
    subject: bySubject('ListenerArn'),
  });
  return {
    readers: [accelerators, listeners, groups],
    build(around) {
      const none = !accelerators.wasRead && isElsewhere(regions.result(), ['aws-cn', 'aws-us-gov']);
      const result = none ? known([]) : accelerators.result();
      const heads = byId(around.assumed(result, accelerators, [], 'Global Accelerator'));
      const listenersOf = resultsByArn(
        listeners,
        seenOf(heads).map(({ arn }) => arn),
        'listener',
      );
      const listenerArns = [...listenersOf.values()].flatMap((each) => seenOf(each).map(({ arn }) => arn));
      const groupsOf = resultsByArn(groups, listenerArns, 'endpoint-group');
      return {
        accelerators: mapKnown(heads, (all) =>
          all.map((head) => ({
            ...head,
            listeners: mapKnown(byArn(listenersOf.get(head.arn) ?? known([])), (each) =>
              each.map((listener) => ({
                ...listener,
                endpointGroups: byArn(groupsOf.get(listener.arn) ?? notRead('globalaccelerator:ListEndpointGroups')),
              })),
            ),
          })),
        ),
      };
    },
  };
}

/** `<accelerator>/listener/<id>/endpoint-group/<id>`: each ARN begins with the one it belongs to. */
const resultsByArn = <T extends { readonly arn: string }>(
  listing: Listing<T>,
  owners: readonly string[],
  segment: string,
): ReadonlyMap<string, Known<readonly T[]>> =>
  listing.resultsFor(owners, ({ arn }) => arn.slice(0, arn.lastIndexOf(`/${segment}/`)));

const byArn = <T extends { readonly arn: string }>(list: Known<readonly T[]>): Known<readonly T[]> =>
  mapKnown(list, (items) =>
    [...new Map(items.map((item) => [item.arn, item])).values()].sort((a, b) => (a.arn < b.arn ? -1 : 1)),
  );

function readAccelerator(raw: Raw): Omit<Accelerator, 'listeners'> | undefined {
  const arn = text(raw['AcceleratorArn']);
  if (arn === undefined) return undefined;
  return {
    id: arn,
    arn,
    name: text(raw['Name']),
    tags: {},
    enabled: boolean(raw['Enabled']) ?? true,
    status: text(raw['Status']),
    ipAddressType: text(raw['IpAddressType']) ?? 'IPV4',
    addresses: objects(raw['IpSets'])
      .flatMap((set) => texts(set['IpAddresses']).flatMap((address) => canonicalAddress(address) ?? []))
      .sort(),
    dnsName: text(raw['DnsName']),
  };
}

function readAcceleratorListener(raw: Raw): Omit<AcceleratorListener, 'endpointGroups'> | undefined {
  const arn = text(raw['ListenerArn']);
  const protocol = text(raw['Protocol'])?.toUpperCase();
  const ranges = parts(raw['PortRanges']).map(
    (each) => [number(each?.['FromPort']), number(each?.['ToPort'])] as const,
  );
  const portRanges = ranges.flatMap(([from, to]) =>
    from === undefined || to === undefined ? [] : [[from, to] as const],
  );
  if (arn === undefined || protocol === undefined || portRanges.length !== ranges.length) return undefined;
  return {
    arn,
    protocol,
    portRanges: portRanges.sort(([a], [b]) => a - b),
    clientAffinity: text(raw['ClientAffinity']),
  };
}

function readEndpointGroup(raw: Raw): EndpointGroup | undefined {
  const arn = text(raw['EndpointGroupArn']);
  if (arn === undefined) return undefined;
  return {
    arn,
    region: text(raw['EndpointGroupRegion']),
    trafficDialPercentage: number(raw['TrafficDialPercentage']) ?? 100,
    endpoints: objects(raw['EndpointDescriptions'])
      .flatMap((each) => {
        const id = text(each['EndpointId']);
        if (id === undefined) return [];
        return [
          {
            id,
            weight: number(each['Weight']) ?? 128,
            healthState: text(each['HealthState']),
            clientIpPreservation: boolean(each['ClientIPPreservationEnabled']) ?? false,
          },
        ];
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    portOverrides: objects(raw['PortOverrides']).flatMap((each) => {
      const listenerPort = number(each['ListenerPort']);
      const endpointPort = number(each['EndpointPort']);
      return listenerPort === undefined || endpointPort === undefined ? [] : [{ listenerPort, endpointPort }];
    }),
  };
}
