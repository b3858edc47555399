import type { AliListener, Balancing, Persistence } from '#inventory/alicloud/balancing.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import type { Outcome } from '../outcome.ts';
import { setListener } from './balancer-of.ts';
import { aliyunCommand } from './command.ts';

/** Persistence for people: `session persistence by source address for 1000 s`. */
export function persistenceText(persistence: Exclude<Persistence, { kind: 'none' }>): string {
  if (persistence.kind === 'source-address') {
    return `session persistence by source address${persistence.seconds === undefined ? '' : ` for ${persistence.seconds} s`}`;
  }
  return persistence.cookie === 'server'
    ? 'session persistence by the server’s own cookie'
    : `session persistence by cookie${persistence.seconds === undefined ? '' : ` for ${persistence.seconds} s`}`;
}

/** The text as the beginning of a sentence. */
export const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

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
