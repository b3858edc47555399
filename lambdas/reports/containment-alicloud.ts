import { quoted } from '#checks/aws/command.ts';
import type { AliLoadBalancer } from '#inventory/alicloud/balancing.ts';
import type { AliInstance, AliInterface } from '#inventory/alicloud/ecs.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import type { AliEip } from '#inventory/alicloud/vpc.ts';
import { seenOf } from '#inventory/known.ts';
import type { MissingCall } from '#snapshot/recorded-call.ts';
import {
  ADMIN_PORTS,
  abuseAnswer,
  type ContainmentContext,
  type ContainmentPlan,
  type ContainmentStep,
  quarantineName,
} from './containment.ts';
import { CONTAINMENT_WORDS } from './containment-words.ts';

/** The machine and the interfaces that an id or an address stands for. */
export interface AliKin {
  readonly instance?: AliInstance;
  readonly interfaces: readonly AliInterface[];
  readonly balancer?: AliLoadBalancer;
  readonly eip?: AliEip;
  /** The public address that was asked about, where it was one. */
  readonly address?: string;
}

/** By what the ways in to all of it are found. */
export const namesOfAliKin = ({ instance, interfaces, balancer, address }: AliKin): readonly string[] =>
  [...interfaces.map(({ id }) => id), instance?.id, balancer?.id, address].filter((name) => name !== undefined);

/** Finds what an id or an address stands for in a region: a machine, an interface, a balancer, or an address of something else of ours. */
export function aliKinOf(region: AliRegion, id: string): AliKin | undefined {
  const eip = seenOf(region.eips).find((each) => each.id === id || each.address === id);
  const address = eip?.address ?? id;
  const all = seenOf(region.interfaces);
  const holds = ({ addresses, ipv6Addresses }: AliInterface): boolean =>
    ipv6Addresses.includes(address) ||
    addresses.some(({ privateIp, publicIp }) => privateIp === address || publicIp === address);
  const named = all.find((each) => each.id === id || each.id === eip?.instanceId || holds(each));
  const instance = seenOf(region.instances).find(
    (each) =>
      [id, named?.instanceId, eip?.instanceId].includes(each.id) ||
      each.eip?.address === address ||
      [...each.publicIps, ...each.privateIps].includes(address),
  );
  const interfaces = all.filter(
    (each) => each.id === named?.id || (instance !== undefined && each.instanceId === instance.id),
  );
  const balancer = seenOf(region.loadBalancers).find(
    (each) => each.id === id || each.id === eip?.instanceId || seenOf(each.addresses).includes(address),
  );
  if (!instance && interfaces.length === 0 && !eip && !balancer) return undefined;
  const isAddress = /^[\d.]+$|:/.test(address);
  return {
    ...(instance ? { instance } : {}),
    interfaces,
    ...(balancer ? { balancer } : {}),
    ...(eip ? { eip } : {}),
    ...(isAddress ? { address } : {}),
  };
}

/** Stands for the quarantine group's id, which exists only once the group was made. */
const QUARANTINE = '"$QUARANTINE"';

/** A command of Alibaba's CLI; values are quoted, a shell variable in quotes is left as it is. */
const aliyun = (region: AliRegion, operation: string, parameters: Readonly<Record<string, string>>): string =>
  [
    'aliyun',
    'ecs',
    operation,
    '--RegionId',
    quoted(region.region),
    ...Object.entries(parameters).flatMap(([name, value]) => [
      `--${name}`,
      value.startsWith('"$') ? value : quoted(value),
    ]),
  ].join(' ');

