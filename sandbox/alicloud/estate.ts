import { globalCollectors, regionalCollectors } from '#collectors/alicloud/registry.ts';
import { type AliCallName, aliCall } from '#snapshot/alicloud-calls.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import type { ServedScope } from '../recording.ts';
import { AliBook } from './book.ts';
import { writeBalancers } from './estate-balancers.ts';
import { writeCentral } from './estate-central.ts';
import { writeFrankfurt } from './estate-frankfurt.ts';
import { writeHangzhou } from './estate-network.ts';

/** The account of the demo estate. */
export const ALI_DEMO_ACCOUNT = '5123456789012345';

/**
 * The demo estate's part on Alibaba Cloud: a shop in Hangzhou behind WAF, an old machine in Frankfurt. Its faults are those
 * that this product was asked for: uneven load behind WAF, clients cut off after 15 seconds, timeouts that do not fit, and
 * an address in a blackhole.
 *
 * `now` is the moment at which it is looked at.
 */
export function aliDemoEstate(now: Date): readonly ServedScope[] {
  const hangzhou = new AliBook(ALI_DEMO_ACCOUNT, 'cn-hangzhou', now);
  const frankfurt = new AliBook(ALI_DEMO_ACCOUNT, 'eu-central-1', now);
  const central = new AliBook(ALI_DEMO_ACCOUNT, GLOBAL_REGION, now);
  writeHangzhou(hangzhou);
  writeBalancers(hangzhou);
  writeFrankfurt(frankfurt);
  writeCentral(central, [hangzhou.region, frankfurt.region]);
  const regional = lists(regionalCollectors.flatMap(({ calls }) => calls));
  return [
    central.close(lists(globalCollectors.flatMap(({ calls }) => calls))),
    hangzhou.close(regional),
    frankfurt.close(regional),
  ];
}

/** The calls whose answer is a list: of those an empty one can be written. */
const lists = (calls: readonly AliCallName[]): readonly AliCallName[] =>
  calls.filter((call) => aliCall(call).paging !== undefined);
