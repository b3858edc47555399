import { INTERNET } from '#network/internet.ts';
import type { ReportedExposure } from '#reports/report.ts';

/** SSH of a bastion, open to everybody; a test says only what it changes. */
export const anExposure = (changes: Partial<ReportedExposure> = {}): ReportedExposure => ({
  provider: 'aws',
  verdict: 'reachable',
  account: '111122223333',
  region: 'eu-central-1',
  resource: { type: 'instance', id: 'i-0a1b2c3d4e5f60718' },
  name: 'bastion',
  interface: 'eni-0a1b2c3d4e5f60718',
  address: '10.0.1.10',
  publicAddress: '52.0.0.10',
  family: 'ipv4',
  protocol: 'tcp',
  ports: [[22, 22]],
  sources: INTERNET[changes.family ?? 'ipv4'].cidrs(),
  clientPorts: 'full',
  via: null,
  path: [
    {
      leg: 'forward',
      hop: 'security-group-in',
      component: 'sg-1',
      rule: 'tcp 22 from 0.0.0.0/0',
      verdict: 'pass',
      message: 'sg-1 allows tcp 22 from 0.0.0.0/0.',
    },
    { leg: 'return', hop: 'route-table', component: 'rtb-1', rule: null, verdict: 'pass', message: 'It gets back.' },
  ],
  ...changes,
});

/** A machine of its own for every number, each with SSH and a web server open. */
export const manyExposures = (count: number): readonly ReportedExposure[] =>
  Array.from({ length: count }, (_, index) => {
    const hex = (index * 2_654_435_761).toString(16).padStart(17, '0').slice(-17);
    const machine = {
      resource: { type: 'instance', id: `i-${hex}` },
      name: `service-${index}`,
      interface: `eni-${hex}`,
      publicAddress: `52.0.${Math.floor(index / 250)}.${index % 250}`,
      region: ['eu-central-1', 'us-east-1', 'ap-southeast-2'][index % 3] ?? '',
    };
    return [
      anExposure(machine),
      anExposure({
        ...machine,
        ports: [
          [80, 80],
          [443, 443],
        ],
      }),
    ];
  }).flat();
