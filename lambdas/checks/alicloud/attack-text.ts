import type { AliRegion } from '#inventory/alicloud/region.ts';
import { seenOf } from '#inventory/known.ts';
import type { AliPublicAddress } from '#network/alicloud-addresses.ts';
import { type Said, say } from '#platform/text.ts';
import { aliyunCommand } from './command.ts';
import { wafCommand } from './waf-command.ts';

/** A moment for people: `2026-11-20 02:10 UTC`. */
export const moment = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

/** Since when an address is in a blackhole and when its release is expected, as far as that is known. */
export function blackholeText({ id, holder, service, startedAt, releaseAt }: AliPublicAddress): Said {
  const what = service === 'waf' ? say`An address of ${holder}` : say`${id} (${holder})`;
  const release =
    releaseAt === undefined
      ? say`when it will be released is not known`
      : say`release is expected at ${moment(releaseAt)}`;
  return startedAt === undefined
    ? say`${what} is in a blackhole; ${release}.`
    : say`${what} is in a blackhole since ${moment(startedAt)}; ${release}.`;
}

const centreOf = ({ central }: AliRegion, wafId: string): string | undefined =>
  seenOf(central.wafInstances).find(({ id }) => id === wafId)?.centre;

const COMMANDS: Readonly<
  Record<AliPublicAddress['service'], (region: AliRegion, address: AliPublicAddress) => string>
> = {
  basic: (region, { id }) => aliyunCommand(region, 'antiddos-public', 'DescribeIpLocationService', { InternetIp: id }),
  native: (region, { id }) => aliyunCommand(region, 'ddosbgp', 'DescribeInstanceList', { Ip: id }),
  proxy: (region) => aliyunCommand(region, 'ddoscoo', 'DescribeInstances', { PageNumber: 1, PageSize: 50 }),
  waf: (region, { id }) => wafCommand(region, 'DescribeDDoSStatus', { centre: centreOf(region, id) }),
};

/** A command that looks at the address, and changes nothing. */
export const lookCommand = (region: AliRegion, address: AliPublicAddress): string =>
  COMMANDS[address.service](region, address);
