import { seenOf } from '#inventory/known.ts';
import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

export default defineCheck({
  id: 'aws-vpc-block-public-access-enabled',
  title: 'Block Public Access is on where a VPC is connected to the Internet',
  severity: 'low',
  concern: 'exposure',
  examines: 'aws.Region',
  why: 'It is the one switch that holds whatever anybody does to groups, routes and addresses.',
  fix: 'Turn it on, with an exclusion for each subnet that has to face the Internet.',
  sources: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-172',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html',
  ],
  frameworks: ['FSBP EC2.172'],

  examine: (_, { region }) =>
    given({ blocking: region.blockPublicAccess }, ({ blocking }) => {
      if (blocking.mode !== 'off') return pass(say`InternetGatewayBlockMode is ${blocking.mode}.`);
      const { internetGateways } = region;
      const attached = seenOf(internetGateways).flatMap(({ attachments }) => attachments.map(({ vpcId }) => vpcId));
      if (attached.length === 0)
        return internetGateways.known ? pass('No VPC needs it.') : undecided(internetGateways.missing);
      const mode = { 'internet-gateway-block-mode': 'block-ingress' };
      return fail(
        attached.length === 1
          ? say`InternetGatewayBlockMode is off, and ${sayAll(attached)} has an Internet gateway.`
          : say`InternetGatewayBlockMode is off, and ${sayAll(attached)} have an Internet gateway.`,
        { mode: blocking.mode, vpcs: attached },
        { commands: [awsCommand(region, 'ec2', 'modify-vpc-block-public-access-options', mode)] },
      );
    }),
});
