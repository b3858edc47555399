import type { AliRegion } from '#inventory/alicloud/region.ts';
import { seenOf } from '#inventory/known.ts';
import type { AliDisorder, AliHop } from '#network/alicloud-paths.ts';
import { type Said, say, wordsOf } from '#platform/text.ts';
import { setListener } from './balancer-of.ts';
import { wafCommand } from './waf-command.ts';

/** What does not fit, and what users see of it. */
export function disorderText({ rule, pair: { outer, inner }, outerSeconds, innerSeconds }: AliDisorder): Said {
  if (rule === 'read') {
    return say`${outer.label} waits ${outerSeconds} s for an answer, but ${inner.label} behind it waits ${innerSeconds} s: a slow request ends in a 504 at ${outerSeconds} s while it is still being worked on. Let the outer hop wait at least as long as the inner one.`;
  }
  const race =
    innerSeconds === outerSeconds
      ? say`both give up at the same moment`
      : say`the listener closes them ${outerSeconds - innerSeconds} s earlier`;
  return isTooLongForClb(inner, outerSeconds)
    ? say`${outer.label} keeps idle connections for ${outerSeconds} s, and ${inner.label} behind it for ${innerSeconds} s: ${race}, so single requests fail with 502. A CLB listener goes no higher than ${CLB_IDLE_SECONDS} s: let the outer hop keep idle connections for less than the inner one. This is an engineering rule: Alibaba Cloud states no numbers for it.`
    : say`${outer.label} keeps idle connections for ${outerSeconds} s, and ${inner.label} behind it for ${innerSeconds} s: ${race}, so single requests fail with 502. Raise the idle timeout of the inner hop above ${outerSeconds} s. This is an engineering rule: Alibaba Cloud states no numbers for it.`;
}

/** The largest idle timeout of a CLB's HTTP listener. */
const CLB_IDLE_SECONDS = 60;

const isTooLongForClb = ({ label }: AliHop, outerSeconds: number): boolean =>
  wordsOf(label).startsWith('CLB ') && outerSeconds >= CLB_IDLE_SECONDS;

/** A command that looks at the website of a WAF hop, or at WAF. */
function lookAtWaf(region: AliRegion, { label }: AliHop): string {
  const domain = /^WAF \((.+)\)$/.exec(wordsOf(label))?.[1];
  const centre = seenOf(region.central.wafDomains).find(({ id }) => id === domain)?.centre;
  return domain === undefined || centre === undefined
    ? wafCommand(region, 'DescribeInstance')
    : wafCommand(region, 'DescribeDomainDetail', { centre, Domain: domain });
}

/** The command that mends it at the inner hop, where that is a listener; else one that looks. */
export function pathCommand(region: AliRegion, { rule, pair: { outer, inner }, outerSeconds }: AliDisorder): string {
  const listener = seenOf(region.listeners).find(({ id }) => wordsOf(inner.label).endsWith(` listener ${id}`));
  if (!listener) return lookAtWaf(region, inner);
  if (rule === 'idle' && isTooLongForClb(inner, outerSeconds)) return lookAtWaf(region, outer);
  return rule === 'read'
    ? setListener(region, listener, { RequestTimeout: outerSeconds })
    : setListener(region, listener, { IdleTimeout: Math.min(outerSeconds + 15, listener.kind === 'clb' ? 60 : 600) });
}
