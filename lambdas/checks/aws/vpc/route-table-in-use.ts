import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

export default defineCheck({
  id: 'aws-vpc-route-table-in-use',
  title: 'Every route table routes something',
  severity: 'low',
  concern: 'hygiene',
  examines: 'aws.ec2.RouteTable',
  why: 'Somebody mends a route in a table that no subnet uses, and wonders why nothing changes.',
  fix: 'Associate it with the subnets that it was made for, or delete it.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html'],

  examine({ id, main, subnetIds, gatewayIds }, { region }) {
    if (main) return notApplicable('The main table routes for every subnet without a table of its own.');
    if (subnetIds.length + gatewayIds.length > 0) return pass();
    const remove = awsCommand(region, 'ec2', 'delete-route-table', { 'route-table-id': id });
    return fail('No subnet and no gateway is associated with it.', { subnetIds, gatewayIds }, { commands: [remove] });
  },
});
