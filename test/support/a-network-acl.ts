import { familyOf } from '#inventory/addresses.ts';
import type { NetworkAcl, NetworkAclEntry } from '#inventory/aws/vpc.ts';
import { known } from '#inventory/known.ts';
import { protocolNumber } from '#inventory/protocols.ts';

/** An ACL of one's own that lets web traffic in and replies out. */
export const aNetworkAcl = (change: Partial<NetworkAcl> = {}): NetworkAcl => ({
  id: 'acl-1',
  tags: {},
  vpcId: 'vpc-1',
  isDefault: false,
  subnetIds: ['subnet-1'],
  entries: known([
    allowIn(100, '0.0.0.0/0', 'tcp', 443),
    allowIn(110, '10.0.0.0/8', 'tcp', 32768, 65535),
    allowOut(100, '0.0.0.0/0', 'tcp', 1024, 65535),
  ]),
  ...change,
});

const entry =
  (action: NetworkAclEntry['action'], egress: boolean) =>
  (ruleNumber: number, cidr: string, protocol: string, first?: number, last = first): NetworkAclEntry => {
    const number = protocolNumber(protocol) ?? Number.NaN;
    const isIcmp = number === 1 || number === 58;
    return {
      ruleNumber,
      egress,
      action,
      protocol: number,
      family: familyOf(cidr),
      cidr,
      ...(first === undefined || last === undefined || isIcmp ? {} : { ports: [first, last] as const }),
      ...(isIcmp ? { icmp: { type: first ?? -1, code: last ?? -1 } } : {}),
    };
  };

/** `allowIn(100, '0.0.0.0/0', 'tcp', 22)`; without ports every port is meant. */
export const allowIn = entry('allow', false);
export const denyIn = entry('deny', false);
export const allowOut = entry('allow', true);
export const denyOut = entry('deny', true);

/** The entries of an ACL that AWS makes with a VPC: everything, both ways. */
export const everything: readonly NetworkAclEntry[] = [
  allowIn(100, '0.0.0.0/0', 'all'),
  denyIn(32767, '0.0.0.0/0', 'all'),
  allowOut(100, '0.0.0.0/0', 'all'),
  denyOut(32767, '0.0.0.0/0', 'all'),
];
