import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

export default defineCheck({
  id: 'aws-vpc-network-acl-in-use',
  title: 'Every network ACL filters some subnet',
  severity: 'low',
  concern: 'hygiene',
  examines: 'aws.ec2.NetworkAcl',
  why: 'An ACL without a subnet filters nothing, while its name promises that it does.',
  fix: 'Associate it with the subnets that it was made for, or delete it.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-16'],
  frameworks: ['FSBP EC2.16'],

  examine({ id, isDefault, subnetIds }, { region }) {
    if (isDefault) return notApplicable('A default ACL cannot be deleted.');
    if (subnetIds.length > 0) return pass();
    const remove = awsCommand(region, 'ec2', 'delete-network-acl', { 'network-acl-id': id });
    return fail('No subnet is associated with it.', { subnetIds }, { commands: [remove] });
  },
});
