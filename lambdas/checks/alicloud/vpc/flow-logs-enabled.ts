import { say } from '#platform/text.ts';
import { ownersChoice } from '../../aws/command.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

const createFlowLog = (region: { readonly region: string }, ResourceId: string): string =>
  aliyunCommand(region, 'vpc', 'CreateFlowLog', { ResourceType: 'VPC', ResourceId, TrafficType: 'All' });

const PROJECT = ownersChoice('LOG_PROJECT', 'set it to a project of Log Service');
const LOGSTORE = ownersChoice('LOGSTORE', 'set it to a Logstore of that project');
const DESTINATION = `--ProjectName ${PROJECT} --LogStoreName ${LOGSTORE}`;

export default defineCheck({
  id: 'alicloud-vpc-flow-logs-enabled',
  title: 'Every VPC with interfaces has a flow log (Alibaba Cloud)',
  severity: 'medium',
  concern: 'detection',
  examines: 'alicloud.vpc.Vpc',
  why: 'After an incident nobody can tell who spoke with whom.',
  fix: 'Create a flow log for the VPC and start it.',
  sources: ['https://www.alibabacloud.com/help/en/vpc/user-guide/flow-log'],
  frameworks: ['CIS-AL-2.0 3.3'],

  examine(vpc, { region }) {
    return given({ flowLogs: region.flowLogs, interfaces: region.interfaces }, ({ flowLogs, interfaces }) => {
      const used = interfaces.filter(({ vpcId }) => vpcId === vpc.id);
      if (used.length === 0) return notApplicable('No interface stands in the VPC.');
      const active = flowLogs.filter(({ status, delivers }) => status === 'active' && delivers !== false);
      const watched = (id: string | undefined): boolean => active.some(({ resourceId }) => resourceId === id);
      if (watched(vpc.id)) return pass();
      const unwatched = used.filter((nic) => !watched(nic.vSwitchId) && !watched(nic.id));
      if (unwatched.length === 0) return pass();
      return fail(
        say`No active flow log watches ${unwatched.length} of its ${used.length} interface(s).`,
        { interfaces: unwatched.map(({ id }) => id) },
        {
          commands: [`${createFlowLog(region, vpc.id)} ${DESTINATION}`],
        },
      );
    });
  },
});