/** How to cut a machine off in Alibaba Cloud. @see https://www.alibabacloud.com/help/en/cli/ */
export function containmentOfAlicloud(
  region: AliRegion,
  id: string,
  kin: AliKin,
  waysIn: readonly string[],
  context: ContainmentContext,
): ContainmentPlan {
  const { instance } = kin;
  const own = kin.interfaces.filter(({ serviceManaged }) => !serviceManaged);
  const subject = instance?.id ?? own[0]?.id ?? id;
  const vpcId = instance?.vpcId ?? own[0]?.vpcId;
  const words = CONTAINMENT_WORDS[context.language];
  const steps: readonly (ContainmentStep | undefined)[] = [
    instance || own.length > 0 ? undefined : whatStandsBehind(region, id, context),
    instance && evidence(region, instance, context),
    (instance || own.length > 0) && vpcId !== undefined
      ? quarantineGroup(region, subject, vpcId, groupTypeOf(region, kin), context)
      : undefined,
    instance || own.length > 0 ? moveIntoGroup(region, instance, own, context) : undefined,
    instance && credentials(region, instance, context),
    instance && ifItMustStop(region, instance, context),
  ];
  const address = kin.address ?? instance?.eip?.address ?? instance?.publicIps[0];
  return {
    schemaVersion: 1,
    language: context.language,
    provider: 'alicloud',
    account: region.account,
    region: region.region,
    resource: {
      type: instance ? 'instance' : own.length > 0 ? 'network-interface' : 'address',
      id: subject,
      ...(instance?.name === undefined ? {} : { name: instance.name }),
    },
    madeAt: context.at,
    steps: steps.filter((step) => step !== undefined),
    never: [
      words.alicloud.dontRelease(address),
      words.alicloud.dontDelete(subject),
      words.dontStop,
      words.dontLogIn,
      words.dontCopy,
      ...(instance?.locks ?? []).map(({ reason }) => words.alicloud.locked(reason)),
    ],
    answer: abuseAnswer(context, subject, waysIn),
    missing: missingFor(region),
  };
}

/** An address of a balancer or a gateway cannot be moved into a group: what stands behind it can. */
const whatStandsBehind = (region: AliRegion, id: string, { language }: ContainmentContext): ContainmentStep => ({
  ...CONTAINMENT_WORDS[language].alicloud.behind,
  commands: [
    `aliyun slb DescribeLoadBalancers --RegionId ${quoted(region.region)} --Address ${quoted(id)}`,
    `aliyun vpc DescribeEipAddresses --RegionId ${quoted(region.region)} --EipAddress ${quoted(id)}`,
  ],
  undo: [],
});

const missingFor = ({ instances, interfaces, securityGroups, eips }: AliRegion): readonly MissingCall[] =>
  [instances, interfaces, securityGroups, eips].flatMap((fact) => (fact.known ? [] : fact.missing));

function evidence(region: AliRegion, { id }: AliInstance, { at, language }: ContainmentContext): ContainmentStep {
  const protect = (value: string): string =>
    aliyun(region, 'ModifyInstanceAttribute', { InstanceId: id, DeletionProtection: value });
  return {
    ...CONTAINMENT_WORDS[language].alicloud.evidence,
    commands: [
      `${aliyun(region, 'DescribeInstances', { InstanceIds: JSON.stringify([id]) })} > ${quoted(`${id}-instance.json`)}`,
      `for DISK in $(${aliyun(region, 'DescribeDisks', { InstanceId: id })} | jq -r '.Disks.Disk[].DiskId'); do ${aliyun(region, 'CreateSnapshot', { DiskId: '"$DISK"', SnapshotName: `evidence-${id}-${at.slice(0, 10)}` })}; done`,
      protect('true'),
    ],
    undo: [protect('false')],
  };
}

/** A machine joins groups of one type only. */
function groupTypeOf(region: AliRegion, { instance, interfaces }: AliKin): 'normal' | 'enterprise' {
  const ids = new Set([...(instance?.groupIds ?? []), ...interfaces.flatMap(({ groupIds }) => groupIds)]);
  return seenOf(region.securityGroups).find((group) => ids.has(group.id))?.type ?? 'normal';
}

