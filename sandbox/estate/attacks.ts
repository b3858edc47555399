import type { Site } from './content.ts';
import { HOSTILE } from './hostile.ts';
import { recordDetector, type Threat } from './threats.ts';

/** The machines that somebody is after. */
export interface Targets {
  readonly bastion: string;
  readonly timeServer: string;
  readonly buildServer: string;
  readonly web: string;
}

const PROBES = 56;

/** What GuardDuty has seen lately: a night of probes, a few things that matter, and a sample that somebody forgot. */
export function recordAttacks(site: Site, { bastion, timeServer, buildServer, web }: Targets): void {
  const threats: Threat[] = [
    {
      type: 'AttackSequence:EC2/CompromisedInstanceGroup',
      severity: 9.2,
      title: 'A sequence of actions points to a compromised instance.',
      description: 'An SSH brute force was followed by traffic to a known command and control server.',
      instanceId: bastion,
      remoteAddress: '192.0.2.66',
      port: 22,
      count: 14,
    },
    {
      type: 'UnauthorizedAccess:EC2/SSHBruteForce',
      severity: 8,
      title: `${bastion} is performing SSH brute force attacks.`,
      description: `Source ${HOSTILE.markup} tried many passwords. ${HOSTILE.terminal}`,
      instanceId: bastion,
      remoteAddress: '192.0.2.66',
      port: 22,
      count: 4812,
    },
    {
      type: 'Backdoor:EC2/DenialOfService.Udp',
      severity: 8,
      title: `${timeServer} behaves as a denial of service tool over UDP.`,
      description: 'The instance sends a large amount of UDP traffic to one address.',
      instanceId: timeServer,
      remoteAddress: '192.0.2.10',
      port: 123,
      count: 3,
    },
    {
      type: 'CryptoCurrency:EC2/BitcoinTool.B!DNS',
      severity: 8,
      title: `${buildServer} asks for a name that belongs to a mining pool.`,
      description: 'The instance asks for a domain name that is associated with cryptocurrency.',
      instanceId: buildServer,
      remoteAddress: '192.0.2.23',
      port: 53,
      count: 40,
    },
    {
      type: 'Recon:EC2/Portscan',
      severity: 5,
      title: `${web} performed outbound port scans.`,
      description: 'The instance scanned ports of remote hosts.',
      instanceId: web,
      remoteAddress: '192.0.2.80',
      port: 8080,
    },
    {
      type: 'UnauthorizedAccess:EC2/TorClient',
      severity: 8,
      title: '[SAMPLE] The instance connects to a Tor entry node.',
      description: 'A finding that was made to try the mail out.',
      instanceId: bastion,
      remoteAddress: '198.51.100.0',
      port: 80,
      isSample: true,
    },
    ...Array.from(
      { length: PROBES },
      (_, index): Threat => ({
        type: 'Recon:EC2/PortProbeUnprotectedPort',
        severity: 2,
        title: 'An unprotected port is being probed.',
        description: `A known malicious host probes an unprotected port (${index + 1}).`,
        instanceId: index % 3 === 0 ? timeServer : bastion,
        remoteAddress: `192.0.2.${100 + index}`,
        port: index % 3 === 0 ? 123 : 22,
        count: 1 + (index % 7),
      }),
    ),
  ];
  recordDetector(site, threats, {
    CLOUD_TRAIL: true,
    DNS_LOGS: true,
    FLOW_LOGS: true,
    S3_DATA_EVENTS: true,
    EKS_AUDIT_LOGS: false,
    EBS_MALWARE_PROTECTION: false,
    RDS_LOGIN_EVENTS: false,
    LAMBDA_NETWORK_LOGS: false,
    RUNTIME_MONITORING: false,
  });
}
