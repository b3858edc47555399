import { spawnSync } from 'node:child_process';
import { folderWith, posture } from '../support/command-line.ts';
import { abuseEvent } from '../support/notice-events.ts';
import { rehearse } from '../support/rehearse.ts';

const call = (name: string, response: object, request: object = {}): string =>
  `${JSON.stringify({ call: name, request, response })}\n`;
const refusal = (name: string): string =>
  `${JSON.stringify({ call: name, request: {}, error: { code: 'UnauthorizedOperation', message: 'no' } })}\n`;

const SCALING_GROUP = `web'; touch /tmp/owned; '$(touch /tmp/owned)\n-x`;

const nic = (id: string, groups: readonly string[], more: object = {}) => ({
  NetworkInterfaceId: id,
  Status: 'in-use',
  InterfaceType: 'interface',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-1',
  Groups: groups.map((GroupId) => ({ GroupId, GroupName: GroupId })),
  Attachment: { InstanceId: 'i-1', Status: 'attached' },
  PrivateIpAddresses: [
    {
      PrivateIpAddress: id === 'eni-1' ? '10.0.1.10' : '10.0.1.11',
      Primary: true,
      ...(id === 'eni-1' ? { Association: { PublicIp: '52.0.0.10' } } : {}),
    },
  ],
  ...more,
});

const AWS_LINES = [
  call('ec2:DescribeVpcs', { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] }),
  call('ec2:DescribeNetworkInterfaces', {
    NetworkInterfaces: [nic('eni-1', ['sg-1', 'sg-2']), nic('eni-2', ['sg-3'])],
  }),
  call('ec2:DescribeInstances', {
    Reservations: [
      {
        Instances: [
          {
            InstanceId: 'i-1',
            State: { Name: 'running' },
            VpcId: 'vpc-1',
            SubnetId: 'subnet-1',
            Tags: [
              { Key: 'Name', Value: 'web\nrm -rf /' },
              { Key: 'aws:autoscaling:groupName', Value: SCALING_GROUP },
            ],
          },
        ],
      },
    ],
  }),
  call('elbv2:DescribeTargetGroups', {
    TargetGroups: [
      {
        TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1',
        TargetGroupName: 'web',
        TargetType: 'instance',
        Port: 80,
      },
    ],
  }),
  call(
    'elbv2:DescribeTargetHealth',
    { TargetHealthDescriptions: [{ Target: { Id: 'i-1', Port: 8080 }, TargetHealth: { State: 'healthy' } }] },
    { TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1' },
  ),
];

const OPERATORS = 'policy:\n  operators: ["198.51.100.0/24", "2001:db8:77::/48"]\n';

const aws = (lines = AWS_LINES, extra: Readonly<Record<string, unknown>> = {}): string =>
  folderWith({
    'aws/111122223333/eu-west-1.jsonl': lines.join(''),
    'posture.config.yaml': OPERATORS,
    ...extra,
  });

const plan = async (folder: string, resource: string, ...more: string[]) =>
  posture('contain', resource, '--snapshot', folder, '--config', `${folder}/posture.config.yaml`, ...more);

test('a machine in AWS: every command with its real ids, in an order that keeps the evidence', async () => {
  const { exitCode, stdout, stderr } = await plan(aws(), 'i-1');
  expect([exitCode, stderr]).toEqual([0, '']);
  const ran = rehearse(stdout);
  const said = ran.map((each) => each.split('|').slice(1, 3).join(' '));
  expect(said).toEqual([
    'ec2 create-snapshots',
    'ec2 describe-instances',
    'ec2 get-console-output',
    'ec2 modify-instance-attribute',
    'ec2 modify-instance-attribute',
    'autoscaling detach-instances',
    'elbv2 deregister-targets',
    'ec2 create-security-group',
    'ec2 revoke-security-group-egress',
    'ec2 authorize-security-group-ingress',
    'ec2 describe-security-groups',
    'ec2 modify-network-interface-attribute',
    'ec2 modify-network-interface-attribute',
    'ec2 describe-iam-instance-profile-associations',
    'iam get-instance-profile',
    'iam put-role-policy',
    'ec2 stop-instances',
  ]);
  expect(ran[0]).toContain('|--instance-specification|InstanceId=i-1|');
  expect(ran[6]).toContain('|--targets|Id=i-1,Port=8080|');
  expect(ran[8]).toContain(
    '|--group-id|sg-new|--ip-permissions|{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}|',
  );
  expect(ran[9]).toContain(
    '{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"198.51.100.0/24"}],"Ipv6Ranges":[{"CidrIpv6":"2001:db8:77::/48"}]}',
  );
  expect(ran.slice(11, 13).map((each) => each.split('|').slice(3, 7))).toEqual([
    ['--network-interface-id', 'eni-1', '--groups', 'sg-new'],
    ['--network-interface-id', 'eni-2', '--groups', 'sg-new'],
  ]);
  for (const each of ran.filter((one) => !one.startsWith('aws|iam'))) expect(each).toContain('|--region|eu-west-1|');
});

