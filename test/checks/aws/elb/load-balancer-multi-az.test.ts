import check from '#checks/aws/elb/load-balancer-multi-az.ts';
import { aClassicBalancer, anAlb } from '../../../support/a-load-balancer.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { 'two zones': anAlb(), 'a classic balancer in two zones': aClassicBalancer() },
  fails: {
    'one zone': [anAlb({ zones: [{ name: 'eu-west-1a', addresses: [] }] }), 'Stands in eu-west-1a only.'],
    'a classic balancer in one zone': [
      aClassicBalancer({ availabilityZones: ['eu-west-1b'] }),
      'Stands in eu-west-1b only.',
    ],
  },
});
