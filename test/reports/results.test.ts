import { defineCheck } from '#checks/check.ts';
import type { Result } from '#checks/examine.ts';
import { fail, notApplicable, type Outcome, pass, undecided } from '#checks/outcome.ts';
import { resultLine } from '#reports/results.ts';
import { aResource, HOSTILE } from '../support/a-report.ts';

const check = defineCheck({
  id: 'aws-ec2-security-group-closes-admin-ports',
  title: 'Security groups open no admin port to the world',
  severity: 'high',
  concern: 'exposure',
  examines: 'aws.ec2.SecurityGroup',
  why: 'w',
  fix: 'f',
  sources: [],
  examine: () => pass(),
});

const denied = {
  call: 'ec2:DescribeSecurityGroups',
  code: 'UnauthorizedOperation',
  message: 'You are not authorized.',
};
const truncated = { call: 'ec2:GetManagedPrefixListEntries', code: 'Truncated', message: 'a token is left' };

const cases: Readonly<Record<string, readonly [Outcome, object]>> = {
  'a pass': [
    pass('Looked at 3 rules.', { rules: 3 }),
    { verdict: 'pass', severity: 'high', message: 'Looked at 3 rules.', evidence: { rules: 3 } },
  ],
  'a failure': [
    fail('tcp 22 is open.', { port: 22 }),
    { verdict: 'fail', severity: 'high', message: 'tcp 22 is open.', evidence: { port: 22 } },
  ],
  'a failure with a severity of its own': [
    fail('tcp 22 would be open.', {}, { severity: 'medium' }),
    { verdict: 'fail', severity: 'medium', message: 'tcp 22 would be open.', evidence: {} },
  ],
  'an unknown, which names its call': [
    undecided([denied]),
    {
      verdict: 'unknown',
      severity: 'high',
      message: 'ec2:DescribeSecurityGroups: UnauthorizedOperation',
      evidence: { missing: [denied] },
    },
  ],
  'an unknown of two calls, each named once': [
    undecided([denied, { ...denied, message: 'You may not.' }, truncated]),
    {
      verdict: 'unknown',
      severity: 'high',
      message: 'ec2:DescribeSecurityGroups: UnauthorizedOperation, ec2:GetManagedPrefixListEntries: Truncated',
      evidence: { missing: [denied, { ...denied, message: 'You may not.' }, truncated] },
    },
  ],
  'not applicable': [
    notApplicable('No default group.'),
    { verdict: 'not-applicable', severity: 'high', message: 'No default group.', evidence: {} },
  ],
};

const resultOf = (outcome: Outcome): Result => ({ check, resource: aResource(), outcome });

test.each(Object.entries(cases))('%s', (_, [outcome, wanted]) => {
  const { provider, account, region, type, id, name, tags } = aResource();
  expect(JSON.parse(resultLine(resultOf(outcome)))).toEqual({
    checkId: check.id,
    resource: { provider, account, region, type, id, name, tags },
    ...wanted,
  });
});

test('keys stand in the order of the contract', () => {
  expect(Object.keys(JSON.parse(resultLine(resultOf(pass()))) as object)).toEqual([
    'checkId',
    'verdict',
    'severity',
    'resource',
    'message',
    'evidence',
  ]);
});

test('a hostile name stays on its line', () => {
  const line = resultLine({ check, resource: aResource({ name: HOSTILE }), outcome: pass() });
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect((JSON.parse(line) as { resource: { name: string } }).resource.name).toBe(HOSTILE);
});
