import type { Site } from './content.ts';
import { addFlowLog } from './flow-logs.ts';
import { HOSTILE } from './hostile.ts';
import { addIdleAddress, addInstance } from './machines.ts';
import { addPrefixList } from './prefix-lists.ts';
import { ANYWHERE, aclEntry, allow, route } from './rules.ts';
import { type SubnetPlace, VpcBuilder } from './vpc-builder.ts';

/** What the rest of the estate refers to. */
export interface Office {
  readonly vpc: VpcBuilder;
  readonly timeServer: string;
  readonly vpnServer: string;
  readonly table: string;
  readonly subnet: SubnetPlace;
}

/** The office and its VPN: a server that the world must reach, and one that it must not. */
export function buildOffice(site: Site): Office {
  const vpc = new VpcBuilder(site, 'office-vpn', { cidr: '10.30.0.0/16', tags: { team: 'it' } });
  vpc.emptyDefaultGroup();
  const gateway = vpc.internetGateway();
  const table = vpc.table('office-public', [route(ANYWHERE, { GatewayId: gateway })]);
  const acl = vpc.acl('office-edge', [
    aclEntry(100, 'in', 'allow', 'tcp', [443, 943], ANYWHERE),
    aclEntry(110, 'in', 'allow', 'udp', [1194, 1194], ANYWHERE),
    aclEntry(120, 'in', 'allow', 'udp', [123, 123], ANYWHERE),
    aclEntry(130, 'in', 'allow', 'tcp', [22, 22], ANYWHERE),
    aclEntry(140, 'in', 'allow', 'tcp', [1024, 65_535], ANYWHERE),
    aclEntry(150, 'in', 'allow', 'udp', [1024, 65_535], ANYWHERE),
    // Nothing is left for this one: entry 130 has taken it all.
    aclEntry(160, 'in', 'deny', 'tcp', [22, 22], '203.0.113.0/24'),
    aclEntry(100, 'out', 'allow', 'all', 'all', ANYWHERE),
  ]);
  const subnet = vpc.subnet('office-public', { cidr: '10.30.0.0/24', zone: 'a', table, acl });
  // The ranges of our offices; the last one was meant to be a /32.
  const offices = addPrefixList(site, 'office-ranges', ['198.51.100.0/24', '203.0.113.16/28', '0.0.0.0/0']);
  const vpnGroup = vpc.group('openvpn', 'OpenVPN', [
    allow('udp', 1194, [ANYWHERE]),
    allow('tcp', 443, [ANYWHERE]),
    allow('tcp', 943, [offices], 'admin page, offices only'),
    allow('tcp', 22, [offices], 'offices only'),
  ]);
  const vpnServer = addInstance(site, 'openvpn', {
    subnet,
    groups: [vpnGroup],
    publicAddress: 'elastic',
    sourceDestCheck: false,
    tags: { team: 'it', comment: HOSTILE.rightToLeft },
  });
  vpc.addRoutes(table, [
    route('10.99.0.0/24', { InstanceId: vpnServer, NetworkInterfaceId: interfaceOf(site, vpnServer) }),
  ]);
  const timeGroup = vpc.group('time', 'NTP for the branch offices', [
    allow('udp', 123, [ANYWHERE]),
    allow('udp', 161, ['198.51.0.0/15']),
  ]);
  const timeServer = addInstance(site, 'ntp-1', {
    subnet,
    groups: [timeGroup],
    publicAddress: 'elastic',
    type: 't3.small',
  });
  // It answers for somebody else: yesterday it sent forty times what it sends on other days.
  site.content.outboundMegabytes.set(timeServer, [...Array.from({ length: 14 }, () => 120), 4_800]);
  vpc.group('launch-wizard-3', 'launch-wizard-3 created 2019-02-11T10:22:31.104+01:00', [
    allow('tcp', 22, ['198.51.100.7/32']),
  ]);
  addIdleAddress(site, 'old-vpn-address', { note: HOSTILE.long });
  addFlowLog(site, vpc, 'Access error');
  return { vpc, timeServer, vpnServer, table, subnet };
}

const interfaceOf = (site: Site, instanceId: string): string | undefined =>
  site.content.networkInterfaces.find(({ Attachment }) => Attachment?.InstanceId === instanceId)?.NetworkInterfaceId;
