import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass, undecided } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-ecs-instance-requires-hardened-metadata',
  title: 'Machines answer metadata requests only with a token',
  severity: 'high',
  concern: 'hygiene',
  examines: 'alicloud.ecs.Instance',
  why: 'Without a token, any hole that makes the machine fetch an address hands out the keys of its RAM role.',
  fix: 'Set HttpTokens to required, after the software on the machine has learnt to fetch a token first.',
  sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata'],

  examine(instance, { region }) {
    const { httpEndpoint, httpTokens } = instance.metadata;
    if (httpEndpoint === 'disabled') return pass('The metadata service is off.');
    if (httpTokens === 'required') return pass();
    if (httpTokens === undefined) {
      return undecided([
        {
          call: 'ecs:DescribeInstances',
          code: 'Malformed',
          message: `the answer about ${instance.id} has no MetadataOptions`,
        },
      ]);
    }
    return fail(
      say`HttpTokens is ${httpTokens}: metadata is given without a token.`,
      { httpTokens },
      {
        commands: [
          aliyunCommand(region, 'ecs', 'ModifyInstanceMetadataOptions', {
            InstanceId: instance.id,
            HttpEndpoint: 'enabled',
            HttpTokens: 'required',
          }),
        ],
      },
    );
  },
});