function quarantineGroup(
  region: AliRegion,
  subject: string,
  vpcId: string,
  type: 'normal' | 'enterprise',
  { operators, language }: ContainmentContext,
): ContainmentStep {
  const words = CONTAINMENT_WORDS[language];
  const make = aliyun(region, 'CreateSecurityGroup', {
    VpcId: vpcId,
    SecurityGroupName: quarantineName(subject),
    SecurityGroupType: type,
    Description: `Quarantine of ${subject}: no way out`,
  });
  const drop = (peer: 'DestCidrIp' | 'Ipv6DestCidrIp', cidr: string): string =>
    aliyun(region, 'AuthorizeSecurityGroupEgress', {
      SecurityGroupId: QUARANTINE,
      IpProtocol: 'all',
      PortRange: '-1/-1',
      [peer]: cidr,
      Policy: 'drop',
      Priority: '1',
    });
  const admit = (port: number, cidr: string): string =>
    aliyun(region, 'AuthorizeSecurityGroup', {
      SecurityGroupId: QUARANTINE,
      IpProtocol: 'tcp',
      PortRange: `${port}/${port}`,
      [cidr.includes(':') ? 'Ipv6SourceCidrIp' : 'SourceCidrIp']: cidr,
      Policy: 'accept',
      Priority: '1',
    });
  return {
    title: words.quarantine,
    notes: [
      operators.length > 0 ? words.operators(operators.join(', '), ADMIN_PORTS.join(', ')) : words.alicloud.nobody,
      type === 'normal' ? words.alicloud.basicGroup : words.alicloud.enterpriseGroup,
    ],
    commands: [
      `QUARANTINE=$(${make} | jq -r .SecurityGroupId)`,
      ...(type === 'normal'
        ? [
            drop('DestCidrIp', '0.0.0.0/0'),
            drop('Ipv6DestCidrIp', '::/0'),
            aliyun(region, 'ModifySecurityGroupPolicy', { SecurityGroupId: QUARANTINE, InnerAccessPolicy: 'Drop' }),
          ]
        : []),
      ...ADMIN_PORTS.flatMap((port) => operators.map((cidr) => admit(port, cidr))),
      aliyun(region, 'DescribeSecurityGroupAttribute', { SecurityGroupId: QUARANTINE, Direction: 'all' }),
    ],
    undo: [aliyun(region, 'DeleteSecurityGroup', { SecurityGroupId: QUARANTINE })],
  };
}

const numbered = (name: string, values: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]));

function moveIntoGroup(
  region: AliRegion,
  instance: AliInstance | undefined,
  interfaces: readonly AliInterface[],
  { language }: ContainmentContext,
): ContainmentStep {
  // The primary interface goes with its machine; the others have groups of their own.
  const others = interfaces.filter(({ type }) => instance === undefined || type !== 'primary');
  const machine = (groupIds: readonly string[]): readonly string[] =>
    instance && groupIds.length > 0
      ? [
          aliyun(region, 'ModifyInstanceAttribute', {
            InstanceId: instance.id,
            ...numbered('SecurityGroupIds', groupIds),
          }),
        ]
      : [];
  const nic = (id: string, groupIds: readonly string[]): readonly string[] =>
    groupIds.length > 0
      ? [
          aliyun(region, 'ModifyNetworkInterfaceAttribute', {
            NetworkInterfaceId: id,
            ...numbered('SecurityGroupId', groupIds),
          }),
        ]
      : [];
  return {
    ...CONTAINMENT_WORDS[language].alicloud.move,
    commands: [...machine([QUARANTINE]), ...others.flatMap(({ id }) => nic(id, [QUARANTINE]))],
    undo: [...machine(instance?.groupIds ?? []), ...others.flatMap(({ id, groupIds }) => nic(id, groupIds))],
  };
}

function credentials(region: AliRegion, { id }: AliInstance, { language }: ContainmentContext): ContainmentStep {
  const InstanceIds = JSON.stringify([id]);
  return {
    ...CONTAINMENT_WORDS[language].alicloud.credentials,
    commands: [
      aliyun(region, 'DescribeInstanceRamRole', { InstanceIds }),
      aliyun(region, 'DetachInstanceRamRole', { InstanceIds }),
    ],
    undo: [aliyun(region, 'AttachInstanceRamRole', { InstanceIds, RamRoleName: '"$ROLE"' })],
  };
}

const ifItMustStop = (region: AliRegion, { id }: AliInstance, { language }: ContainmentContext): ContainmentStep => ({
  ...CONTAINMENT_WORDS[language].alicloud.stop,
  commands: [aliyun(region, 'StopInstance', { InstanceId: id, StoppedMode: 'KeepCharging' })],
  undo: [aliyun(region, 'StartInstance', { InstanceId: id })],
});
