import { type NetworkInterface, publicInstanceOf } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import { distinctCalls } from '#network/certainty.ts';
import { say, type Text, wordsOf } from '#platform/text.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import type { CheckContext } from '../check.ts';
import { describeAnomaly, outboundAnomalies } from './outbound-traffic.ts';
import { withId } from './with-id.ts';

/** Something that says that a host is attacked, or attacks others. */
export interface Sign {
  readonly source: 'guardduty' | 'notice' | 'health' | 'traffic';
  /** A clause: `GuardDuty says …`. */
  readonly what: Text;
  /** A finding's or an event's ARN, a notice's case. */
  readonly id?: string;
}

/** Every sign about an interface, its machine or its addresses, and the calls that could tell of more. */
export function attacksOn(
  nic: NetworkInterface,
  { region, policy, notices }: CheckContext<AwsRegion>,
): { readonly signs: readonly Sign[]; readonly missing: readonly MissingCall[] } {
  const own = ownNames(nic);
  const findings = seenOf(region.guardDutyFindings)
    .filter(({ sample, archived }) => !sample && !archived)
    .filter(({ instanceId, interfaceIds }) => [instanceId, ...interfaceIds].some((id) => own.has(id ?? '')))
    .sort((a, b) => b.severity - a.severity)
    .map(
      ({ arn, type, severity }): Sign => ({
        source: 'guardduty',
        what: say`GuardDuty says ${type} (severity ${severity})`,
        id: arn,
      }),
    );
  const kept = seenOf(notices)
    .filter(({ kind, resourceIds }) => kind === 'abuse' && resourceIds.some((id) => own.has(id)))
    .map(
      ({ code, caseId, arn }): Sign => ({ source: 'notice', what: say`the notice ${code} is open`, id: arn ?? caseId }),
    );
  const health = region.global.healthNotices;
  const events = (health.known ? health.value.events : (health.seen?.events ?? []))
    .filter(({ service, typeCode }) => service === 'ABUSE' || typeCode.startsWith('AWS_ABUSE_'))
    .filter(({ status, affected }) => status !== 'closed' && seenOf(affected).some((id) => own.has(id)))
    .map(({ arn, typeCode }): Sign => ({ source: 'health', what: say`AWS Health has ${typeCode} open`, id: arn }));
  const traffic = withId(region.outboundTraffic, publicInstanceOf(nic));
  const anomalies = (traffic && outboundAnomalies(traffic, policy.outbound.factor)) ?? [];
  const unusual = anomalies.map((each): Sign => ({ source: 'traffic', what: describeAnomaly(each) }));
  const facts = [region.guardDutyFindings, health, region.outboundTraffic];
  return {
    signs: [...findings, ...kept, ...events.filter(({ id }) => kept.every((each) => each.id !== id)), ...unusual],
    missing: distinctCalls(facts.flatMap((fact) => (fact.known ? [] : fact.missing))),
  };
}

/** What others call an interface: its id, its machine's, and its addresses. */
function ownNames({ id, attachment, addresses, ipv6Addresses }: NetworkInterface): ReadonlySet<string> {
  const ips = addresses.flatMap(({ privateIp, publicIp }) => [privateIp, publicIp]);
  return new Set([id, attachment?.instanceId, ...ips, ...ipv6Addresses].filter((name) => name !== undefined));
}

/** All signs in one line, each once: a port scan that was seen thirty times is one thing to say. */
export function signsText(signs: readonly Pick<Sign, 'what'>[]): Text {
  const times = new Map<string, { readonly what: Text; readonly count: number }>();
  for (const { what } of signs) {
    const words = wordsOf(what);
    times.set(words, { what, count: (times.get(words)?.count ?? 0) + 1 });
  }
  const clauses = [...times.values()].map(({ what, count }) => (count > 1 ? say`${what} ${count} times` : what));
  const [first = '', ...others] = clauses;
  return others.reduce<Text>((before, clause) => say`${before}; and ${clause}`, first);
}

/** A sign as evidence. */
export const signEvidence = ({ what, ...sign }: Sign): object => ({ ...sign, what: wordsOf(what) });
