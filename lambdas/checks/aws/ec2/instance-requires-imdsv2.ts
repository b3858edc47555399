import { say } from '#platform/text.ts';
import { MALFORMED, unanswered } from '#snapshot/recorded-call.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

export default defineCheck({
  id: 'aws-ec2-instance-requires-imdsv2',
  title: 'Instances answer metadata requests with a session token only',
  severity: 'high',
  concern: 'hygiene',
  examines: 'aws.ec2.Instance',
  why: 'With IMDSv1, anybody who can make the instance fetch a URL gets the credentials of its role.',
  fix: 'Require IMDSv2 (HttpTokens), once nothing on the instance uses IMDSv1 any more (CloudWatch MetadataNoToken is 0).',
  sources: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  ],
  frameworks: ['FSBP EC2.8', 'CIS-A-5.0 5.7', 'CIS-A-6.0 6.7'],

  examine({ id, state, metadata }, { region }) {
    if (state === 'terminated' || state === 'shutting-down') return notApplicable(say`The instance is ${state}.`);
    if (metadata.httpEndpoint === 'disabled') return pass('The metadata endpoint is off.');
    if (metadata.httpTokens === 'required') return pass();
    if (metadata.httpTokens === undefined) {
      const why = say`the answer about ${id} has no MetadataOptions.HttpTokens`;
      return undecided([unanswered('ec2:DescribeInstances', MALFORMED, why)]);
    }
    return fail(
      say`HttpTokens is ${metadata.httpTokens}, so IMDSv1 answers too.`,
      { metadata },
      {
        commands: [
          awsCommand(region, 'ec2', 'modify-instance-metadata-options', {
            'instance-id': id,
            'http-tokens': 'required',
            'http-endpoint': 'enabled',
          }),
        ],
      },
    );
  },
});
