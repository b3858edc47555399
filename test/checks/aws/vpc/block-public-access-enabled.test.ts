import check from '#checks/aws/vpc/block-public-access-enabled.ts';
import { known, unknown } from '#inventory/known.ts';
import { anInternetGateway } from '../../../support/a-vpc.ts';
import { anAwsRegion, anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const region = { id: 'eu-west-1' };

testCheck(check, {
  passes: {
    'both directions are blocked': [region, anAwsRegion({ blockPublicAccess: known({ mode: 'block-bidirectional' }) })],
    'ingress is blocked': [region, anAwsRegion({ blockPublicAccess: known({ mode: 'block-ingress' }) })],
    'no VPC has a gateway': [
      region,
      anEmptyAwsRegion({ internetGateways: known([anInternetGateway({ attachments: [] })]) }),
    ],
  },
  fails: {
    'off, and a VPC has a gateway': [
      region,
      'InternetGatewayBlockMode is off, and vpc-1 has an Internet gateway.',
      anAwsRegion(),
    ],
  },
  unknown: {
    'the mode could not be read': [
      region,
      'ec2:DescribeVpcBlockPublicAccessOptions: UnauthorizedOperation',
      anAwsRegion({ blockPublicAccess: unknown(denied('ec2:DescribeVpcBlockPublicAccessOptions')) }),
    ],
    'gateways could not be read': [
      region,
      'ec2:DescribeInternetGateways: UnauthorizedOperation',
      anAwsRegion({ internetGateways: unknown(denied('ec2:DescribeInternetGateways')) }),
    ],
  },
});
