import check from '#checks/aws/guardduty/protection-plans-enabled.ts';
import { aDetector } from '../../../support/a-detector.ts';
import { testCheck } from '../../../support/check-tester.ts';

const having = (...features: readonly (readonly [string, string])[]) =>
  aDetector({ features: features.map(([name, status]) => ({ name, status })) });

testCheck(check, {
  passes: {
    'every plan is on': having(['S3_DATA_EVENTS', 'ENABLED'], ['RUNTIME_MONITORING', 'ENABLED']),
    'a source that is no plan': having(['FLOW_LOGS', 'DISABLED'], ['S3_DATA_EVENTS', 'ENABLED']),
  },
  fails: {
    'one result for each plan': [
      having(['S3_DATA_EVENTS', 'DISABLED'], ['EKS_AUDIT_LOGS', 'ENABLED'], ['LAMBDA_NETWORK_LOGS', 'DISABLED']),
      [
        'S3_DATA_EVENTS is disabled: GuardDuty does not watch what is done with objects in S3.',
        'EKS_AUDIT_LOGS is on.',
        'LAMBDA_NETWORK_LOGS is disabled: GuardDuty does not watch what functions talk to.',
      ],
    ],
    'the agents of a plan': [
      having(['RUNTIME_MONITORING', 'ENABLED'], ['EC2_AGENT_MANAGEMENT', 'DISABLED']),
      [
        'RUNTIME_MONITORING is on.',
        'EC2_AGENT_MANAGEMENT is disabled: GuardDuty does not watch processes on instances, for want of agents.',
      ],
    ],
  },
  unknown: { 'the answer names no plan': [having(['FLOW_LOGS', 'ENABLED']), 'guardduty:GetDetector: Malformed'] },
  notApplicable: { 'the detector is off': aDetector({ status: 'DISABLED' }) },
});
