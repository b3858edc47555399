import type { Accelerator } from '#inventory/aws/accelerators.ts';
import type { VpcOrigin } from '#inventory/aws/cloudfront.ts';
import { type Known, seenOf } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import type { Estate } from '../estate.ts';
import type { Interval } from '../port-set.ts';
import type { Via } from './exposure.ts';

/** A service of AWS's edge that carries strangers' traffic to a resource without a public address of its own. */
export interface EdgeEntrance {
  readonly type: Extract<Via['type'], 'accelerator' | 'vpc-origin'>;
  readonly id: string;
  readonly protocol: number;
  /** Ports of the entrance that arrive at the same port of the endpoint, and single ones that arrive at another. */
  readonly ports: readonly { readonly listener: Interval; readonly target?: number }[];
  /** A balancer's ARN, an instance's id or an address's allocation id. */
  readonly endpoint: string;
  /** What groups and ACLs see: the client, a public address of AWS's, or any address, also one of the VPC. */
  readonly shows: 'client' | 'public-address' | 'any-address';
  /** What keeps it from being certain. */
  readonly missing: readonly MissingCall[];
}

/**
 * The ways in through Global Accelerator and CloudFront VPC origins that end in a region.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.html
 */
export function edgeEntrances({ region }: Estate): readonly EdgeEntrance[] {
  const { accelerators, vpcOrigins } = region.global;
  return [
    ...seenOf(accelerators).flatMap((each) => acceleratorEntrances(each, region.region)),
    ...seenOf(vpcOrigins).flatMap((origin) => originEntrances(origin, region.global.distributions)),
  ];
}

/** Calls without which there may be entrances that nobody sees. */
export function missingEntrances({ region }: Estate): readonly MissingCall[] {
  const { accelerators, vpcOrigins } = region.global;
  const lists = [accelerators, vpcOrigins].flatMap((fact) => (fact.known ? [] : fact.missing));
  const listeners = seenOf(accelerators).flatMap(({ listeners }) =>
    listeners.known
      ? listeners.value.flatMap(({ endpointGroups }) => (endpointGroups.known ? [] : endpointGroups.missing))
      : listeners.missing,
  );
  return [...lists, ...listeners];
}

/**
 * What may be a way in for all that was read: a list or a listener of accelerators that was not read, or the list of VPC
 * origins, may lead to any port of any endpoint.
 */
export function unreadEntrances({ region }: Estate): readonly EdgeEntrance[] {
  const { accelerators, vpcOrigins } = region.global;
  const anywhere = { ports: [{ listener: [1, 65535] }], endpoint: '', shows: 'any-address' } as const;
  const on = (
    type: EdgeEntrance['type'],
    id: string,
    protocols: readonly number[],
    fact: Known<unknown>,
  ): readonly EdgeEntrance[] =>
    fact.known ? [] : protocols.map((protocol) => ({ ...anywhere, type, id, protocol, missing: fact.missing }));
  return [
    ...on('accelerator', 'unread accelerator', [TCP, UDP], accelerators),
    ...seenOf(accelerators)
      .filter(({ enabled }) => enabled)
      .flatMap(({ arn, listeners }) => [
        ...on('accelerator', arn, [TCP, UDP], listeners),
        ...seenOf(listeners).flatMap(({ protocol, endpointGroups }) =>
          on('accelerator', arn, [protocol === 'UDP' ? UDP : TCP], endpointGroups),
        ),
      ]),
    ...on('vpc-origin', 'unread VPC origin', [TCP], vpcOrigins),
  ];
}

/** The ports of an entrance that arrive at one port of the endpoint. */
export const listenerPortsTo = ({ ports }: EdgeEntrance, targetPort: number): readonly number[] =>
  ports.flatMap(({ listener: [first, last], target }) => {
    if (target !== undefined) return target === targetPort ? [first] : [];
    return first <= targetPort && targetPort <= last ? [targetPort] : [];
  });

/** A listener's ports, less those that a group sends to another port of the endpoint. */
function acceleratorEntrances({ arn, enabled, listeners }: Accelerator, region: string): readonly EdgeEntrance[] {
  if (!enabled) return [];
  return seenOf(listeners).flatMap(({ protocol, portRanges, endpointGroups }) =>
    seenOf(endpointGroups)
      .filter((group) => group.trafficDialPercentage > 0 && (group.region === undefined || group.region === region))
      .flatMap(({ endpoints, portOverrides }) =>
        endpoints
          .filter(({ weight }) => weight > 0)
          .map(
            ({ id, clientIpPreservation }): EdgeEntrance => ({
              type: 'accelerator',
              id: arn,
              protocol: protocol === 'UDP' ? UDP : TCP,
              ports: [
                ...portRanges
                  .flatMap((range) =>
                    without(
                      range,
                      portOverrides.map(({ listenerPort }) => listenerPort),
                    ),
                  )
                  .map((listener) => ({ listener })),
                ...portOverrides
                  .filter(({ listenerPort }) =>
                    portRanges.some(([first, last]) => first <= listenerPort && listenerPort <= last),
                  )
                  .map(({ listenerPort, endpointPort }) => ({
                    listener: [listenerPort, listenerPort] as const,
                    target: endpointPort,
                  })),
              ],
              endpoint: id,
              shows: clientIpPreservation ? 'client' : 'public-address',
              missing: [],
            }),
          ),
      ),
  );
}

/** An origin is a way in once an enabled distribution leads to it. */
function originEntrances(
  origin: VpcOrigin,
  distributions: Known<readonly { readonly enabled: boolean; readonly vpcOriginIds: readonly string[] }[]>,
): readonly EdgeEntrance[] {
  const isUsed = seenOf(distributions).some(({ enabled, vpcOriginIds }) => enabled && vpcOriginIds.includes(origin.id));
  if (!isUsed && distributions.known) return [];
  const { ports } = origin;
  const used: readonly Interval[] = ports.known
    ? [
        ...(ports.value.protocolPolicy === 'https-only' ? [] : [[ports.value.http, ports.value.http] as const]),
        ...(ports.value.protocolPolicy === 'http-only' ? [] : [[ports.value.https, ports.value.https] as const]),
      ]
    : [[1, 65535]];
  return [
    {
      type: 'vpc-origin',
      id: origin.id,
      protocol: TCP,
      ports: used.map((listener) => ({ listener })),
      endpoint: origin.endpointArn.replace(/^arn:[^:]*:ec2:.*:instance\//, ''),
      shows: 'any-address',
      missing: [...(ports.known ? [] : ports.missing), ...(isUsed || distributions.known ? [] : distributions.missing)],
    },
  ];
}

/** An interval less some of its numbers. */
function without([first, last]: Interval, taken: readonly number[]): readonly Interval[] {
  const cuts = taken.filter((port) => first <= port && port <= last).toSorted((a, b) => a - b);
  const starts = [first, ...cuts.map((port) => port + 1)];
  const ends = [...cuts.map((port) => port - 1), last];
  return starts.flatMap((start, index) =>
    start <= (ends[index] as number) ? [[start, ends[index] as number] as const] : [],
  );
}
