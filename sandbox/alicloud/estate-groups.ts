import type { AliBook } from './book.ts';
import { VPC } from './estate-names.ts';

/**
 * Shapes and spelling follow the answers in the vendor's reference and its SDK models.
 *
 * @see https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describesecuritygroupattribute
 */
interface RuleFields {
  readonly direction?: 'ingress' | 'egress';
  readonly protocol?: string;
  readonly ports?: string;
  readonly source?: string;
  readonly policy?: 'Accept' | 'Drop';
  readonly priority?: number;
  readonly list?: string;
  readonly text?: string;
}

/** A rule as DescribeSecurityGroupAttribute has it. */
export const rule = ({
  direction = 'ingress',
  protocol = 'TCP',
  ports = '-1/-1',
  source = '0.0.0.0/0',
  ...more
}: RuleFields) => {
  const isIpv6 = source.includes(':');
  const side = direction === 'ingress' ? 'Source' : 'Dest';
  return {
    Direction: direction,
    IpProtocol: protocol,
    PortRange: ports,
    SourcePortRange: '-1/-1',
    Policy: more.policy ?? 'Accept',
    Priority: String(more.priority ?? 1),
    NicType: 'intranet',
    SourceCidrIp: '',
    Ipv6SourceCidrIp: '',
    DestCidrIp: '',
    Ipv6DestCidrIp: '',
    SourceGroupId: '',
    DestGroupId: '',
    SourcePrefixListId: '',
    DestPrefixListId: '',
    [more.list === undefined ? (isIpv6 ? `Ipv6${side}CidrIp` : `${side}CidrIp`) : `${side}PrefixListId`]:
      more.list ?? source,
    Description: more.text ?? '',
    CreateTime: '2025-03-02T08:11:00Z',
  };
};

/** Writes the rules of a group into the book, and gives its row of the list of groups. */
export function group(
  book: AliBook,
  id: string,
  name: string,
  rules: readonly ReturnType<typeof rule>[],
  more: { readonly type?: string; readonly inner?: 'Accept' | 'Drop'; readonly vpc?: string } = {},
) {
  book.list(
    'ecs:DescribeSecurityGroupAttribute',
    rules.map((each, index) => ({ SecurityGroupRuleId: `sgr-${id.slice(3)}${index + 1}`, ...each })),
    { RegionId: book.region, SecurityGroupId: id },
    {
      SecurityGroupId: id,
      SecurityGroupName: name,
      VpcId: more.vpc ?? VPC,
      InnerAccessPolicy: more.inner ?? 'Drop',
      RegionId: book.region,
    },
  );
  return {
    SecurityGroupId: id,
    SecurityGroupName: name,
    SecurityGroupType: more.type ?? 'normal',
    VpcId: more.vpc ?? VPC,
    Description: '',
    CreationTime: '2024-11-05T03:20:00Z',
    ServiceManaged: false,
    Tags: { Tag: [{ TagKey: 'team', TagValue: 'shop' }] },
  };
}
