import { seenOf } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-vpc-route-table-in-use',
  title: 'Every custom route table is used',
  severity: 'low',
  concern: 'hygiene',
  examines: 'alicloud.vpc.RouteTable',
  why: 'Somebody believes that these routes hold, and they do not.',
  fix: 'Associate the table with its vSwitches, or delete it.',
  sources: ['https://www.alibabacloud.com/help/en/vpc/user-guide/route-tables'],

  examine(table, { region }) {
    if (table.type === 'system')
      return notApplicable('The system table serves every vSwitch without a table of its own.');
    const { vSwitches } = region;
    const named = seenOf(vSwitches)
      .filter(({ routeTableId }) => routeTableId === table.id)
      .map(({ id }) => id);
    const users = [...new Set([...table.vSwitchIds, ...table.gatewayIds, ...named])];
    if (users.length > 0) return pass(say`${users.length} user(s).`);
    if (!vSwitches.known) return undecided(vSwitches.missing);
    return fail(
      'No vSwitch and no gateway uses it.',
      { vpc: table.vpcId ?? null },
      { commands: [aliyunCommand(region, 'vpc', 'DeleteRouteTable', { RouteTableId: table.id })] },
    );
  },
});
