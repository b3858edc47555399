import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, posture } from '../support/command-line.ts';

const vpc = { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' }] };
const group = (cidr: string) => ({
  SecurityGroups: [
    {
      GroupId: 'sg-1',
      GroupName: 'web',
      VpcId: 'vpc-1',
      OwnerId: '111122223333',
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: cidr }] }],
      IpPermissionsEgress: [],
    },
  ],
});

describe('mistakes end with 64, name what was given and what is wanted, and leave nothing behind', () => {
  const out = join(folderWith(), 'out');
  const dump = folderWith({ 'eu-west-1/vpcs.json': vpc });
  const cases: Record<string, { argv: string[]; says: RegExp }> = {
    'no such verb': {
      argv: ['scna'],
      says: /unknown command 'scna'.*scan, collect, exposure, diagnose, diff, checks, contain, demo/s,
    },
    'no such flag': { argv: ['scan', '--regoins', 'x'], says: /unknown option '--regoins'.*--regions/s },
    'a flag without its value': { argv: ['scan', '--out'], says: /--out <dir>/ },
    'an empty folder name': { argv: ['scan', '--out', ''], says: /--out must not be empty, got ""/ },
    'an empty snapshot name': { argv: ['exposure', '--snapshot', ' '], says: /--snapshot must not be empty, got " "/ },
    'an argument too many': { argv: ['scan', 'x', 'y'], says: /^posture: scan takes flags alone, got "x" "y"; see/ },
    'a mistake where messages are JSON': {
      argv: ['diff', '--json-logs', '--nope'],
      says: /^\{"event":"error","text":"unknown option '--nope'; allowed for diff are/,
    },
    'a folder as configuration': {
      argv: ['scan', '--config', dump, '--out', out],
      says: /--config .* cannot be read: it is a folder/,
    },
    'no such region': {
      argv: ['scan', '--regions', 'nowhere-1', '--out', out],
      says: /--regions nowhere-1 is no region/,
    },
    'a region that the snapshot lacks': {
      argv: ['scan', '--snapshot', dump, '--regions', 'eu-north-1', '--out', out],
      says: /nothing of eu-north-1; it holds eu-west-1/,
    },
    'no such check': {
      argv: ['scan', '--checks', 'aws-nothing', '--snapshot', dump, '--out', out],
      says: /no check matches "aws-nothing"/,
    },
    'no such severity': {
      argv: ['scan', '--fail-on', 'awful'],
      says: /--fail-on awful is no severity; allowed are critical, high/,
    },
    'no such format': {
      argv: ['scan', '--format', 'pdf'],
      says: /--format pdf is not known; allowed are text, json, csv/,
    },
    'no such cloud': { argv: ['scan', '--provider', 'gcp'], says: /--provider gcp is not known; allowed are aws/ },
    'no such snapshot': { argv: ['scan', '--snapshot', join(out, 'no'), '--out', out], says: /no such file or folder/ },
    'an empty snapshot': { argv: ['scan', '--snapshot', folderWith(), '--out', out], says: /holds no snapshot/ },
    'a snapshot that is no JSON': {
      argv: ['scan', '--snapshot', folderWith({ 'eu-west-1/a.json': '{"Vpcs": [' }), '--out', out],
      says: /eu-west-1\/a\.json is no JSON/,
    },
    'a line that is no call': {
      argv: [
        'scan',
        '--snapshot',
        folderWith({
          'aws/111122223333/eu-west-1.jsonl': '{"call":"ec2:DescribeVpcs","request":{},"response":{}}\n{"no":"call"}\n',
        }),
        '--out',
        out,
      ],
      says: /eu-west-1\.jsonl line 2 is no recorded call/,
    },
    'a configuration that is not there': {
      argv: ['scan', '--config', 'no.yaml', '--out', out],
      says: /--config no\.yaml cannot be read: no such file/,
    },
    'a broken configuration': {
      argv: [
        'scan',
        '--config',
        join(folderWith({ 'c.yaml': 'aws:\n  regions: [eu-west-1\n' }), 'c.yaml'),
        '--out',
        out,
      ],
      says: /c\.yaml line \d+/,
    },
    'a wrong value in the configuration': {
      argv: [
        'scan',
        '--config',
        join(folderWith({ 'c.yaml': 'policy:\n  publicPorts: [tcp/443, http]\n' }), 'c.yaml'),
        '--out',
        out,
      ],
      says: /c\.yaml line 2: policy\.publicPorts\.1 is "http", but must be PROTOCOL\/PORT/,
    },
    'an unknown key in the configuration': {
      argv: ['scan', '--config', join(folderWith({ 'c.yaml': 'aws:\n  region: eu-west-1\n' }), 'c.yaml'), '--out', out],
      says: /c\.yaml line 2: aws\.region is not a setting; allowed here: regions/,
    },
    'a previous report that is none': {
      argv: ['scan', '--snapshot', dump, '--out', folderWith({ 'report.json': '{}' })],
      says: /report\.json is no report/,
    },
    'a folder that cannot be written': {
      argv: ['scan', '--snapshot', dump, '--out', '/dev/null/out'],
      says: /cannot write to \/dev\/null\/out.*a part of the path is a file/,
    },
    'a diff of no report': { argv: ['diff', dump, dump], says: /holds no report/ },
  };
  test.each(Object.entries(cases))('%s', async (_name, { argv, says }) => {
    const { exitCode, stdout, stderr } = await posture(...argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/ at .*\.ts:\d+/);
    expect(existsSync(out)).toBe(false);
  });
});

describe('a scan of plain AWS CLI answers', () => {
  test('exits with 1 for an open admin port, and writes every file', async () => {
    const out = join(folderWith(), 'out');
    const { exitCode, stdout } = await posture(
      'scan',
      '--snapshot',
      folderWith({ 'eu-west-1/1.json': vpc, 'eu-west-1/2.json': group('0.0.0.0/0') }),
      '--out',
      out,
      '--fail-on',
      'low',
    );
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Opens SSH (tcp 22 over IPv4) to the world: tcp 22 from 0.0.0.0/0.');
    expect(readdirSync(out).sort()).toEqual([
      'digest.txt',
      'findings.csv',
      'report.html',
      'report.json',
      'results.jsonl',
    ]);
  });

  test('writes the formats for other tools, and says what Security Hub has no place for', async () => {
    const out = join(folderWith(), 'out');
    const { stderr } = await posture(
      'scan',
      '--snapshot',
      folderWith({
        'accounts/prod/eu-west-1/2.json': {
          SecurityGroups: [{ ...group('0.0.0.0/0').SecurityGroups[0], OwnerId: 'x' }],
        },
      }),
      '--out',
      out,
      '--format',
      'ocsf,asff',
      '--checks',
      'aws-ec2-security-group-closes-admin-ports',
    );
    expect(readdirSync(out).filter((name) => name.startsWith('findings'))).toEqual([
      'findings.asff.json',
      'findings.ocsf.jsonl',
    ]);
    expect(readFileSync(join(out, 'findings.asff.json'), 'utf8')).toBe('[]\n');
    expect(readFileSync(join(out, 'findings.ocsf.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(
      'findings.asff.json leaves out 1 finding that is not about a numbered AWS account in a known region\n',
    );
  });

  test.each(['snapshot', '.'])('leaves the snapshot that the report folder keeps, judged as %s', async (name) => {
    const out = folderWith({
      'report.json': { schemaVersion: 1, findings: [] },
      'snapshot/eu-west-1/1.json': vpc,
      'findings.asff.json': '[]',
    });
    expect((await posture('scan', '--snapshot', join(out, name), '--out', out)).exitCode).toBe(2);
    expect(readdirSync(join(out, 'snapshot'))).toEqual(['eu-west-1']);
    expect(existsSync(join(out, 'findings.asff.json'))).toBe(false);
  });

  test('exits with 2 and never 0 when a kind has no file', async () => {
    const out = join(folderWith(), 'out');
    const { exitCode } = await posture(
      'scan',
      '--snapshot',
      folderWith({ 'eu-west-1/1.json': vpc }),
      '--out',
      out,
      '--checks',
      '*network-acl*',
    );
    expect(exitCode).toBe(2);
    const rows = readFileSync(join(out, 'results.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(rows[0].message).toBe('ec2:DescribeNetworkAcls: NotRead');
  });

  test('writes the same bytes for the same input, in whatever order it comes', async () => {
    const [a, b] = [join(folderWith(), 'out'), join(folderWith(), 'out')];
    const groups = group('0.0.0.0/0').SecurityGroups.concat(
      group('198.51.100.0/24').SecurityGroups.map((each) => ({ ...each, GroupId: 'sg-2' })),
    );
    await posture(
      'scan',
      '--snapshot',
      folderWith({ 'eu-west-1/1.json': vpc, 'eu-west-1/2.json': { SecurityGroups: groups } }),
      '--out',
      a,
    );
    await posture(
      'scan',
      '--snapshot',
      folderWith({ 'eu-west-1/2.json': vpc, 'eu-west-1/1.json': { SecurityGroups: [...groups].reverse() } }),
      '--out',
      b,
    );
    for (const file of ['results.jsonl', 'report.json', 'findings.csv']) {
      expect(readFileSync(join(a, file), 'utf8')).toBe(readFileSync(join(b, file), 'utf8'));
    }
  });

  test('tells what is new, open and resolved against the last run in the same folder', async () => {
    const out = join(folderWith(), 'out');
    const statuses = async (dump: string): Promise<string[]> => {
      await posture('scan', '--snapshot', dump, '--out', out, '--checks', 'aws-ec2-security-group-closes-admin-ports');
      return JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')).findings.map(
        (finding: { status: string }) => finding.status,
      );
    };
    const open = folderWith({ 'eu-west-1/1.json': vpc, 'eu-west-1/2.json': group('0.0.0.0/0') });
    const unread = folderWith({ 'eu-west-1/1.json': vpc });
    const closed = folderWith({ 'eu-west-1/1.json': vpc, 'eu-west-1/2.json': group('10.0.0.0/8') });
    expect(await statuses(open)).toEqual(['new']);
    expect(await statuses(open)).toEqual(['open']);
    expect(await statuses(unread)).toEqual(['open']);
    expect(await statuses(closed)).toEqual(['resolved']);
    expect(await statuses(closed)).toEqual([]);
  });
});

test('--help says what every flag does and ends with 0', async () => {
  for (const verb of [[], ['scan'], ['collect'], ['diff'], ['checks'], ['demo']]) {
    const { exitCode, stdout } = await posture(...verb, '--help');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Usage: posture');
  }
});

test('checks --format json lists id, title, severity, concern and frameworks', async () => {
  const { exitCode, stdout } = await posture('checks', '--format', 'json');
  expect(exitCode).toBe(0);
  const rows = JSON.parse(stdout);
  expect(rows.length).toBeGreaterThan(17);
  for (const row of rows) expect(Object.keys(row)).toEqual(['id', 'title', 'severity', 'concern', 'frameworks']);
});

test('diff of two report folders', async () => {
  const finding = (id: string, severity = 'high') => ({
    id,
    checkId: 'c',
    title: 't',
    severity,
    status: 'open',
    resource: { provider: 'aws', account: '1', region: 'r', type: 'x', id },
    message: 'm',
  });
  const report = (...findings: object[]) => folderWith({ 'report.json': { schemaVersion: 1, findings } });
  const { exitCode, stdout } = await posture(
    'diff',
    report(finding('a'), finding('b')),
    report(finding('b'), finding('c', 'low')),
    '--format',
    'json',
  );
  expect(exitCode).toBe(0);
  const changes = JSON.parse(stdout);
  expect(['new', 'resolved', 'open'].map((key) => changes[key].map(({ id }: { id: string }) => id))).toEqual([
    ['c'],
    ['a'],
    ['b'],
  ]);
  expect((await posture('diff', report(), report(finding('c')))).exitCode).toBe(1);
});
