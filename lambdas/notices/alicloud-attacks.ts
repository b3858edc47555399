import type { AttackEvent, AttackState } from '#inventory/alicloud/ddos.ts';
import type { AliRegion } from '#inventory/alicloud/region.ts';
import { seenOf } from '#inventory/known.ts';
import { GLOBAL_REGION } from '#snapshot/recorded-call.ts';
import type { Attack, AttackKind } from './alicloud.ts';

/** The attacks that one scope of a poll shows, and whether it could show any. */
export interface AttacksSeen {
  readonly attacks: readonly Attack[];
  readonly couldSee: (attack: Attack) => boolean;
}

const KINDS: Readonly<Record<AttackState, AttackKind | undefined>> = {
  normal: undefined,
  scrubbed: 'scrubbing',
  blackholed: 'blackhole',
};

/** Reads the attacks out of what was polled of a region, or of the products that have none. */
export function attacksIn(region: AliRegion): AttacksSeen {
  return region.region === GLOBAL_REGION ? attacksOfProtections(region) : attacksOfBasic(region);
}

/** Under the protection that every address has. */
function attacksOfBasic({ account, region, troubledAddresses, attackEvents }: AliRegion): AttacksSeen {
  const attacks = seenOf(troubledAddresses).flatMap(({ ip, state, assetId, assetType }): readonly Attack[] => {
    const kind = KINDS[state];
    if (kind === undefined) return [];
    const resource = {
      ...(assetId === undefined ? {} : { resourceId: assetId }),
      ...(assetType === undefined ? {} : { resourceType: assetType }),
    };
    return [
      {
        account,
        region,
        address: ip,
        kind,
        protection: 'basic',
        ...resource,
        ...timesOf(seenOf(attackEvents), ip, state),
      },
    ];
  });
  return {
    attacks,
    couldSee: (attack) =>
      attack.account === account &&
      attack.region === region &&
      attack.protection === 'basic' &&
      troubledAddresses.known,
  };
}

/** Under Anti-DDoS Native and Proxy. */
function attacksOfProtections({ account, region, central }: AliRegion): AttacksSeen {
  const { protectedAddresses, attackEvents } = central;
  const attacks = seenOf(protectedAddresses).flatMap(
    ({ ip, state, service, instanceId, startedAt, releaseAt }): readonly Attack[] => {
      const kind = KINDS[state];
      if (kind === undefined) return [];
      return [
        {
          account,
          region,
          address: ip,
          kind,
          protection: service,
          ...(instanceId === undefined ? {} : { resourceId: instanceId }),
          ...timesOf(seenOf(attackEvents), ip, state),
          ...(startedAt === undefined ? {} : { startedAt }),
          ...(releaseAt === undefined ? {} : { endsAt: releaseAt }),
        },
      ];
    },
  );
  return {
    attacks,
    couldSee: (attack) => attack.account === account && attack.protection !== 'basic' && protectedAddresses.known,
  };
}

/** When the attack that is going on began, and when the platform means to let go. */
function timesOf(events: readonly AttackEvent[], ip: string, state: AttackState): Pick<Attack, 'startedAt' | 'endsAt'> {
  const going = events
    .filter((event) => event.ip === ip && event.kind === state && !event.isOver)
    .sort((a, b) => ((a.startedAt ?? '') > (b.startedAt ?? '') ? -1 : 1))[0];
  return {
    ...(going?.startedAt === undefined ? {} : { startedAt: going.startedAt }),
    ...(going?.releaseAt === undefined ? {} : { endsAt: going.releaseAt }),
  };
}
