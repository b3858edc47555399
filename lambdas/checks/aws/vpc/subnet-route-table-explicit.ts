import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { NOT_READ, unanswered } from '#snapshot/recorded-call.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

export default defineCheck({
  id: 'aws-vpc-subnet-route-table-explicit',
  title: 'Every subnet has a route table of its own choice',
  severity: 'info',
  concern: 'hygiene',
  examines: 'aws.ec2.Subnet',
  why: 'A subnet that falls back on the main table changes its routes whenever somebody changes that one.',
  fix: 'Associate the subnet with the table that it is meant to use.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html'],

  examine(subnet, { region }) {
    const tables = seenOf(region.routeTables);
    if (tables.some(({ subnetIds }) => subnetIds.includes(subnet.id))) return pass();
    if (!region.routeTables.known) return undecided(region.routeTables.missing);
    const main = tables.find((table) => table.main && table.vpcId === subnet.vpcId);
    if (!main) {
      // The tables of a VPC that another account shares with us are its own.
      const why = say`the route tables of ${subnet.vpcId} belong to another account`;
      return undecided([unanswered('ec2:DescribeRouteTables', NOT_READ, why)]);
    }
    const associate = { 'subnet-id': subnet.id, 'route-table-id': main.id };
    return fail(
      say`Falls back on the main route table, ${main.id}.`,
      { mainRouteTable: main.id },
      { commands: [awsCommand(region, 'ec2', 'associate-route-table', associate)] },
    );
  },
});
