import { protocolName } from '#inventory/protocols.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { unheardOpenings } from '../unheard-openings.ts';

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
    const [first] = openings;
    if (!first) return missing.length === 0 ? pass() : undecided(missing);
    const said = openings.map(({ protocol, ports }) => `${protocolName(protocol)} ${ports.toString()}`);
    return fail(
      `${first.groupIds.join(', ')} opens ${said.join(' and ')} where nothing listens.`,
      { openings: openings.map((each) => ({ ...each, ports: each.ports.intervals() })) },
      { commands },
    );
  },
});
