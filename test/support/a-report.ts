import type { ResourceRef } from '#checks/examine.ts';
import { SEVERITIES } from '#checks/outcome.ts';
import { byImportance } from '#findings/changes.ts';
import { type Finding, findingId } from '#findings/finding.ts';
import type { Coverage, Report, ScopeCoverage } from '#reports/report.ts';
import { summarise } from '#reports/summary.ts';

/** The resource of {@link aFinding}. */
export const aResource = (changes: Partial<ResourceRef> = {}): ResourceRef => ({
  provider: 'aws',
  account: '111122223333',
  region: 'eu-central-1',
  type: 'security-group',
  id: 'sg-0a1b2c3d4e5f60718',
  name: 'web',
  tags: { Name: 'web', team: 'shop' },
  ...changes,
});

/** A new critical finding; a test says only what it changes. The id follows from check and resource. */
export function aFinding(changes: Partial<Finding> = {}): Finding {
  const resource = changes.resource ?? aResource();
  const checkId = changes.checkId ?? 'aws-ec2-security-group-closes-admin-ports';
  return {
    id: findingId(checkId, resource),
    checkId,
    title: 'Security groups open no admin port to the world',
    severity: 'critical',
    concern: 'exposure',
    status: 'new',
    resource,
    message: 'tcp 22 (SSH) is open to 0.0.0.0/0.',
    evidence: { rules: [{ protocol: 'tcp', ports: '22', source: '0.0.0.0/0' }] },
    why: 'Whoever finds the port can try passwords and known faults for as long as it is open.',
    fix: { text: 'Let the port in from the addresses of the people who need it, or use Session Manager.' },
    frameworks: ['FSBP EC2.13', 'CIS-A-5.0 5.3'],
    firstSeenAt: '2026-11-19T03:00:00.000Z',
    lastSeenAt: '2026-11-20T03:00:00.000Z',
    ...changes,
  };
}

const wide = aFinding({
  checkId: 'aws-ec2-security-group-closes-all-ports',
  title: 'No security group opens every port to the world',
  severity: 'high',
  resource: aResource({ id: 'sg-1' }),
});

/** A group that opens everything, and two narrower findings that it brings. */
export const openedWide: readonly Finding[] = [
  wide,
  aFinding({
    checkId: 'aws-ec2-interface-admin-ports-unreachable',
    title: 'The Internet reaches no admin port',
    resource: aResource({ id: 'eni-1', type: 'network-interface', name: 'bastion' }),
    rootCause: wide.id,
  }),
  aFinding({ severity: 'medium', resource: aResource({ id: 'sg-1' }), rootCause: wide.id }),
];

/** One region that was read completely. */
export const aScope = (changes: Partial<ScopeCoverage> = {}): ScopeCoverage => ({
  provider: 'aws',
  account: '111122223333',
  region: 'eu-central-1',
  status: 'ok',
  calls: 20,
  missing: [],
  ...changes,
});

/** A report of these findings, sorted and counted as a run does it. */
export function aReport(
  findings: readonly Finding[] = [aFinding()],
  coverage: Coverage = { scopes: [aScope()], assumptions: [] },
  changes: Partial<Report> = {},
): Report {
  const standing = findings.filter(({ status }) => status !== 'resolved').length;
  const unknown = coverage.scopes.reduce((sum, { missing }) => sum + missing.length, 0);
  return {
    schemaVersion: 1,
    run: {
      id: '20261120T030000Z-4f2a',
      startedAt: '2026-11-20T03:00:00.000Z',
      finishedAt: '2026-11-20T03:02:41.000Z',
      tool: { name: 'cloud-posture', version: '0.1.0' },
      language: 'en',
      previousRunId: '20261119T030000Z-9c1d',
    },
    coverage,
    summary: summarise(findings, { pass: 200, fail: standing, unknown, 'not-applicable': 30 }, coverage),
    findings: [...findings].sort(byImportance),
    exposures: [],
    notices: [],
    waivers: [],
    frameworks: [],
    ...changes,
  };
}

/** What an attacker writes where a name is expected: a tag, a script, a quote, a line break, an escape, a formula, a turned direction. */
export const HOSTILE = `=cmd|' /C calc'!A0"><script>document.title='owned'</script><img src=x onerror=alert(1)>\u001b[31m\u202egpj\r\nSubject: free`;

const CHECKS = [
  [
    'aws-ec2-security-group-closes-admin-ports',
    'Security groups open no admin port to the world',
    'tcp 22 (SSH) is open to 0.0.0.0/0.',
  ],
  [
    'aws-ec2-security-group-closes-data-ports',
    'Security groups open no data port to the world',
    'tcp 5432 (PostgreSQL) is open to 0.0.0.0/1 and 128.0.0.0/1.',
  ],
  [
    'aws-vpc-route-not-blackhole',
    'No route leads into a black hole',
    'Destination 10.8.0.0/16 leads to pcx-0123456789abcdef0, which is gone.',
  ],
  ['aws-vpc-flow-logs-enabled', 'Flow logs are on', 'The VPC has no flow log that delivers.'],
  ['aws-ec2-instance-requires-imdsv2', 'Instances require IMDSv2', 'HttpTokens is "optional".'],
  ['aws-ec2-address-attached', 'Elastic IP addresses are in use', 'The address is attached to nothing.'],
] as const;

/** `count` findings of six checks, five severities, three regions and two accounts, each of its own resource. */
export const manyFindings = (count: number): readonly Finding[] =>
  Array.from({ length: count }, (_, index) => {
    const [checkId, title, message] = CHECKS[index % CHECKS.length] ?? CHECKS[0];
    const hex = (index * 2_654_435_761).toString(16).padStart(17, '0').slice(-17);
    return aFinding({
      checkId,
      title,
      message,
      severity: SEVERITIES[index % SEVERITIES.length] ?? 'info',
      status: index % 7 === 0 ? 'new' : 'open',
      resource: aResource({
        id: `sg-${hex}`,
        name: `service-${index}`,
        account: index % 2 === 0 ? '111122223333' : '444455556666',
        region: ['eu-central-1', 'us-east-1', 'ap-southeast-2'][index % 3] ?? '',
      }),
      evidence: { vpcId: `vpc-${hex}`, rules: [{ protocol: 'tcp', ports: [[22, 22]], sources: ['0.0.0.0/0'] }] },
      fix: {
        text: 'Let the port in from the addresses of the people who need it, or use Session Manager.',
        commands: [
          `aws ec2 revoke-security-group-ingress --group-id sg-${hex} --protocol tcp --port 22 --cidr 0.0.0.0/0`,
        ],
      },
    });
  });
