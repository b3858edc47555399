import check from '#checks/aws/elb/tracking-timeout-covers-idle.ts';
import { known, unknown } from '#inventory/known.ts';
import {
  aClassicBalancer,
  albAttributes,
  anAlb,
  anNlb,
  aTargetGroup,
  aTcpListener,
  classicAttributes,
  forward,
} from '../../../support/a-load-balancer.ts';
import { anEmptyAwsRegion } from '../../../support/an-aws-region.ts';
import { anInstance, anInterface } from '../../../support/an-interface.ts';
import { testCheck } from '../../../support/check-tester.ts';
import { denied } from '../../../support/missing-calls.ts';

const idle = (seconds: number, keepAlive = 3600) =>
  anAlb({
    attributes: albAttributes({
      'idle_timeout.timeout_seconds': String(seconds),
      'client_keep_alive.seconds': String(keepAlive),
    }),
  });
const before = (instanceType: string | undefined, tcpEstablished?: number) =>
  anEmptyAwsRegion({
    targetGroups: known([aTargetGroup()]),
    instances: known([anInstance({ instanceType })]),
    networkInterfaces: known([anInterface({ trackingSeconds: { tcpEstablished } })]),
  });
const said = (seconds: number, idleSeconds: number) =>
  `eni-1 forgets an idle connection after ${seconds} s, before idle_timeout.timeout_seconds of ${idleSeconds} s ends.`;

testCheck(check, {
  passes: {
    'an older instance remembers for five days': [idle(4000), before('m6i.large')],
    'Graviton4 is an older one': [idle(4000), before('m8g.large')],
    'P6e-GB200 is an exception': [idle(4000), before('p6e-gb200.36xlarge')],
    'a newer instance, and the balancer gives up sooner': [idle(60, 300), before('m8i.large')],
    'configured to remember longer': [idle(400), before('m8i.large', 4000)],
    'whatever the type is, 350 s are enough': [idle(60, 350), before(undefined)],
    'a classic balancer': [aClassicBalancer(), before('m8i.large')],
    'a network balancer forgets as soon as a newer instance does': [anNlb(), before('m8i.large')],
    'another listener of a network balancer leads elsewhere': [
      anNlb({
        listeners: known([aTcpListener(), aTcpListener(6000, { defaultActions: known([forward('arn:other')]) })]),
      }),
      {
        ...before('m8i.large'),
        targetGroups: known([aTargetGroup(), aTargetGroup({ id: 'arn:other', arn: 'arn:other', targets: known([]) })]),
      },
    ],
    'attributes of a time before the keep-alive': [
      anAlb({ attributes: known({ 'idle_timeout.timeout_seconds': '60' }) }),
      before('m8i.large'),
    ],
  },
  fails: {
    'a newer instance forgets after 350 s': [
      idle(400),
      said(350, 400),
      { region: before('c8gn.large'), severity: 'medium' },
    ],
    'another newer one': [idle(400), said(350, 400), before('r8i-flex.large')],
    'configured to forget sooner': [idle(120), said(60, 120), before('m6i.large', 60)],
    'the client keep-alive alone outlasts it, which harms less': [
      idle(60, 3600),
      'eni-1 forgets an idle connection after 350 s, before client_keep_alive.seconds of 3600 s ends.',
      { region: before('m8i.large'), severity: 'low' },
    ],
    'a classic balancer': [
      aClassicBalancer({ attributes: classicAttributes({ idleSeconds: 600 }) }),
      'eni-1 forgets an idle connection after 350 s, before IdleTimeout of 600 s ends.',
      before('m8a.large'),
    ],
    'a network balancer that was told to keep connections for longer': [
      anNlb({ listeners: known([aTcpListener(900)]) }),
      'eni-1 forgets an idle connection after 350 s, before tcp.idle_timeout.seconds of TCP 8883 of 900 s ends.',
      before('m8i.large'),
    ],
    'a TLS listener, whose 350 s are fixed': [
      anNlb({ listeners: known([aTcpListener(350, { protocol: 'TLS', attributes: known({}) })]) }),
      'eni-1 forgets an idle connection after 60 s, before tcp.idle_timeout.seconds of TLS 8883 of 350 s ends.',
      before('m6i.large', 60),
    ],
    'targets by address': [
      idle(400),
      said(60, 400),
      anEmptyAwsRegion({
        targetGroups: known([
          aTargetGroup({ targetType: 'ip', targets: known([{ id: '10.0.1.10', state: 'healthy' }]) }),
        ]),
        networkInterfaces: known([anInterface({ attachment: undefined, trackingSeconds: { tcpEstablished: 60 } })]),
      }),
    ],
  },
  unknown: {
    'attributes could not be read': [
      anAlb({ attributes: unknown(denied('elbv2:DescribeLoadBalancerAttributes')) }),
      'elbv2:DescribeLoadBalancerAttributes: UnauthorizedOperation',
    ],
    'targets could not be read': [
      anAlb(),
      'elbv2:DescribeTargetGroups: UnauthorizedOperation',
      anEmptyAwsRegion({ targetGroups: unknown(denied('elbv2:DescribeTargetGroups')) }),
    ],
    'attributes of a listener could not be read': [
      anNlb({
        listeners: known([aTcpListener(350, { attributes: unknown(denied('elbv2:DescribeListenerAttributes')) })]),
      }),
      'elbv2:DescribeListenerAttributes: UnauthorizedOperation',
      before('m8i.large'),
    ],
    'listeners could not be read': [
      anNlb({ listeners: unknown(denied('elbv2:DescribeListeners')) }),
      'elbv2:DescribeListeners: UnauthorizedOperation',
    ],
    'the default of a type that is not known yet': [idle(400), 'ec2:DescribeInstances: NotRead', before('m9i.large')],
  },
  notApplicable: {
    'a gateway balancer': anAlb({ type: 'gateway' }),
    'UDP has no connection to forget': [
      anNlb({ listeners: known([aTcpListener(350, { protocol: 'UDP' })]) }),
      before('m8i.large', 60),
    ],
    'no target': anAlb(),
  },
});
