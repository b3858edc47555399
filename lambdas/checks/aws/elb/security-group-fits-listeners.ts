import { protocolName } from '#inventory/protocols.ts';
import { portsText } from '#network/ports-text.ts';
import { type Said, say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { type UnheardOpening, unheardOpenings } from '../unheard-openings.ts';

export default defineCheck({
  id: 'aws-elb-security-group-fits-listeners',
  title: 'Load balancers’ groups open no port without a listener',
  severity: 'low',
  concern: 'exposure',
  examines: 'aws.elb.LoadBalancer',
  why: 'Whoever adds a listener later offers it to everybody the forgotten rule admits.',
  fix: 'Narrow the rules to the ports that the balancer listens on.',
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
  ],

  examine(balancer, { region }) {
    if (balancer.securityGroupIds.length === 0) return notApplicable('It has no security group.');
    const { openings, missing, commands } = unheardOpenings(balancer, region);
    const [first, second] = openings;
    if (!first) return missing.length === 0 ? pass() : undecided(missing);
    return fail(
      unheardText(first, second),
      { openings: openings.map((each) => ({ ...each, ports: each.ports.intervals() })) },
      { commands },
    );
  },
});

function unheardText({ groupIds, protocol, ports }: UnheardOpening, other: UnheardOpening | undefined): Said {
  const [groups, name, open] = [sayAll(groupIds), protocolName(protocol), portsText(ports)];
  return other
    ? say`${groups} opens ${name} ${open} and ${protocolName(other.protocol)} ${portsText(other.ports)} where nothing listens.`
    : say`${groups} opens ${name} ${open} where nothing listens.`;
}
