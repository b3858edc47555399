import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { setClassicAttributes } from '../balancer-attributes.ts';
import { isV2 } from '../balancing.ts';
import { awsCommand, ownersChoice } from '../command.ts';

const ENABLED = 'access_logs.s3.enabled';
const BUCKET = ownersChoice('ACCESS_LOG_BUCKET', 'set it to the name of a bucket');

export default defineCheck({
  id: 'aws-elb-access-logs-on',
  title: 'Load balancers write access logs',
  severity: 'medium',
  concern: 'detection',
  examines: 'aws.elb.LoadBalancer',
  why: 'Without them nobody can tell afterwards who asked for what, or why a request was slow or refused.',
  fix: 'Turn access logs on, to a bucket that the balancer may write to.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5'],
  frameworks: ['FSBP ELB.5'],

  examine(balancer, { region }) {
    if (!isV2(balancer)) {
      return given({ attributes: balancer.attributes }, ({ attributes: { accessLog } }) => {
        if (accessLog) return pass();
        const settings = { AccessLog: { Enabled: true, S3BucketName: 'ACCESS_LOG_BUCKET', EmitInterval: 60 } };
        const on = setClassicAttributes(region, balancer, settings).replace('ACCESS_LOG_BUCKET', `'${BUCKET}'`);
        return fail('AccessLog is off.', { accessLog }, { commands: [on] });
      });
    }
    if (balancer.type !== 'application')
      return notApplicable('Only application and classic balancers log every request.');
    return given({ attributes: balancer.attributes }, ({ attributes }) => {
      if (attributes[ENABLED] === 'true') return pass();
      // Both at once: logs are not turned on without a bucket.
      const on = awsCommand(region, 'elbv2', 'modify-load-balancer-attributes', {
        'load-balancer-arn': balancer.arn,
        attributes: [`Key=${ENABLED},Value=true`, 'Key=access_logs.s3.bucket,Value=ACCESS_LOG_BUCKET'],
      }).replace('ACCESS_LOG_BUCKET', BUCKET);
      return fail(say`${ENABLED} is ${attributes[ENABLED] ?? 'false'}.`, { [ENABLED]: false }, { commands: [on] });
    });
  },
});
