import type { AliListener, Balancing, Persistence } from '#inventory/alicloud/balancing.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { type Said, say, type Text } from '#platform/text.ts';
import type { Outcome } from '../outcome.ts';
import { setListener } from './balancer-of.ts';
import { aliyunCommand } from './command.ts';

/** Persistence for people: `session persistence by source address for 1000 s`. */
export function persistenceText(persistence: Exclude<Persistence, { kind: 'none' }>): Said {
  if (persistence.kind === 'source-address') {
    return persistence.seconds === undefined
      ? say`session persistence by source address`
      : say`session persistence by source address for ${persistence.seconds} s`;
  }
  if (persistence.cookie === 'server') return say`session persistence by the server’s own cookie`;
  return persistence.seconds === undefined
    ? say`session persistence by cookie`
    : say`session persistence by cookie for ${persistence.seconds} s`;
}

/** Where a group's settings stand, for people: `the listener`, `server group sgp-1`, `rule rule-1`. */
export function groupText({ place, id }: Pick<Balancing, 'place' | 'id'>): Said {
  if (place === 'listener') return say`the listener`;
  return place === 'rule' ? say`rule ${id}` : say`server group ${id}`;
}

/** The same as the beginning of a sentence. */
export function groupFirst({ place, id }: Pick<Balancing, 'place' | 'id'>): Said {
  if (place === 'listener') return say`The listener`;
  return place === 'rule' ? say`Rule ${id}` : say`Server group ${id}`;
}

const SCHEDULERS: Readonly<Record<string, Said>> = {
  wrr: say`wrr`,
  wlc: say`wlc`,
  rr: say`rr`,
  sch: say`sch`,
  tch: say`tch`,
  qch: say`qch`,
};

/** A scheduler by the name of the API, which a language may explain. */
export const schedulerText = (scheduler: string): Text => SCHEDULERS[scheduler] ?? scheduler;

/** The scheduler as ALB and NLB spell it. */
const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** The outcomes, or the one that holds where there are none. */
export const orElse = (outcomes: readonly Outcome[], otherwise: Outcome): readonly Outcome[] =>
  outcomes.length > 0 ? outcomes : [otherwise];

/** The command that changes how a group's work is shared: at the listener of a CLB, at the server group elsewhere. */
export function setScheduler(region: AliRegion, listener: AliListener, group: Balancing, scheduler: string): string {
  if (listener.kind !== 'clb') {
    return aliyunCommand(region, listener.kind, 'UpdateServerGroupAttribute', {
      ServerGroupId: group.id,
      Scheduler: capital(scheduler),
    });
  }
  return group.id === 'default'
    ? setListener(region, listener, { Scheduler: scheduler })
    : aliyunCommand(region, 'slb', 'SetRule', { RuleId: group.id, Scheduler: scheduler });
}
