import { type AwsRegion, AwsRegionBuilder } from '../../../lambdas/inventory/aws/region.ts';
import { Estate } from '../../../lambdas/network/estate.ts';
import { blockPublicAccessHop } from '../../../lambdas/network/gates/block-public-access.ts';
import type { RecordedCall } from '../../../lambdas/snapshot/recorded-call.ts';
import { aNetwork, aSubnet, callsOf, DENIED, type Json } from '../../support/network-estate.ts';

const OPTIONS = 'ec2:DescribeVpcBlockPublicAccessOptions';
const EXCLUSIONS = 'ec2:DescribeVpcBlockPublicAccessExclusions';

const mode = (value: string): RecordedCall => ({
  call: OPTIONS,
  request: {},
  response: { VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: value } },
});
const excluding = (changes: Json = {}): RecordedCall => ({
  call: EXCLUSIONS,
  request: {},
  response: {
    VpcBlockPublicAccessExclusions: [
      {
        ExclusionId: 'vpcbpa-exclude-1',
        InternetGatewayExclusionMode: 'allow-bidirectional',
        ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
        State: 'create-complete',
        ...changes,
      },
    ],
  },
});
const noExclusions: RecordedCall = { call: EXCLUSIONS, request: {}, response: { VpcBlockPublicAccessExclusions: [] } };
const denied = (call: string): RecordedCall => ({ call, request: {}, error: DENIED });

/** The hop of a plain dump with these answers about Block Public Access, and what DescribeSubnets says of the subnet. */
function hop(calls: readonly RecordedCall[], subnetSays?: string): string {
  const states = subnetSays === undefined ? {} : { BlockPublicAccessStates: { InternetGatewayBlockMode: subnetSays } };
  const rest = callsOf(aNetwork({ subnets: [aSubnet(states)] })).filter(
    ({ call }) => call !== OPTIONS && call !== EXCLUSIONS,
  );
  const region = dump([...rest, ...calls]);
  const estate = new Estate(region);
  const subnet = estate.subnet('subnet-1');
  if (!subnet.known) throw new Error('the subnet is there');
  const { verdict, rule, reasons = [] } = blockPublicAccessHop(estate, subnet.value);
  return [verdict, rule, ...reasons.map(({ call }) => call)].filter(Boolean).join(' ');
}

function dump(calls: readonly RecordedCall[]): AwsRegion {
  const builder = new AwsRegionBuilder({ provider: 'aws', account: '111122223333', region: 'eu-west-1' }, 'cli-dump');
  for (const call of calls) builder.add(call);
  return builder.build();
}

test.each<[what: string, calls: readonly RecordedCall[], subnetSays: string | undefined, expected: string]>([
  ['off', [mode('off')], undefined, 'pass'],
  ['on, both ways', [mode('block-bidirectional'), noExclusions], undefined, 'fail block-bidirectional'],
  ['on, inbound', [mode('block-ingress'), noExclusions], undefined, 'fail block-ingress'],
  ['on, the subnet excluded', [mode('block-bidirectional'), excluding()], undefined, 'pass vpcbpa-exclude-1'],
  [
    'on, excluded for egress alone',
    [mode('block-bidirectional'), excluding({ InternetGatewayExclusionMode: 'allow-egress' })],
    undefined,
    'fail block-bidirectional',
  ],
  [
    'on, the exclusion deleted',
    [mode('block-bidirectional'), excluding({ State: 'delete-complete' })],
    undefined,
    'fail block-bidirectional',
  ],
  [
    'on, another subnet of the VPC excluded',
    [mode('block-bidirectional'), excluding({ ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-2' })],
    undefined,
    'fail block-bidirectional',
  ],
  [
    'on, the VPC excluded',
    [mode('block-ingress'), excluding({ ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1' })],
    undefined,
    'pass vpcbpa-exclude-1',
  ],
  [
    'on, another VPC excluded',
    [mode('block-ingress'), excluding({ ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-2' })],
    undefined,
    'fail block-ingress',
  ],
  ['no file tells, as in older dumps', [], undefined, 'pass'],
  ['no file tells, but the subnet does', [], 'block-bidirectional', 'fail block-bidirectional'],
  ['denied', [denied(OPTIONS)], undefined, `unknown ${OPTIONS}`],
  ['denied, but the subnet tells', [denied(OPTIONS)], 'off', 'pass'],
  [
    'on, and no file of exclusions: taken as none',
    [mode('block-bidirectional')],
    undefined,
    'fail block-bidirectional',
  ],
  ['on, no file of exclusions, but the subnet tells', [mode('block-bidirectional')], 'off', 'pass'],
  ['on, exclusions denied', [mode('block-bidirectional'), denied(EXCLUSIONS)], undefined, `unknown ${EXCLUSIONS}`],
])('Block Public Access: %s', (_, calls, subnetSays, expected) => expect(hop(calls, subnetSays)).toBe(expected));
