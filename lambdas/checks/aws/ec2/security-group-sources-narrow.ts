import { seenOf } from '#inventory/known.ts';
import { isWorld } from '#network/internet.ts';
import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass, undecided } from '../../outcome.ts';
import { asLatent } from '../reached-now.ts';
import { describeRules, revoke } from '../rules.ts';
import { certainAddresses } from '../rules-behind.ts';
import { wideSources } from '../wide-sources.ts';

export default defineCheck({
  id: 'aws-ec2-security-group-sources-narrow',
  title: 'Security groups admit no wide public range short of the world',
  severity: 'low',
  concern: 'exposure',
  examines: 'aws.ec2.SecurityGroup',
  why: "A range this wide is a provider's or a country's, not a partner's: mostly strangers are in it.",
  fix: 'Name the networks that need it: at most a /16 (IPv4) or a /32 (IPv6) each.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],

  examine(group, { region }) {
    const { must, may, missing } = wideSources(group, region);
    if (must.length === 0) return may.length === 0 ? pass() : undecided(missing);
    const rules = seenOf(group.rules).filter(({ direction, peer }) => {
      const admitted = must.map((wide) => ({ wide, own: certainAddresses(peer, region, wide.family) }));
      return direction === 'ingress' && admitted.some(({ wide, own }) => own.overlaps(wide) && !isWorld(own));
    });
    const cidrs = must.flatMap((wide) => wide.cidrs());
    const named = cidrs.length > 4 ? say`${sayAll(cidrs.slice(0, 3))} and ${cidrs.length - 3} more` : sayAll(cidrs);
    const message = say`Admits ${named}: ${describeRules(rules)}.`;
    const outcome = fail(message, { sources: cidrs, rules }, { commands: revoke(region, group, rules) });
    return asLatent(outcome, 'low', group, region);
  },
});
