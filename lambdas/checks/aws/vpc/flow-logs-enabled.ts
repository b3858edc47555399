import type { FlowLog } from '#inventory/aws/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import { type Said, say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass, undecided } from '../../outcome.ts';
import { awsCommand, ownersChoice } from '../command.ts';

export default defineCheck({
  id: 'aws-vpc-flow-logs-enabled',
  title: 'VPC flow logs are on and delivered',
  severity: 'medium',
  concern: 'detection',
  examines: 'aws.ec2.Vpc',
  why: 'Without flow logs nobody can tell afterwards who talked to a host that was broken into, or what it attacked.',
  fix: 'Create a flow log for the VPC, with a destination that it may write to.',
  sources: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6',
    'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
  ],
  frameworks: ['FSBP EC2.6', 'CIS-A-5.0 3.7', 'CIS-A-6.0 4.7'],

  examine(vpc, { region }) {
    const logs = seenOf(region.flowLogs).filter(({ resourceId }) => resourceId === vpc.id);
    const working = logs.find((log) => troubleOf(log) === undefined);
    if (working) return pass(say`${working.id} records it.`, { flowLog: working.id });
    if (!region.flowLogs.known) return undecided(region.flowLogs.missing);
    const message = (logs[0] && troubleOf(logs[0])) ?? say`No flow log records its traffic.`;
    return fail(message, { flowLogs: logs }, { commands: [`${create(region, vpc.id)} ${DESTINATION}`] });
  },
});

/** What keeps a flow log from recording anything. */
function troubleOf({ id, status, deliverStatus, deliverError }: FlowLog): Said | undefined {
  if (deliverStatus === 'FAILED')
    return say`Flow log ${id} delivers nothing (${deliverError ?? say`DeliverLogsStatus is FAILED`}).`;
  return status === 'ACTIVE'
    ? undefined
    : say`Flow log ${id} is not active (FlowLogStatus is ${status ?? say`not given`}).`;
}

const create = (region: { readonly region: string }, vpcId: string): string =>
  awsCommand(region, 'ec2', 'create-flow-logs', {
    'resource-type': 'VPC',
    'resource-ids': vpcId,
    'traffic-type': 'ALL',
    'log-destination-type': 's3',
  });

const DESTINATION = `--log-destination ${ownersChoice('FLOW_LOG_BUCKET_ARN', 'set it to the ARN of a bucket')}`;
