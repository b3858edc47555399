import { type Said, say } from '#platform/text.ts';
import { MALFORMED, unanswered } from '#snapshot/recorded-call.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, type Outcome, pass, undecided } from '../../outcome.ts';
import { awsCommand } from '../command.ts';

/** What each plan watches. The foundational sources cannot be turned off and are no plans. */
const PLANS: Readonly<Record<string, Said>> = {
  S3_DATA_EVENTS: say`what is done with objects in S3`,
  EKS_AUDIT_LOGS: say`the control planes of EKS`,
  EBS_MALWARE_PROTECTION: say`malware on the disks of suspicious instances`,
  RDS_LOGIN_EVENTS: say`logins to databases`,
  LAMBDA_NETWORK_LOGS: say`what functions talk to`,
  RUNTIME_MONITORING: say`processes on hosts and in containers`,
  EKS_ADDON_MANAGEMENT: say`processes in EKS, for want of agents`,
  ECS_FARGATE_AGENT_MANAGEMENT: say`processes in ECS, for want of agents`,
  EC2_AGENT_MANAGEMENT: say`processes on instances, for want of agents`,
};

export default defineCheck({
  id: 'aws-guardduty-protection-plans-enabled',
  title: "GuardDuty's protection plans are on",
  severity: 'medium',
  concern: 'detection',
  examines: 'aws.guardduty.Detector',
  why: 'What a plan does not watch, GuardDuty does not see, however loud it is.',
  fix: 'Turn the plan on where the service is in use.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-5'],
  frameworks: [5, 6, 7, 8, 9, 10, 11, 12, 13].map((number) => `FSBP GuardDuty.${number}`),

  examine({ id, status, features }, { region }) {
    if (status !== 'ENABLED') return notApplicable('The detector is off.');
    const plans = features.filter(({ name }) => Object.hasOwn(PLANS, name));
    if (plans.length === 0) {
      const why = say`the answer about ${id} has no Features`;
      return undecided([unanswered('guardduty:GetDetector', MALFORMED, why)]);
    }
    return plans.map((plan): Outcome => {
      if (plan.status === 'ENABLED') return pass(say`${plan.name} is on.`);
      const change = { 'detector-id': id, features: JSON.stringify([turnedOn(plan.name)]) };
      const turnOn = awsCommand(region, 'guardduty', 'update-detector', change);
      return fail(
        say`${plan.name} is ${plan.status.toLowerCase()}: GuardDuty does not watch ${PLANS[plan.name] ?? plan.name}.`,
        { plan: plan.name, status: plan.status },
        { discriminator: plan.name, commands: [turnOn] },
      );
    });
  },
});

/** A plan as the API turns it on; agents are a part of runtime monitoring. */
function turnedOn(plan: string): object {
  const on = { Name: plan, Status: 'ENABLED' };
  if (!plan.endsWith('_MANAGEMENT')) return on;
  return { Name: 'RUNTIME_MONITORING', Status: 'ENABLED', AdditionalConfiguration: [on] };
}
