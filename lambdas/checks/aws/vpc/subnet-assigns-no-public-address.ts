import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

export default defineCheck({
  id: 'aws-vpc-subnet-assigns-no-public-address',
  title: 'Subnets assign no public address by themselves',
  severity: 'medium',
  concern: 'hygiene',
  examines: 'aws.ec2.Subnet',
  why: 'Whatever is launched there gets an address on the Internet, whether or not anybody wanted one.',
  fix: 'Turn the setting off and ask for a public address where one is needed.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15'],
  frameworks: ['FSBP EC2.15'],

  examine({ id, mapPublicIpOnLaunch, assignIpv6AddressOnCreation }, { region }) {
    const settings = { mapPublicIpOnLaunch, assignIpv6AddressOnCreation };
    const on = [
      ...(mapPublicIpOnLaunch ? [['MapPublicIpOnLaunch', 'no-map-public-ip-on-launch'] as const] : []),
      ...(assignIpv6AddressOnCreation
        ? [['AssignIpv6AddressOnCreation', 'no-assign-ipv6-address-on-creation'] as const]
        : []),
    ];
    if (on.length === 0) return pass();
    const [[first], second] = on as [(typeof on)[number], (typeof on)[number]?];
    const message = second ? say`${first} is true and ${second[0]} is true.` : say`${first} is true.`;
    return fail(message, settings, {
      commands: on.map(([, option]) =>
        awsCommand(region, 'ec2', 'modify-subnet-attribute', { 'subnet-id': id, [option]: true }),
      ),
    });
  },
});