test('the undo gives each interface its own groups back', async () => {
  const { stdout } = await plan(aws(), 'i-1');
  expect(stdout).toContain(
    '#    aws ec2 modify-network-interface-attribute --network-interface-id eni-1 --groups sg-1 sg-2 --region eu-west-1',
  );
  expect(stdout).toContain(
    '#    aws ec2 modify-network-interface-attribute --network-interface-id eni-2 --groups sg-3 --region eu-west-1',
  );
  expect(stdout).toContain('#    aws elbv2 register-targets');
  expect(stdout).toContain('#    aws autoscaling attach-instances');
});

test('hostile names stay words and comments', async () => {
  const { stdout } = await plan(aws(), 'i-1');
  const detach = rehearse(stdout)[5] ?? '';
  expect(detach.split('|')[6]).toBe(SCALING_GROUP.replace('\n', ' '));
  expect(
    stdout.split('\n').filter((line) => line !== '' && !/^(#|echo |aws |QUARANTINE=|PROFILE=|ROLE=)/.test(line)),
  ).toEqual([]);
});

test('run as a whole it does nothing', async () => {
  const { stdout } = await plan(aws(), 'i-1');
  expect(spawnSync('/bin/sh', ['-s'], { input: stdout, encoding: 'utf8', env: { PATH: '' } })).toMatchObject({
    status: 64,
    stdout: '',
  });
});

test('what must not be done stands first, and the answer to the notice last', async () => {
  const folder = aws(AWS_LINES, { 'notice.json': { schemaVersion: 1, notice: noticeFields, event: abuseEvent } });
  const { stdout } = await plan(folder, '52.0.0.10', '--notice', `${folder}/notice.json`);
  expect(stdout.indexOf('# MUST NOT BE DONE')).toBeLessThan(stdout.indexOf('# 1. '));
  expect(stdout).toContain('# - Do not terminate i-1, and do not delete its volumes');
  expect(stdout).toContain('# - Do not release its public address or bind it to something else');
  expect(stdout).toMatch(
    /# ANSWER TO THE NOTICE\n# Due by 2026-11-19T22:57:57.000Z\.\n#\n# Reference: 1234abc\n# Resource: i-1\n/,
  );
});

const noticeFields = {
  id: 'n',
  caseId: 'c',
  alertId: 'a',
  source: 'aws-health',
  provider: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
  resources: [{ id: 'i-1' }],
  kind: 'abuse',
  state: 'issued',
  severity: 'critical',
  code: 'AWS_ABUSE_DOS_REPORT',
  startedAt: '2026-11-18T22:57:57.000Z',
  updatedAt: '2026-11-18T22:57:57.000Z',
  text: '',
  communicationId: '1234abc',
  drill: false,
};

test('nobody is an operator: nobody gets in, and the plan says so', async () => {
  const folder = folderWith({ 'aws/111122223333/eu-west-1.jsonl': AWS_LINES.join(''), 'posture.config.yaml': '{}' });
  const { stdout } = await plan(folder, 'i-1');
  expect(stdout).toContain('policy.operators names nobody, so nobody gets in.');
  expect(stdout).not.toContain('authorize-security-group-ingress');
});

test('a call that was denied makes the plan incomplete, and it says which', async () => {
  const { exitCode, stdout } = await plan(
    aws([...AWS_LINES.slice(0, 3), refusal('elbv2:DescribeTargetGroups')]),
    'i-1',
  );
  expect(exitCode).toBe(2);
  expect(stdout).toContain('# INCOMPLETE: what follows was not read');
  expect(stdout).toContain('#   elbv2:DescribeTargetGroups: UnauthorizedOperation');
});

test('an interface that a service manages is left alone', async () => {
  const lines = [
    AWS_LINES[0] ?? '',
    call('ec2:DescribeNetworkInterfaces', {
      NetworkInterfaces: [
        nic('eni-9', ['sg-1'], {
          RequesterManaged: true,
          InterfaceType: 'network_load_balancer',
          Attachment: undefined,
        }),
      ],
    }),
  ];
  const { stdout } = await plan(aws(lines), 'eni-9');
  expect(stdout).toContain('Do not change eni-9 by hand: a service manages it (network_load_balancer).');
  expect(stdout).not.toContain('modify-network-interface-attribute');
});

describe('in Chinese', () => {
  const moment = (text: string): string => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T');
  /** Ids, numbers, addresses and settings: whatever is no word of a language. */
  const factsIn = (text: string): readonly string[] =>
    text
      .split('\n')
      .filter((line) => /^# *(?!aws )\S/.test(line))
      .flatMap((line) => moment(line).match(/[A-Za-z0-9<][\w.:/-]+/g) ?? [])
      .filter((word) => /\d|^policy\./.test(word))
      .map((word) => word.replace(/[.:,]+$/, ''))
      .sort();
  const notice = { 'notice.json': { schemaVersion: 1, notice: noticeFields, event: abuseEvent } };

  test.each([
    ['by the flag', {}, ['--language', 'zh']],
    ['by the configuration', { 'posture.config.yaml': `notify: { language: zh }\n${OPERATORS}` }, []],
  ])('%s: the same commands and facts, and no English sentence', async (_, files, flags) => {
    const folder = aws(AWS_LINES, { ...notice, ...files });
    const argv = ['i-1', '--notice', `${folder}/notice.json`] as const;
    const english = await plan(folder, ...argv, '--language', 'en');
    const chinese = await plan(folder, ...argv, ...flags);
    expect(chinese.exitCode).toBe(0);
    expect(rehearse(chinese.stdout).map(moment)).toEqual(rehearse(english.stdout).map(moment));
    expect(factsIn(chinese.stdout)).toEqual(factsIn(english.stdout));
    for (const heading of ['# 隔离处置方案：i-1', '# 绝不能做的事', '#    撤销：', '# 对通知的答复'])
      expect(chinese.stdout).toContain(heading);
    const prose = chinese.stdout.split('\n').filter((line) => /^#( -| \d\.| {4}[^a-z$]|$)/.test(line));
    for (const line of prose.filter((each) => each.length > 2)) expect(line).toMatch(/[\u4e00-\u9fff]/);
  });

  test('run as a whole it does nothing, either', async () => {
    const { stdout } = await plan(aws(), 'i-1', '--language', 'zh');
    expect(spawnSync('/bin/sh', ['-s'], { input: stdout, encoding: 'utf8', env: { PATH: '' } })).toMatchObject({
      status: 64,
      stdout: '',
      stderr: '请逐条执行本方案中的命令。\n',
    });
  });
});

test('as JSON, for other programs', async () => {
  const { stdout } = await plan(aws(), 'i-1', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    provider: 'aws',
    account: '111122223333',
    region: 'eu-west-1',
    resource: { type: 'instance', id: 'i-1' },
    missing: [],
  });
});

test.each([
  ['a resource that is not there', ['contain', 'i-9'], 'i-9 is no machine, interface or address of the snapshot'],
  [
    'a notice that is not there',
    ['contain', 'i-1', '--notice', '/nowhere.json'],
    '--notice /nowhere.json cannot be read: no such file',
  ],
])('%s is a mistake that is told', async (_, argv, message) => {
  const { exitCode, stderr } = await posture(...argv, '--snapshot', aws());
  expect(exitCode).toBe(64);
  expect(stderr).toContain(message);
});

test('an operator range that is the world is refused', async () => {
  const folder = aws(AWS_LINES, { 'posture.config.yaml': 'policy: { operators: ["0.0.0.0/0"] }' });
  const { exitCode, stderr } = await plan(folder, 'i-1');
  expect(exitCode).toBe(64);
  expect(stderr).toContain(
    'policy.operators.0 is "0.0.0.0/0", but must be a CIDR such as "198.51.100.0/24", no wider than /8',
  );
});
