import type { Finding } from '#findings/finding.ts';
import { findingsAsff } from '#reports/asff.ts';
import { aFinding, aReport, aResource, aScope, HOSTILE, manyFindings } from '../support/a-report.ts';

type Row = Readonly<Record<string, unknown>>;

const rowsOf = (findings: readonly Finding[], regions: readonly string[] = ['eu-central-1']): readonly Row[] =>
  JSON.parse(
    [...findingsAsff(aReport(findings, { scopes: regions.map((region) => aScope({ region })), assumptions: [] }))].join(
      '',
    ),
  ) as readonly Row[];
const rowOf = (changes: Partial<Finding> = {}, regions?: readonly string[]): Row =>
  rowsOf([aFinding(changes)], regions)[0] ?? {};

const threatArn = 'arn:aws:guardduty:eu-central-1:111122223333:detector/d1/finding/f1';
const threat: Partial<Finding> = {
  checkId: 'aws-guardduty-findings-resolved',
  concern: 'detection',
  resource: aResource({ type: 'guardduty-finding', id: threatArn, arn: threatArn, tags: {} }),
  evidence: { type: 'Backdoor:EC2/C&CActivity.B', instanceId: 'i-0123456789abcdef0' },
  frameworks: [],
};
const waiver = { reason: 'a test host', owner: 'mia', expires: '2027-03-31', expired: false };

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html */
const REQUIRED = [
  'AwsAccountId',
  'CreatedAt',
  'Description',
  'GeneratorId',
  'Id',
  'ProductArn',
  'Resources',
  'SchemaVersion',
  'Severity',
  'Title',
  'Types',
  'UpdatedAt',
];

test('a finding, field by field', () => {
  expect(rowOf()).toEqual({
    SchemaVersion: '2018-10-08',
    Id: aFinding().id,
    ProductArn: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
    ProductName: 'Cloud Posture',
    CompanyName: 'Cloud Posture',
    GeneratorId: 'aws-ec2-security-group-closes-admin-ports',
    AwsAccountId: '111122223333',
    Region: 'eu-central-1',
    Types: [
      'Software and Configuration Checks/AWS Security Best Practices/Network Reachability',
      'Software and Configuration Checks/Industry and Regulatory Standards/AWS Foundational Security Best Practices',
      'Software and Configuration Checks/Industry and Regulatory Standards/CIS AWS Foundations Benchmark',
    ],
    FirstObservedAt: '2026-11-19T03:00:00.000Z',
    LastObservedAt: '2026-11-20T03:00:00.000Z',
    CreatedAt: '2026-11-19T03:00:00.000Z',
    UpdatedAt: '2026-11-20T03:00:00.000Z',
    Severity: { Label: 'CRITICAL', Original: 'critical' },
    Title: 'Security groups open no admin port to the world',
    Description:
      'tcp 22 (SSH) is open to 0.0.0.0/0. Whoever finds the port can try passwords and known faults for as long as it is open.',
    Remediation: {
      Recommendation: {
        Text: 'Let the port in from the addresses of the people who need it, or use Session Manager.',
      },
    },
    ProductFields: {
      'cloud-posture/concern': 'exposure',
      'cloud-posture/status': 'new',
      'cloud-posture/runId': '20261120T030000Z-4f2a',
      'cloud-posture/version': '0.1.0',
    },
    Resources: [
      {
        Type: 'AwsEc2SecurityGroup',
        Id: 'arn:aws:ec2:eu-central-1:111122223333:security-group/sg-0a1b2c3d4e5f60718',
        Partition: 'aws',
        Region: 'eu-central-1',
        Tags: { Name: 'web', team: 'shop' },
      },
    ],
    Compliance: {
      Status: 'FAILED',
      SecurityControlId: 'aws-ec2-security-group-closes-admin-ports',
      RelatedRequirements: ['FSBP EC2.13', 'CIS-A-5.0 5.3'],
    },
    Workflow: { Status: 'NEW' },
    RecordState: 'ACTIVE',
  });
});

