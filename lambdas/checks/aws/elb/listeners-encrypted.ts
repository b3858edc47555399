import { say, wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { awsCommand } from '../command.ts';
import { leftInClear, redirectAll } from '../left-in-clear.ts';

export default defineCheck({
  id: 'aws-elb-listeners-encrypted',
  title: 'Listeners encrypt, or send to one that does',
  severity: 'medium',
  concern: 'exposure',
  examines: 'aws.elb.Listener',
  why: 'Whoever is on the way reads and changes what is sent in clear: passwords, sessions, downloads.',
  fix: 'Redirect HTTP to HTTPS, and let an HTTPS or TLS listener do the work.',
  sources: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-3',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-18',
  ],
  frameworks: ['FSBP ELB.1', 'FSBP ELB.3', 'FSBP ELB.18'],

  examine({ arn, listener, balancer }, { region }) {
    const { protocol } = listener;
    if (['HTTPS', 'TLS', 'SSL', 'QUIC', 'TCP_QUIC'].includes(protocol)) return pass();
    if (protocol !== 'HTTP')
      return notApplicable(say`What a ${protocol} listener passes on may be encrypted end to end.`);
    if (arn === undefined) {
      const port = { 'load-balancer-name': balancer.name, 'load-balancer-ports': listener.port };
      const commands = [awsCommand(region, 'elb', 'delete-load-balancer-listeners', port)];
      return fail(say`Listens to HTTP on port ${listener.port}.`, { protocol, port: listener.port }, { commands });
    }
    return given({ clear: leftInClear(listener) }, ({ clear }) => {
      const [first] = clear;
      if (!first) return pass('It redirects everything to HTTPS.');
      return fail(
        say`Listens to HTTP on port ${listener.port ?? '?'}, and ${first.what} does not redirect to HTTPS.`,
        { protocol, port: listener.port ?? null, clear: clear.map(({ what }) => wordsOf(what)) },
        { commands: redirectAll(region, { arn }, clear) },
      );
    });
  },
});
