import { awsCommand, quoted } from '#checks/aws/command.ts';
import type { Instance, NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { seenOf } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import type { Kin } from './alert-dossier.ts';
import {
  ADMIN_PORTS,
  abuseAnswer,
  type ContainmentContext,
  type ContainmentPlan,
  type ContainmentStep,
  quarantineName,
} from './containment.ts';
import { CONTAINMENT_WORDS } from './containment-words.ts';

/** Stands for the quarantine group's id, which exists only once the group was made. */
const GROUP = '@QUARANTINE@';
const withGroup = (command: string): string => command.replaceAll(GROUP, '"$QUARANTINE"');

/**
 * How to cut a machine, or an interface, off in AWS.
 *
 * @see https://docs.aws.amazon.com/security-ir/latest/userguide/containment.html
 */
export function containmentOfAws(
  region: AwsRegion,
  id: string,
  { instance, interfaces }: Kin,
  waysIn: readonly string[],
  context: ContainmentContext,
): ContainmentPlan {
  const own = interfaces.filter(({ requesterManaged }) => !requesterManaged);
  const vpcId = instance?.vpcId ?? own[0]?.vpcId;
  const subject = instance?.id ?? own[0]?.id ?? id;
  const words = CONTAINMENT_WORDS[context.language];
  const steps: readonly (ContainmentStep | undefined)[] = [
    instance && evidence(region, instance.id, context),
    instance && keepFromReplacement(region, instance.id, { ...context, tags: instance.tags, interfaces }),
    own.length > 0 && vpcId !== undefined ? quarantineGroup(region, subject, vpcId, context) : undefined,
    own.length > 0 ? moveInterfaces(region, own, context) : undefined,
    instance && credentials(region, instance.id, context),
    instance && ifItMustStop(region, instance.id, context),
  ];
  return {
    schemaVersion: 1,
    language: context.language,
    provider: 'aws',
    account: region.account,
    region: region.region,
    resource: {
      type: instance ? 'instance' : 'network-interface',
      id: subject,
      ...(instance?.name === undefined ? {} : { name: instance.name }),
    },
    madeAt: context.at,
    steps: steps.filter((step) => step !== undefined),
    never: [
      words.aws.dontTerminate(subject),
      words.dontStop,
      words.aws.dontRelease,
      words.dontLogIn,
      words.dontCopy,
      ...interfaces
        .filter(({ requesterManaged }) => requesterManaged)
        .map((each) => words.aws.dontTouchManaged(each.id, each.interfaceType)),
    ],
    answer: abuseAnswer(context, subject, waysIn),
    missing: missingFor(region),
  };
}

/** Lists without which something may be left out of the plan. */
const missingFor = ({ instances, networkInterfaces, vpcs, targetGroups }: AwsRegion): readonly MissingCall[] => {
  const missing = [instances, networkInterfaces, vpcs, targetGroups].flatMap((fact) =>
    fact.known ? [] : fact.missing,
  );
  const targets = seenOf(targetGroups).flatMap((group) => (group.targets.known ? [] : group.targets.missing));
  return [...new Map([...missing, ...targets].map((each) => [`${each.call} ${each.code}`, each])).values()];
};

function evidence(region: AwsRegion, id: string, { at, language }: ContainmentContext): ContainmentStep {
  return {
    ...CONTAINMENT_WORDS[language].aws.evidence,
    commands: [
      awsCommand(region, 'ec2', 'create-snapshots', {
        'instance-specification': `InstanceId=${id}`,
        description: `Evidence of ${id}, ${at}`,
        'tag-specifications': `ResourceType=snapshot,Tags=[{Key=posture-evidence,Value=${id}}]`,
      }),
      `${awsCommand(region, 'ec2', 'describe-instances', { 'instance-ids': [id] })} > ${quoted(`${id}-instance.json`)}`,
      `${awsCommand(region, 'ec2', 'get-console-output', { 'instance-id': id, latest: true, output: 'text' })} > ${quoted(`${id}-console.txt`)}`,
      awsCommand(region, 'ec2', 'modify-instance-attribute', { 'instance-id': id, 'disable-api-termination': true }),
      awsCommand(region, 'ec2', 'modify-instance-attribute', {
        'instance-id': id,
        'instance-initiated-shutdown-behavior': 'stop',
      }),
    ],
    undo: [
      awsCommand(region, 'ec2', 'modify-instance-attribute', { 'instance-id': id, 'no-disable-api-termination': true }),
    ],
  };
}

/** What finds a machine sick replaces it, and the evidence with it. */
function keepFromReplacement(
  region: AwsRegion,
  id: string,
  { tags, interfaces, language }: Pick<Instance, 'tags'> & Pick<Kin, 'interfaces'> & ContainmentContext,
): ContainmentStep | undefined {
  const scalingGroup = tags['aws:autoscaling:groupName'];
  const addresses = new Set(interfaces.flatMap((each) => each.addresses.map(({ privateIp }) => privateIp)));
  const targets = seenOf(region.targetGroups).flatMap((group) =>
    seenOf(group.targets)
      .filter((target) => target.id === id || addresses.has(target.id))
      .map((target) => ({
        arn: group.arn,
        target: `Id=${target.id}${target.port === undefined ? '' : `,Port=${target.port}`}`,
      })),
  );
  if (scalingGroup === undefined && targets.length === 0) return undefined;
  const scaling = { 'instance-ids': [id], 'auto-scaling-group-name': scalingGroup };
  return {
    ...CONTAINMENT_WORDS[language].aws.keepFromReplacement,
    commands: [
      ...(scalingGroup === undefined
        ? []
        : [
            awsCommand(region, 'autoscaling', 'detach-instances', {
              ...scaling,
              'no-should-decrement-desired-capacity': true,
            }),
          ]),
      ...targets.map(({ arn, target }) =>
        awsCommand(region, 'elbv2', 'deregister-targets', { 'target-group-arn': arn, targets: [target] }),
      ),
    ],
    undo: [
      ...(scalingGroup === undefined ? [] : [awsCommand(region, 'autoscaling', 'attach-instances', scaling)]),
      ...targets.map(({ arn, target }) =>
        awsCommand(region, 'elbv2', 'register-targets', { 'target-group-arn': arn, targets: [target] }),
      ),
    ],
  };
}

function quarantineGroup(
  region: AwsRegion,
  subject: string,
  vpcId: string,
  { operators, language }: ContainmentContext,
): ContainmentStep {
  const words = CONTAINMENT_WORDS[language];
  const name = quarantineName(subject);
  const make = awsCommand(region, 'ec2', 'create-security-group', {
    'group-name': name,
    description: `Quarantine of ${subject}: no way out`,
    'vpc-id': vpcId,
    query: 'GroupId',
    output: 'text',
  });
  const vpc = seenOf(region.vpcs).find((each) => each.id === vpcId);
  // Where the VPC has IPv6, or may have, a new group comes with an egress rule for it too.
  const hasIpv6 = vpc === undefined || vpc.ipv6Cidrs.length > 0;
  const revoke = (permission: object): string =>
    withGroup(
      awsCommand(region, 'ec2', 'revoke-security-group-egress', { 'group-id': GROUP, 'ip-permissions': [permission] }),
    );
  return {
    title: words.quarantine,
    notes: [operators.length > 0 ? words.operators(operators.join(', '), ADMIN_PORTS.join(', ')) : words.aws.nobody],
    commands: [
      `QUARANTINE=$(${make})`,
      revoke({ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
      ...(hasIpv6 ? [revoke({ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] })] : []),
      ...(operators.length > 0
        ? [
            withGroup(
              awsCommand(region, 'ec2', 'authorize-security-group-ingress', {
                'group-id': GROUP,
                'ip-permissions': ADMIN_PORTS.map((port) => permissionFor(port, operators)),
              }),
            ),
          ]
        : []),
      withGroup(
        awsCommand(region, 'ec2', 'describe-security-groups', {
          'group-ids': [GROUP],
          query: 'SecurityGroups[0].IpPermissionsEgress',
        }),
      ),
    ],
    undo: [withGroup(awsCommand(region, 'ec2', 'delete-security-group', { 'group-id': GROUP }))],
  };
}

function permissionFor(port: number, operators: readonly string[]): object {
  const ipv4 = operators.filter((cidr) => !cidr.includes(':'));
  const ipv6 = operators.filter((cidr) => cidr.includes(':'));
  return {
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    ...(ipv4.length > 0 ? { IpRanges: ipv4.map((CidrIp) => ({ CidrIp })) } : {}),
    ...(ipv6.length > 0 ? { Ipv6Ranges: ipv6.map((CidrIpv6) => ({ CidrIpv6 })) } : {}),
  };
}

const moveInterfaces = (
  region: AwsRegion,
  interfaces: readonly NetworkInterface[],
  { language }: ContainmentContext,
): ContainmentStep => ({
  ...CONTAINMENT_WORDS[language].aws.move(interfaces.length),
  commands: interfaces.map(({ id }) =>
    withGroup(
      awsCommand(region, 'ec2', 'modify-network-interface-attribute', { 'network-interface-id': id, groups: [GROUP] }),
    ),
  ),
  undo: interfaces
    .filter(({ groupIds }) => groupIds.length > 0)
    .map(({ id, groupIds }) =>
      awsCommand(region, 'ec2', 'modify-network-interface-attribute', { 'network-interface-id': id, groups: groupIds }),
    ),
});

/** The policy that the IAM console attaches for "Revoke active sessions". */
const REVOKE_POLICY = 'AWSRevokeOlderSessions';

function credentials(region: AwsRegion, id: string, { at, language }: ContainmentContext): ContainmentStep {
  const profile = awsCommand(region, 'ec2', 'describe-iam-instance-profile-associations', {
    filters: [`Name=instance-id,Values=${id}`],
    query: 'IamInstanceProfileAssociations[0].IamInstanceProfile.Arn',
    output: 'text',
  });
  const document = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Deny', Action: ['*'], Resource: ['*'], Condition: { DateLessThan: { 'aws:TokenIssueTime': at } } },
    ],
  };
  const role = `--role-name "$ROLE" --policy-name ${REVOKE_POLICY}`;
  return {
    ...CONTAINMENT_WORDS[language].aws.credentials,
    commands: [
      `PROFILE=$(${profile}); echo "$PROFILE"`,
      `ROLE=$(aws iam get-instance-profile --instance-profile-name "\${PROFILE##*/}" --query 'InstanceProfile.Roles[0].RoleName' --output text)`,
      `aws iam put-role-policy ${role} --policy-document ${quoted(JSON.stringify(document))}`,
    ],
    undo: [`aws iam delete-role-policy ${role}`],
  };
}

const ifItMustStop = (region: AwsRegion, id: string, { language }: ContainmentContext): ContainmentStep => ({
  ...CONTAINMENT_WORDS[language].aws.stop,
  commands: [awsCommand(region, 'ec2', 'stop-instances', { 'instance-ids': [id] })],
  undo: [awsCommand(region, 'ec2', 'start-instances', { 'instance-ids': [id] })],
});
