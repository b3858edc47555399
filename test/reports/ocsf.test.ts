import { CHECKS } from '#checks/registry.ts';
import type { Finding } from '#findings/finding.ts';
import { findingsOcsf } from '#reports/ocsf.ts';
import { PASS_THROUGH_CHECKS } from '#reports/pass-through.ts';
import { aFinding, aReport, aResource, HOSTILE, manyFindings } from '../support/a-report.ts';

type Event = Readonly<Record<string, unknown>>;

const eventsOf = (...findings: Finding[]): readonly Event[] =>
  [...findingsOcsf(aReport(findings))].map((line) => JSON.parse(line) as Event);
const eventOf = (changes: Partial<Finding> = {}): Event => eventsOf(aFinding(changes))[0] ?? {};

const threat = {
  checkId: 'aws-guardduty-findings-resolved',
  resource: aResource({ type: 'guardduty-finding', id: 'arn:aws:guardduty:x', arn: 'arn:aws:guardduty:x' }),
};
const ali = aResource({ provider: 'alicloud', account: '5123456789012345', region: 'cn-hangzhou', type: 'clb' });
const waiver = { reason: 'a test host', owner: 'mia', expires: '2027-03-31', expired: false };

/** What schema.ocsf.io names as required of both classes; `test/emulator/formats.test.ts` holds lines against all of it. */
const REQUIRED = [
  'activity_id',
  'category_uid',
  'class_uid',
  'cloud',
  'finding_info',
  'metadata',
  'severity_id',
  'time',
  'type_uid',
];

test('a setting that is wrong is a Compliance Finding, field by field', () => {
  expect(eventOf({ resource: aResource({ tags: { team: 'shop', Name: 'web' } }) })).toEqual({
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200301,
    type_name: 'Compliance Finding: Create',
    time: 1795143600000,
    severity_id: 5,
    severity: 'Critical',
    status_id: 1,
    status: 'New',
    message: 'tcp 22 (SSH) is open to 0.0.0.0/0.',
    metadata: {
      version: '1.6.0',
      profiles: ['cloud'],
      product: { name: 'Cloud Posture', uid: 'cloud-posture', version: '0.1.0' },
      event_code: 'aws-ec2-security-group-closes-admin-ports',
      correlation_uid: '20261120T030000Z-4f2a',
    },
    cloud: {
      provider: 'AWS',
      region: 'eu-central-1',
      account: { uid: '111122223333', type_id: 10, type: 'AWS Account' },
    },
    finding_info: {
      uid: aFinding().id,
      title: 'Security groups open no admin port to the world',
      desc: 'tcp 22 (SSH) is open to 0.0.0.0/0.',
      types: ['exposure'],
      analytic: {
        uid: 'aws-ec2-security-group-closes-admin-ports',
        name: 'Security groups open no admin port to the world',
        type_id: 1,
        type: 'Rule',
      },
      created_time: 1795057200000,
      first_seen_time: 1795057200000,
      last_seen_time: 1795143600000,
      modified_time: 1795143600000,
    },
    compliance: {
      control: 'aws-ec2-security-group-closes-admin-ports',
      desc: 'Whoever finds the port can try passwords and known faults for as long as it is open.',
      standards: ['AWS Foundational Security Best Practices', 'CIS AWS Foundations Benchmark 5.0'],
      requirements: ['FSBP EC2.13', 'CIS-A-5.0 5.3'],
      status_id: 3,
      status: 'Fail',
    },
    remediation: {
      desc: 'Let the port in from the addresses of the people who need it, or use Session Manager.',
    },
    resources: [
      {
        uid: 'sg-0a1b2c3d4e5f60718',
        uid_alt: 'arn:aws:ec2:eu-central-1:111122223333:security-group/sg-0a1b2c3d4e5f60718',
        name: 'web',
        type: 'security-group',
        region: 'eu-central-1',
        cloud_partition: 'aws',
        tags: [
          { name: 'Name', value: 'web' },
          { name: 'team', value: 'shop' },
        ],
      },
    ],
    evidences: [{ data: { rules: [{ protocol: 'tcp', ports: '22', source: '0.0.0.0/0' }] } }],
    unmapped: { concern: 'exposure' },
  });
});

