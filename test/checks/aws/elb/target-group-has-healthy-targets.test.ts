import check from '#checks/aws/elb/target-group-has-healthy-targets.ts';
import { known, unknown } from '#inventory/known.ts';
import { aClassicBalancer, aTargetGroup } from '../../../support/a-load-balancer.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const withTargets = (...targets: readonly (readonly [state: string, reason?: string])[]) =>
  aTargetGroup({ targets: known(targets.map(([state, reason], index) => ({ id: `i-${index}`, state, reason }))) });

testCheck(check, {
  passes: {
    'one is healthy': withTargets(['healthy'], ['unhealthy', 'Target.Timeout']),
    'a classic balancer': aClassicBalancer(),
  },
  fails: {
    'none is healthy': [
      withTargets(
        ['unhealthy', 'Target.Timeout'],
        ['unhealthy', 'Target.Timeout'],
        ['draining', 'Target.DeregistrationInProgress'],
      ),
      'None of 3 is healthy: Target.DeregistrationInProgress (1), Target.Timeout (2).',
    ],
    'none is registered': [withTargets(), 'No target is registered.'],
    'a classic balancer': [
      aClassicBalancer({ instanceHealth: known([{ instanceId: 'i-1', state: 'OutOfService', reason: 'Instance' }]) }),
      'None of 1 is healthy: Instance (1).',
    ],
  },
  unknown: {
    'health could not be read': [
      aTargetGroup({ targets: unknown(denied('elbv2:DescribeTargetHealth')) }),
      'elbv2:DescribeTargetHealth: UnauthorizedOperation',
    ],
    'health of a classic balancer could not be read': [
      aClassicBalancer({ instanceHealth: unknown(denied('elb:DescribeInstanceHealth')) }),
      'elb:DescribeInstanceHealth: UnauthorizedOperation',
    ],
  },
  notApplicable: {
    'no balancer uses it': aTargetGroup({ loadBalancerArns: [] }),
    'still registering': withTargets(['initial', 'Elb.RegistrationInProgress']),
    'a function that nobody checks': aTargetGroup({ targetType: 'lambda', healthCheck: { enabled: false } }),
  },
});
