import { type AwsGlobal, type AwsRegion, AwsRegionBuilder } from '#inventory/aws/region.ts';
import { known } from '#inventory/known.ts';
import type { Scope } from '#snapshot/recorded-call.ts';
import { aDetector } from './a-detector.ts';
import { aNetworkAcl } from './a-network-acl.ts';
import { aRouteTable } from './a-route-table.ts';
import { aSecurityGroup } from './a-security-group.ts';
import { aFlowLog, anInternetGateway, aSubnet, aVpc } from './a-vpc.ts';
import { anAddress, anInstance, anInterface } from './an-interface.ts';

const SCOPE = { provider: 'aws', account: '111122223333', region: 'eu-west-1' } as const;

/** The facts as if every call had been answered with an empty list. */
function asEmpty<Facts extends object>(facts: Facts): Facts {
  const isFact = (value: unknown): boolean => typeof value === 'object' && value !== null && 'known' in value;
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, isFact(value) ? known([]) : value]),
  ) as Facts;
}

const unread = (scope: Partial<Scope> = {}): AwsRegion => new AwsRegionBuilder({ ...SCOPE, ...scope }).build();

/** An account in good standing of which everything was read. */
export const anAwsGlobal = (change: Partial<AwsGlobal> = {}): AwsGlobal => ({
  ...asEmpty(unread().global),
  accountState: known('ACTIVE'),
  securityContact: known({ exists: true }),
  healthNotices: known({ onThisPlan: true, events: [] }),
  ...change,
});

/** A region of which everything was read and in which nothing is. */
export const anEmptyAwsRegion = (change: Partial<AwsRegion> = {}): AwsRegion => ({
  ...asEmpty(unread(change)),
  blockPublicAccess: known({ mode: 'off' }),
  global: anAwsGlobal(),
  ...change,
});

/** A region with one web server that every check passes. */
export const anAwsRegion = (change: Partial<AwsRegion> = {}): AwsRegion =>
  anEmptyAwsRegion({
    vpcs: known([aVpc()]),
    subnets: known([aSubnet()]),
    securityGroups: known([aSecurityGroup()]),
    networkAcls: known([aNetworkAcl()]),
    routeTables: known([aRouteTable()]),
    internetGateways: known([anInternetGateway()]),
    networkInterfaces: known([anInterface()]),
    instances: known([anInstance()]),
    addresses: known([anAddress()]),
    flowLogs: known([aFlowLog()]),
    detectors: known([aDetector()]),
    ...change,
  });
