import type { AttackEvent } from '#inventory/alicloud/ddos.ts';
import { known, unknown } from '#inventory/known.ts';
import { type AliPublicAddress, centralAddresses, regionalAddresses } from '#network/alicloud-addresses.ts';
import { wordsOf } from '#platform/text.ts';
import {
  aLoadBalancer,
  anAliEip,
  anAliInstance,
  anEmptyAliRegion,
  anEmptyCentral,
  deniedByRam,
} from '../support/an-ali-region.ts';

const stateOf = ({ id, holder, state }: AliPublicAddress): string =>
  `${id} of ${wordsOf(holder)}: ${state.known ? state.value : state.missing.map(({ call }) => call).join(', ')}`;

const started: AttackEvent = {
  ip: '47.1.2.3',
  kind: 'blackholed',
  isOver: false,
  startedAt: '2026-11-20T02:10:00.000Z',
  releaseAt: '2026-11-20T04:40:00.000Z',
};

describe('the public addresses of a region', () => {
  test('are elastic ones, those of machines and those of Internet balancers, each once', () => {
    const addresses = regionalAddresses(
      anEmptyAliRegion({
        eips: known([anAliEip()]),
        instances: known([anAliInstance({ publicIps: ['120.27.30.40'] })]),
        loadBalancers: known([
          aLoadBalancer(),
          aLoadBalancer({ id: 'lb-2', isInternet: false, addresses: known(['10.0.0.9']) }),
        ]),
      }),
    );
    expect(addresses.known && addresses.value.map(stateOf)).toEqual([
      '120.27.30.40 of i-1: normal',
      '47.1.2.3 of i-1: normal',
      '47.110.5.6 of lb-1: normal',
    ]);
  });

  test('in trouble are told also where nothing lists them, with the times of the attack that goes on', () => {
    const over: AttackEvent = { ...started, isOver: true, startedAt: '2026-11-18T00:00:00.000Z' };
    const addresses = regionalAddresses(
      anEmptyAliRegion({
        troubledAddresses: known([{ ip: '47.1.2.3', state: 'blackholed', assetId: 'i-9', assetType: 'ecs' }]),
        attackEvents: known([over, started]),
      }),
    );
    expect(addresses).toMatchObject({
      known: true,
      value: [
        {
          id: '47.1.2.3',
          holder: 'i-9',
          state: { value: 'blackholed' },
          startedAt: started.startedAt,
          releaseAt: started.releaseAt,
          events: [started, over],
        },
      ],
    });
  });

  test('are unknown, not in order, where attacks could not be read', () => {
    const troubledAddresses = unknown<never>(deniedByRam('yundun-ddos:DescribeInstanceIpAddress'));
    const addresses = regionalAddresses(anEmptyAliRegion({ eips: known([anAliEip()]), troubledAddresses }));
    expect(addresses.known && addresses.value.map(stateOf)).toEqual([
      '47.1.2.3 of i-1: yundun-ddos:DescribeInstanceIpAddress',
    ]);
  });

  test('are not all known, where a list of them could not be read', () => {
    expect(
      regionalAddresses(anEmptyAliRegion({ eips: unknown<never>(deniedByRam('vpc:DescribeEipAddresses')) })),
    ).toMatchObject({
      known: false,
      missing: [{ call: 'vpc:DescribeEipAddresses' }],
    });
  });

  test('have what CloudMonitor says of them among their events', () => {
    const addresses = regionalAddresses(
      anEmptyAliRegion({
        eips: known([anAliEip()]),
        systemEvents: known([
          { name: 'ddosbgp_event_blackhole', status: 'blackhole', at: started.startedAt, ip: '47.1.2.3' },
        ]),
      }),
    );
    expect(addresses).toMatchObject({ known: true, value: [{ events: [{ kind: 'blackholed', isOver: false }] }] });
  });
});

describe('the addresses of paid protections', () => {
  test('are in a blackhole, scrubbed or in order', () => {
    const addresses = centralAddresses(
      anEmptyAliRegion({
        central: anEmptyCentral({
          protectedAddresses: known([
            {
              ip: '203.107.1.1',
              service: 'proxy',
              state: 'blackholed',
              instanceId: 'ddoscoo-1',
              startedAt: started.startedAt,
            },
            { ip: '203.107.1.2', service: 'proxy', state: 'normal', instanceId: 'ddoscoo-1' },
            { ip: '47.1.2.3', service: 'native', state: 'normal', instanceId: 'ddosbgp-1' },
          ]),
          attackEvents: known([{ ip: '203.107.1.2', kind: 'scrubbed', isOver: false }]),
          wafInstances: known([{ id: 'waf-1', centre: 'cn-hangzhou' }]),
          wafAttacks: known([{ centre: 'cn-hangzhou', kind: 'blackholed' }]),
        }),
      }),
    );
    expect(addresses.known && addresses.value.map(stateOf)).toEqual([
      '203.107.1.1 of Anti-DDoS Proxy ddoscoo-1: blackholed',
      '203.107.1.2 of Anti-DDoS Proxy ddoscoo-1: scrubbed',
      '47.1.2.3 of Anti-DDoS Native ddosbgp-1: normal',
      'waf-1 of WAF waf-1: blackholed',
    ]);
  });
});