test.each<[string, Partial<Finding>, object]>([
  ['open', { status: 'open' }, { Workflow: { Status: 'NEW' }, RecordState: 'ACTIVE' }],
  ['waived', { status: 'waived', waiver }, { Workflow: { Status: 'SUPPRESSED' }, RecordState: 'ACTIVE' }],
  [
    'resolved, which is not yet a pass',
    { status: 'resolved' },
    {
      Workflow: { Status: 'RESOLVED' },
      RecordState: 'ARCHIVED',
      Compliance: { Status: 'NOT_AVAILABLE' },
    },
  ],
  ['info', { severity: 'info' }, { Severity: { Label: 'INFORMATIONAL', Original: 'info' } }],
  [
    'a time that an old report does not have',
    { firstSeenAt: '' },
    { CreatedAt: '2026-11-20T03:00:00.000Z', FirstObservedAt: '2026-11-20T03:00:00.000Z' },
  ],
  ['no framework', { frameworks: [], concern: 'hygiene' }, { Types: [expect.stringMatching(/Best Practices$/)] }],
  [
    'a threat points to the machine and to what GuardDuty told',
    threat,
    {
      Types: ['Unusual Behaviors'],
      Resources: [
        { Type: 'Other', Id: threatArn },
        { Type: 'AwsEc2Instance', Id: 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0123456789abcdef0' },
      ],
      RelatedFindings: [{ ProductArn: 'arn:aws:securityhub:eu-central-1::product/aws/guardduty', Id: threatArn }],
    },
  ],
  [
    'a path, on its way in',
    {
      path: [
        { leg: 'forward', hop: 'internet-gateway', component: 'igw-1' },
        { leg: 'forward', hop: 'address-mapping', component: 'eni-1' },
        { leg: 'forward', hop: 'security-group-in', component: 'no group' },
        { leg: 'forward', hop: 'interface', component: 'eni-1' },
        { leg: 'return', hop: 'route-table', component: 'rtb-1' },
        'no hop' as unknown as object,
      ],
    },
    {
      NetworkPath: [
        { ComponentId: 'igw-1', ComponentType: 'AWS::EC2::InternetGateway' },
        { ComponentId: 'eni-1', ComponentType: 'AWS::EC2::NetworkInterface' },
      ],
    },
  ],
])('%s', (_, changes, fields) => {
  expect(rowOf(changes)).toMatchObject(fields);
});

test('a threat has no compliance', () => {
  expect(rowOf(threat)).not.toHaveProperty('Compliance');
});

test.each<[string, Parameters<typeof aResource>[0], readonly [type: string, id: string, partition: string]]>([
  ['an account', { type: 'account', id: '111122223333' }, ['AwsAccount', 'AWS::::Account:111122223333', 'aws']],
  ['a region', { type: 'region', id: 'eu-central-1' }, ['AwsAccount', 'AWS::::Account:111122223333', 'aws']],
  [
    'a balancer, by its own ARN',
    { type: 'alb', id: 'arn:aws:x', arn: 'arn:aws:x' },
    ['AwsElbv2LoadBalancer', 'arn:aws:x', 'aws'],
  ],
  [
    'a classic balancer',
    { type: 'clb', id: 'shop' },
    ['AwsElbLoadBalancer', 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/shop', 'aws'],
  ],
  [
    'an address',
    { type: 'address', id: 'eipalloc-1' },
    ['AwsEc2Eip', 'arn:aws:ec2:eu-central-1:111122223333:elastic-ip/eipalloc-1', 'aws'],
  ],
  ['an address without allocation', { type: 'address', id: '198.51.100.7' }, ['AwsEc2Eip', '198.51.100.7', 'aws']],
  ['a listener', { type: 'listener', id: 'arn:aws:y', arn: 'arn:aws:y' }, ['Other', 'arn:aws:y', 'aws']],
  [
    'in China',
    { region: 'cn-north-1', type: 'vpc', id: 'vpc-1' },
    ['AwsEc2Vpc', 'arn:aws-cn:ec2:cn-north-1:111122223333:vpc/vpc-1', 'aws-cn'],
  ],
  [
    'for government',
    { region: 'us-gov-west-1', type: 'subnet', id: 'subnet-1' },
    ['AwsEc2Subnet', 'arn:aws-us-gov:ec2:us-gov-west-1:111122223333:subnet/subnet-1', 'aws-us-gov'],
  ],
  ['a name of every object', { type: 'constructor', id: 'x' }, ['Other', 'x', 'aws']],
])('%s is %s', (_, resource, [type, id, partition]) => {
  expect(rowOf({ resource: aResource(resource) })['Resources']).toMatchObject([
    { Type: type, Id: id, Partition: partition },
  ]);
});

test.each([
  ['us-east-1', ['eu-central-1'], 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default'],
  ['cn-north-1', ['cn-northwest-1'], 'arn:aws-cn:securityhub:cn-north-1:111122223333:product/111122223333/default'],
  [
    'us-gov-west-1',
    ['us-gov-east-1'],
    'arn:aws-us-gov:securityhub:us-gov-west-1:111122223333:product/111122223333/default',
  ],
])('what has no region is told in %s where the account has %j', (region, regions, productArn) => {
  const row = rowOf({ resource: aResource({ region: 'global', type: 'account', id: '111122223333' }) }, regions);
  expect(row).toMatchObject({ Region: region, ProductArn: productArn });
});

test.each([
  ['Alibaba Cloud', { provider: 'alicloud', account: '5123456789012345', region: 'cn-hangzhou' } as const],
  ['a dump of nobody known', { account: 'unknown-account' }],
  ['an account that is named and not numbered', { account: 'prod' }],
  ['a dump of nowhere known', { region: 'unknown-region' }],
])('%s has no account for it and is left out', (_, resource) => {
  expect(rowsOf([aFinding({ resource: aResource(resource) })])).toEqual([]);
  expect(rowsOf([aFinding({ resource: aResource(resource) }), aFinding()])).toHaveLength(1);
});

test('texts keep the limits in UTF-16 units, whatever others wrote, and a finding stays under 240 KB', () => {
  const endless = `${HOSTILE}${'😀'.repeat(1_000_000)}`;
  const tags = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`${at}${endless}`, endless]));
  const row = rowOf({
    title: endless,
    message: endless,
    fix: { text: endless },
    resource: aResource({ id: endless, type: 'listener', name: endless, tags }),
    path: Array.from({ length: 500 }, (_, at) => ({ leg: 'forward', component: `sg-${at}` })),
  }) as {
    Title: string;
    Description: string;
    Remediation: { Recommendation: { Text: string } };
    Resources: readonly { Id: string; Tags: object }[];
  };
  for (const [text, limit] of [
    [row.Title, 256],
    [row.Description, 1024],
    [row.Remediation.Recommendation.Text, 512],
    [row.Resources[0]?.Id ?? '', 512],
  ] as const) {
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(text.length).toBeGreaterThan(limit - 3);
    // Throws for half a character.
    encodeURIComponent(text);
  }
  expect(Object.keys(row.Resources[0]?.Tags ?? {})).toHaveLength(50);
  expect(Buffer.byteLength(JSON.stringify(row))).toBeLessThan(240_000);
});

test('texts that AWS would refuse as blank are left out or replaced', () => {
  const row = rowOf({ title: ' \u200b', fix: { text: '' }, resource: aResource({ tags: { empty: '', ok: '1' } }) });
  expect(row).toMatchObject({
    Title: 'aws-ec2-security-group-closes-admin-ports',
    Remediation: { Recommendation: { Text: 'See the report.' } },
    Resources: [{ Tags: { ok: '1' } }],
  });
  expect(JSON.stringify(row)).not.toContain('empty');
});

test('every finding has what is required, one a line', () => {
  const chunks = [...findingsAsff(aReport(manyFindings(120)))];
  const rows = JSON.parse(chunks.join('')) as readonly Row[];
  expect(rows).toHaveLength(120);
  expect(chunks.join('').trimEnd().split('\n')).toHaveLength(122);
  for (const row of rows) expect(REQUIRED.filter((key) => row[key] === undefined)).toEqual([]);
});

test('a run without findings is an empty list', () => {
  expect(rowsOf([])).toEqual([]);
});
