import check from '#checks/aws/guardduty/detector-enabled.ts';
import { known, unknown } from '#inventory/known.ts';
import { aDetector } from '../../../support/a-detector.ts';
import { aVpc } from '../../../support/a-vpc.ts';
import { anAwsRegion, anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const region = { id: 'eu-west-1' };

testCheck(check, {
  passes: {
    'a detector is enabled': [region, anAwsRegion()],
    'a detector is enabled where nothing else is': [region, anEmptyAwsRegion({ detectors: known([aDetector()]) })],
  },
  fails: {
    'no detector in a region with an interface': [
      region,
      'The region has no detector.',
      anAwsRegion({ detectors: known([]), vpcs: unknown(denied('ec2:DescribeVpcs')) }),
    ],
    'no detector in a region with a VPC of ours': [
      region,
      'The region has no detector.',
      anEmptyAwsRegion({ vpcs: known([aVpc()]), networkInterfaces: unknown(denied('ec2:DescribeNetworkInterfaces')) }),
    ],
    'the detector is suspended': [
      region,
      'Detector 12abc34d567e8fa901bc2d34e56789f0 is suspended.',
      anAwsRegion({ detectors: known([aDetector({ status: 'DISABLED' })]) }),
    ],
  },
  unknown: {
    'detectors could not be listed': [
      region,
      'guardduty:ListDetectors: UnauthorizedOperation',
      anAwsRegion({ detectors: unknown(denied('guardduty:ListDetectors')) }),
    ],
    'whether the region is in use could not be read': [
      region,
      'ec2:DescribeVpcs: UnauthorizedOperation',
      anEmptyAwsRegion({ vpcs: unknown(denied('ec2:DescribeVpcs')) }),
    ],
  },
  notApplicable: {
    'an untouched default VPC': [region, anEmptyAwsRegion({ vpcs: known([aVpc({ isDefault: true })]) })],
  },
});
