import type { ClassicLoadBalancer } from '#inventory/aws/elb.ts';
import type { Listener, ListenerAction, TargetGroup } from '#inventory/aws/elbv2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import type { Tagged } from '#inventory/aws/tagged.ts';
import { allKnown, type Known, known, mapKnown, seenOf, unknown } from '#inventory/known.ts';
import { secondsOf } from './balancer-attributes.ts';
import { listenersOf } from './balancing.ts';

/** One way in which clients are bound to a server. */
export interface Binding {
  /** `lb_cookie`, `app_cookie`, `source_ip`, `target group` (a weighted forward's choice), … */
  readonly by: string;
  /** Absent where it ends with the browser session, or with the flow. */
  readonly seconds?: number;
  /** Tells bindings of one place apart: a policy's or a rule's name. */
  readonly place: string;
}

/** A place where persistence can be set: a target group, a listener's forward actions, or a classic balancer. */
export interface Persistence extends Tagged {
  readonly arn?: string;
  /** As reports name it. */
  readonly type: 'target-group' | 'listener' | 'clb';
  readonly bindings: Known<readonly Binding[]>;
}

/** The platform's default for cookies. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html */
const DEFAULT_COOKIE_SECONDS = 86_400;

/** Every place of a region where persistence can be set. */
export function persistencesOf(region: AwsRegion): Known<readonly Persistence[]> {
  const listeners = listenersOf(region);
  const places = [
    ...seenOf(region.targetGroups).map(ofTargetGroup),
    ...seenOf(listeners).flatMap(({ arn, listener, ...rest }) =>
      arn === undefined ? [] : [{ ...tagged(rest), arn, type: 'listener' as const, bindings: ofListener(listener) }],
    ),
    ...seenOf(region.classicLoadBalancers).map(ofClassic),
  ];
  const missing = [region.targetGroups, listeners, region.classicLoadBalancers].flatMap((list) =>
    list.known ? [] : list.missing,
  );
  return missing.length === 0 ? known(places) : unknown(missing, places);
}

const tagged = ({ id, name, tags }: Tagged): Tagged => ({ id, tags, ...(name === undefined ? {} : { name }) });

const ofTargetGroup = (group: TargetGroup): Persistence => ({
  ...tagged(group),
  arn: group.arn,
  type: 'target-group',
  bindings: mapKnown(group.attributes, (attributes) => {
    if (attributes['stickiness.enabled'] !== 'true') return [];
    const by = attributes['stickiness.type'] ?? 'lb_cookie';
    const seconds = by.endsWith('cookie')
      ? { seconds: secondsOf(attributes, `stickiness.${by}.duration_seconds`, DEFAULT_COOKIE_SECONDS) }
      : {};
    return [{ by, place: by, ...seconds }];
  }),
});

function ofListener({ defaultActions, rules }: Listener): Known<readonly Binding[]> {
  const bindings = (actions: readonly ListenerAction[], place: string): readonly Binding[] =>
    actions.flatMap(({ stickiness }) =>
      stickiness?.enabled
        ? [{ by: 'target group', place, seconds: stickiness.durationSeconds ?? DEFAULT_COOKIE_SECONDS }]
        : [],
    );
  const unread = seenOf(rules).flatMap(({ actions }) => (actions.known ? [] : actions.missing));
  if (unread.length > 0) return unknown(unread);
  return mapKnown(allKnown({ defaultActions, rules }), (read) => [
    ...bindings(read.defaultActions, 'default'),
    ...read.rules.flatMap(({ arn, actions }) => bindings(seenOf(actions), arn)),
  ]);
}

/** Policies that no listener names bind nobody. */
const ofClassic = (balancer: ClassicLoadBalancer): Persistence => ({
  ...tagged(balancer),
  type: 'clb',
  bindings: mapKnown(balancer.listeners, (listeners) => {
    const used = new Set(listeners.flatMap(({ policyNames }) => policyNames));
    return [
      ...balancer.cookieStickiness.map(({ policyName, expirationSeconds }) => ({
        by: 'lb_cookie',
        place: policyName,
        ...(expirationSeconds === undefined ? {} : { seconds: expirationSeconds }),
      })),
      ...balancer.appCookieStickiness.map(({ policyName }) => ({ by: 'app_cookie', place: policyName })),
    ].filter(({ place }) => used.has(place));
  }),
});
