import { type Partition, partitionOf } from '#inventory/aws/partition.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import { awsCommand } from './command.ts';
import { isolateInstance, isolateInterface } from './isolate.ts';

/** The API of AWS Health has one place in each partition. @see https://docs.aws.amazon.com/health/latest/ug/health-api.html */
const HEALTH: Readonly<Record<Partition, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-northwest-1',
  'aws-us-gov': 'us-gov-west-1',
};

/**
 * Commands that show an abuse notice and isolate the machines that it names. The notice itself is answered in the console:
 * no command does that.
 */
export function containNamed({
  arn,
  place = GLOBAL_REGION,
  resources,
}: {
  readonly arn?: string;
  readonly place?: string;
  readonly resources: readonly string[];
}): readonly string[] {
  const health = { region: HEALTH[partitionOf(place)] };
  const look =
    arn === undefined
      ? awsCommand(health, 'health', 'describe-events', { filter: 'services=ABUSE,eventStatusCodes=open' })
      : awsCommand(health, 'health', 'describe-event-details', { 'event-arns': [arn] });
  const isolate = resources.flatMap((id) => {
    if (/^i-[0-9a-z]+$/.test(id)) return isolateInstance({ region: place }, id);
    return /^eni-[0-9a-z]+$/.test(id) ? isolateInterface({ region: place }, id) : [];
  });
  return [look, ...isolate];
}
