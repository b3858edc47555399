import { type Known, known, mapKnown, seenOf } from '../known.ts';
import { byId, type Listing } from '../listing.ts';
import type { Attributes, Listener, ListenerRule, LoadBalancer, TargetGroup } from './elbv2.ts';
import {
  listenerOf,
  readAttribute,
  readListener,
  readLoadBalancer,
  readRule,
  readTagDescription,
  readTarget,
  readTargetGroup,
} from './elbv2-read.ts';
import { bySubject, list, MARKER, type Part } from './part.ts';

/** Application, network and gateway balancers, and what stands behind them. */
export interface ElbV2Facts {
  readonly loadBalancers: Known<readonly LoadBalancer[]>;
  readonly targetGroups: Known<readonly TargetGroup[]>;
}

/** Reads balancers; each is put together from the calls that were made for it. */
export function elbV2Part(): Part<ElbV2Facts> {
  const loadBalancers = list('elbv2:DescribeLoadBalancers', 'LoadBalancers', readLoadBalancer, { token: MARKER });
  const listeners = list('elbv2:DescribeListeners', 'Listeners', readListener, {
    token: MARKER,
    subject: bySubject('LoadBalancerArn'),
  });
  const rules = list('elbv2:DescribeRules', 'Rules', readRule, { token: MARKER, subject: bySubject('ListenerArn') });
  const targetGroups = list('elbv2:DescribeTargetGroups', 'TargetGroups', readTargetGroup, { token: MARKER });
  const targets = list('elbv2:DescribeTargetHealth', 'TargetHealthDescriptions', readTarget, {
    subject: bySubject('TargetGroupArn'),
  });
  const attributesOf = (call: string, key: string) =>
    list(call, 'Attributes', readAttribute, { subject: bySubject(key) });
  const balancerAttributes = attributesOf('elbv2:DescribeLoadBalancerAttributes', 'LoadBalancerArn');
  const listenerAttributes = attributesOf('elbv2:DescribeListenerAttributes', 'ListenerArn');
  const groupAttributes = attributesOf('elbv2:DescribeTargetGroupAttributes', 'TargetGroupArn');
  const tags = list('elbv2:DescribeTags', 'TagDescriptions', readTagDescription);

  return {
    readers: [
      loadBalancers,
      listeners,
      rules,
      targetGroups,
      targets,
      balancerAttributes,
      listenerAttributes,
      groupAttributes,
      tags,
    ],
    build(around) {
      const tagsOf = tagsById(tags.result());
      const heads = byId(
        around.assumed(around.withInterface(loadBalancers), loadBalancers, [], 'load balancers (elbv2)'),
      );
      const listenersOf = listeners.resultsFor(
        seenOf(heads).map(({ arn }) => arn),
        ({ loadBalancerArn }) => loadBalancerArn,
      );
      const listenerArns = [...listenersOf.values()].flatMap((each) => seenOf(each).map(({ arn }) => arn));
      const rulesOf = rules.resultsFor(listenerArns, listenerOf);
      // Where there are balancers, what stands behind them is there too, whether or not somebody asked for it.
      const foundGroups = around.withInterface(targetGroups);
      const hasBalancers = seenOf(heads).length > 0;
      const groups = byId(hasBalancers ? foundGroups : around.assumed(foundGroups, targetGroups, [], 'target groups'));
      return {
        loadBalancers: mapKnown(heads, (all) =>
          all.map((head) => ({
            ...head,
            tags: tagsOf.get(head.id) ?? {},
            attributes: asAttributes(balancerAttributes, head.arn),
            listeners: byId(
              mapKnown(
                listenersOf.get(head.arn) as Known<readonly Omit<Listener, 'tags' | 'rules' | 'attributes'>[]>,
                (each) =>
                  each.map((listener) => ({
                    ...listener,
                    tags: tagsOf.get(listener.id) ?? {},
                    rules: hasRules(listener)
                      ? mapKnown(rulesOf.get(listener.arn) as Known<readonly ListenerRule[]>, inPriority)
                      : known([]),
                    attributes: asAttributes(listenerAttributes, listener.arn),
                  })),
              ),
            ),
          })),
        ),
        targetGroups: mapKnown(groups, (all) =>
          all.map((head) => ({
            ...head,
            tags: tagsOf.get(head.id) ?? {},
            attributes: asAttributes(groupAttributes, head.arn),
            targets: mapKnown(targets.result(head.arn), sorted),
          })),
        ),
      };
    },
  };
}

/** The collector asks for the rules of these alone: other listeners have only the default action. */
export const hasRules = ({ protocol }: { readonly protocol: string }): boolean =>
  protocol === 'HTTP' || protocol === 'HTTPS';

const asAttributes = (listing: Listing<readonly [key: string, value: string]>, arn: string): Known<Attributes> =>
  mapKnown(listing.result(arn), (pairs) => Object.fromEntries(pairs.toSorted(byText)));

const inPriority = (rules: readonly ListenerRule[]): readonly ListenerRule[] => [
  ...new Map(
    rules
      .filter(({ priority }) => Number.isFinite(priority))
      .toSorted((a, b) => a.priority - b.priority || (a.arn < b.arn ? -1 : 1))
      .map((rule) => [rule.arn, rule]),
  ).values(),
];

/** Targets have no id of their own: one machine may be registered on several ports. */
const sorted = <T extends { readonly id: string; readonly port?: number }>(targets: readonly T[]): readonly T[] => [
  ...new Map(
    targets
      .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : (a.port ?? 0) - (b.port ?? 0)))
      .map((target) => [`${target.id} ${target.port}`, target]),
  ).values(),
];

const byText = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : a > b ? 1 : 0);

/** The tags that were read; a resource whose tags were not has none to show, and no verdict hangs on them. */
export const tagsById = (
  descriptions: Known<readonly { readonly id: string; readonly tags: Readonly<Record<string, string>> }[]>,
): ReadonlyMap<string, Readonly<Record<string, string>>> =>
  new Map(seenOf(descriptions).map(({ id, tags }) => [id, tags]));
