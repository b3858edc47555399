import { defineCheck } from '#checks/check.ts';
import type { ResourceRef } from '#checks/examine.ts';
import { fail, notApplicable, type Outcome, pass, undecided } from '#checks/outcome.ts';
import { findingId, findingOf } from '#findings/finding.ts';
import { aResource } from '../support/a-report.ts';

const check = defineCheck({
  id: 'aws-ec2-security-group-closes-admin-ports',
  title: 'Security groups open no admin port to the world',
  severity: 'high',
  concern: 'exposure',
  examines: 'aws.ec2.SecurityGroup',
  why: 'Whoever finds the port can try passwords.',
  fix: 'Close it.',
  sources: [],
  frameworks: ['FSBP EC2.13'],
  examine: () => pass(),
});

const at = '2026-11-20T03:00:00.000Z';
const findingFor = (outcome: Outcome, resource: ResourceRef = aResource(), when = at) =>
  findingOf({ check, resource, outcome }, when);

test('a failed result is a new finding', () => {
  expect(findingFor(fail('tcp 22 is open.', { port: 22 }))).toEqual({
    id: findingId(check.id, aResource()),
    checkId: check.id,
    title: check.title,
    severity: 'high',
    concern: 'exposure',
    status: 'new',
    resource: aResource(),
    message: 'tcp 22 is open.',
    evidence: { port: 22 },
    why: check.why,
    fix: {
      text: 'Close it.',
      consoleUrl:
        'https://eu-central-1.console.aws.amazon.com/ec2/home?region=eu-central-1#SecurityGroup:groupId=sg-0a1b2c3d4e5f60718',
    },
    frameworks: ['FSBP EC2.13'],
    firstSeenAt: at,
    lastSeenAt: at,
  });
});

test('an outcome can bring its own severity, commands and path', () => {
  const path = [{ component: 'acl-1' }];
  expect(findingFor(fail('x', {}, { severity: 'low', commands: ['aws ec2 x'], path }))).toMatchObject({
    severity: 'low',
    fix: { text: 'Close it.', commands: ['aws ec2 x'] },
    path,
  });
});

const others: Readonly<Record<string, Outcome>> = {
  'a pass': pass(),
  'an unknown': undecided([{ call: 'ec2:DescribeVpcs', code: 'AccessDenied', message: '' }]),
  'not applicable': notApplicable(),
};

test.each(Object.entries(others))('%s is no finding', (_, outcome) => {
  expect(findingFor(outcome)).toBeUndefined();
});

const broken = fail('tcp 22 is open.', {});
const idOf = (outcome: Outcome, resource?: ResourceRef, when?: string): string =>
  findingFor(outcome, resource, when)?.id ?? '';

const same: Readonly<Record<string, string>> = {
  'the name changed': idOf(broken, aResource({ name: 'other' })),
  'the tags changed': idOf(broken, aResource({ tags: {} })),
  'the ARN became known': idOf(broken, aResource({ arn: 'arn:aws:ec2:eu-central-1:1:security-group/sg-1' })),
  'the type is called otherwise': idOf(broken, aResource({ type: 'group' })),
  'time went by': idOf(broken, aResource(), '2030-01-01T00:00:00.000Z'),
  'the message and the evidence changed': idOf(fail('tcp 23 is open.', { port: 23 })),
  'the severity changed': idOf(fail('tcp 22 is open.', {}, { severity: 'critical' })),
};

test.each(Object.entries(same))('the id stays when %s', (_, id) => {
  expect(id).toBe(idOf(broken));
});

const different: Readonly<Record<string, string>> = {
  'another resource': idOf(broken, aResource({ id: 'sg-2' })),
  'another region': idOf(broken, aResource({ region: 'us-east-1' })),
  'another account': idOf(broken, aResource({ account: '444455556666' })),
  'another cloud': idOf(broken, aResource({ provider: 'alicloud' })),
  'another part of the resource': idOf(fail('tcp 22 is open.', {}, { discriminator: 'tcp' })),
  'another check': findingId('aws-ec2-other', aResource()),
};

test.each(Object.entries(different))('the id is another for %s', (_, id) => {
  expect(id).toMatch(/^[0-9a-f]{24}$/);
  expect(id).not.toBe(idOf(broken));
});

test('no two of them share an id', () => {
  expect(new Set(Object.values(different)).size).toBe(Object.keys(different).length);
});

test('parts of an id do not run into each other', () => {
  expect(findingId('a', aResource({ account: '1', region: '2a' }))).not.toBe(
    findingId('a', aResource({ account: '12', region: 'a' })),
  );
});

test('an id is the same for ever: other programs keep it', () => {
  expect(findingId('aws-ec2-security-group-closes-admin-ports', aResource(), 'tcp/22')).toBe(
    '0564a74dbb6e32a0b5455157',
  );
});