test.each<[string, Partial<Finding>, object]>([
  ['new', { status: 'new' }, { activity_id: 1, type_uid: 200301, status_id: 1, status: 'New' }],
  ['open', { status: 'open' }, { activity_id: 2, type_uid: 200302, status_id: 1, status: 'New' }],
  ['waived', { status: 'waived', waiver }, { activity_id: 2, type_uid: 200302, status_id: 3, status: 'Suppressed' }],
  [
    'waived from its first day',
    { status: 'waived', waiver, firstSeenAt: '2026-11-20T03:00:00.000Z' },
    { activity_id: 1, status_id: 3 },
  ],
  [
    'resolved, which is not yet a pass',
    { status: 'resolved' },
    {
      activity_id: 3,
      activity_name: 'Close',
      type_uid: 200303,
      status_id: 4,
      compliance: expect.objectContaining({ status_id: 99, status: 'Resolved' }),
    },
  ],
  ['a threat', threat, { class_uid: 2004, class_name: 'Detection Finding', type_uid: 200401 }],
  ['a threat that is gone', { ...threat, status: 'resolved' }, { class_uid: 2004, type_uid: 200403 }],
  ['info', { severity: 'info' }, { severity_id: 1, severity: 'Informational' }],
  ['low', { severity: 'low' }, { severity_id: 2, severity: 'Low' }],
  ['medium', { severity: 'medium' }, { severity_id: 3, severity: 'Medium' }],
  ['high', { severity: 'high' }, { severity_id: 4, severity: 'High' }],
  [
    'of Alibaba Cloud',
    { resource: ali },
    {
      cloud: {
        provider: 'Alibaba Cloud',
        region: 'cn-hangzhou',
        account: { uid: '5123456789012345', type_id: 99, type: 'Alibaba Cloud Account' },
      },
    },
  ],
  [
    'what has no place of its own',
    {
      path: [{ hop: 'interface' }],
      rootCause: 'abc',
      waiver,
      fix: { text: 'Close it.', commands: ['aws …'], consoleUrl: 'https://console.aws.amazon.com/' },
    },
    {
      unmapped: { concern: 'exposure', commands: ['aws …'], path: [{ hop: 'interface' }], waiver, rootCause: 'abc' },
      finding_info: expect.objectContaining({ src_url: 'https://console.aws.amazon.com/' }),
    },
  ],
])('%s', (_, changes, fields) => {
  expect(eventOf(changes)).toMatchObject(fields);
});

test('a threat has no compliance, and a control of no framework no standards', () => {
  expect(eventOf(threat)).not.toHaveProperty('compliance');
  expect(eventOf({ frameworks: [] })['compliance']).not.toHaveProperty('standards');
});

test('every line has what the schema requires, and type_uid is made of class and activity', () => {
  for (const event of eventsOf(
    ...manyFindings(60),
    aFinding(threat),
    aFinding({ status: 'resolved', resource: ali }),
  )) {
    expect(REQUIRED.filter((key) => event[key] === undefined)).toEqual([]);
    expect(event['type_uid']).toBe(Number(event['class_uid']) * 100 + Number(event['activity_id']));
  }
});

test('a time that an old report does not have is left out, never null', () => {
  const { finding_info: info } = eventOf({ firstSeenAt: '' });
  expect(info).not.toHaveProperty('first_seen_time');
  expect(JSON.stringify(info)).not.toContain('null');
});

test('a hostile name stays inside one line of JSON', () => {
  const [line = '', ...more] = [...findingsOcsf(aReport([aFinding({ resource: aResource({ name: HOSTILE }) })]))];
  expect(more).toEqual([]);
  expect(line.match(/\n/g)).toHaveLength(1);
  expect(JSON.parse(line)).toMatchObject({ resources: [{ name: HOSTILE }] });
});

test('a run without findings writes an empty file', () => {
  expect([...findingsOcsf(aReport([]))]).toEqual([]);
});

test('every check that is passed on is in the catalogue', () => {
  const ids = CHECKS.map(({ id }) => id);
  expect(PASS_THROUGH_CHECKS.filter((id) => !ids.includes(id))).toEqual([]);
});
