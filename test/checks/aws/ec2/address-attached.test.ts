import check from '#checks/aws/ec2/address-attached.ts';
import { known, unknown } from '#inventory/known.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { anAddress, anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const loose = { associationId: undefined, instanceId: undefined, interfaceId: undefined, privateIp: undefined };
const onInterface = anAddress({ instanceId: undefined });

testCheck(check, {
  passes: {
    'an instance has it': anAddress(),
    'a service holds it': anAddress({ ...loose, serviceManaged: 'nlb' }),
    'an attached interface has it': [onInterface, anEmptyAwsRegion({ networkInterfaces: known([anInterface()]) })],
    'an interface of another account has it': [onInterface, anEmptyAwsRegion()],
  },
  fails: {
    'nothing has it': [anAddress(loose), '52.0.0.10 is attached to nothing.'],
    'an interface has it that nothing has': [
      onInterface,
      '52.0.0.10 belongs to eni-1, which is attached to nothing.',
      anEmptyAwsRegion({ networkInterfaces: known([anInterface({ status: 'available' })]) }),
    ],
  },
  unknown: {
    'interfaces could not be read': [
      onInterface,
      'ec2:DescribeNetworkInterfaces: UnauthorizedOperation',
      anEmptyAwsRegion({ networkInterfaces: unknown(denied('ec2:DescribeNetworkInterfaces')) }),
    ],
  },
});
