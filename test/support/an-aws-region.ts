import { type AwsRegion, AwsRegionBuilder } from '#inventory/aws/region.ts';
import { type Known, known } from '#inventory/known.ts';
import { aDetector } from './a-detector.ts';
import { aNetworkAcl } from './a-network-acl.ts';
import { aRouteTable } from './a-route-table.ts';
import { aSecurityGroup } from './a-security-group.ts';
import { aFlowLog, anInternetGateway, aSubnet, aVpc } from './a-vpc.ts';
import { anAddress, anInstance, anInterface } from './an-interface.ts';

const SCOPE = { provider: 'aws', account: '111122223333', region: 'eu-west-1' } as const;

/** A region of which everything was read and in which nothing is. */
export function anEmptyAwsRegion(change: Partial<AwsRegion> = {}): AwsRegion {
  const unread = new AwsRegionBuilder({ ...SCOPE, ...change }).build();
  const isList = (value: unknown): value is Known<unknown> =>
    typeof value === 'object' && value !== null && 'known' in value;
  const read = Object.entries(unread).map(([name, value]) => [name, isList(value) ? known([]) : value]);
  return { ...(Object.fromEntries(read) as AwsRegion), blockPublicAccess: known({ mode: 'off' }), ...change };
}

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
