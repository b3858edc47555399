import { publicInstanceOf } from '#inventory/aws/ec2.ts';
import { say } from '#platform/text.ts';
import { NOT_READ, unanswered } from '#snapshot/recorded-call.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';
import { isolateInterface } from '../isolate.ts';
import { describeAnomaly, outboundAnomalies } from '../outbound-traffic.ts';
import { withId } from '../with-id.ts';

export default defineCheck({
  id: 'aws-ec2-interface-outbound-traffic-normal',
  title: 'Hosts with a public address send as much as they are used to',
  severity: 'high',
  concern: 'detection',
  examines: 'aws.ec2.NetworkInterface',
  why: 'A host that suddenly floods others was mostly taken over, and AWS cuts it off after the first complaint.',
  fix: 'Find out what it sends and to whom (flow logs); if nobody can tell, isolate the host.',
  sources: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html'],

  examine(nic, { region, policy }) {
    const instanceId = publicInstanceOf(nic);
    if (instanceId === undefined) return notApplicable('No instance sends from a public address here.');
    const { state = 'running' } = withId(region.instances, instanceId) ?? {};
    if (state !== 'running') return notApplicable('The instance is not running.');
    const { outboundTraffic } = region;
    const traffic = withId(outboundTraffic, instanceId);
    if (!traffic) {
      const why = say`no metric of ${instanceId} was read`;
      return undecided(
        outboundTraffic.known ? [unanswered('cloudwatch:GetMetricData', NOT_READ, why)] : outboundTraffic.missing,
      );
    }
    const anomalies = outboundAnomalies(traffic, policy.outbound.factor);
    if (!anomalies) return notApplicable('The host is too young to tell what it is used to.');
    const [first] = anomalies;
    if (!first) return pass();
    const logs = awsCommand(region, 'ec2', 'describe-flow-logs', {
      filter: `Name=resource-id,Values=${nic.vpcId},${nic.subnetId},${nic.id}`,
    });
    return fail(
      say`${instanceId}: ${describeAnomaly(first)}.`,
      { instance: instanceId, anomalies },
      { commands: [logs, isolateInterface(region, nic.id)] },
    );
  },
});
