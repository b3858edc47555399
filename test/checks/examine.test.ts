import { type AnyCheck, defineCheck } from '#checks/check.ts';
import { examineRegion, type ResourceRef } from '#checks/examine.ts';
import { fail, notApplicable, pass } from '#checks/outcome.ts';
import type { SecurityGroup } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { known, unknown } from '#inventory/known.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { say } from '#platform/text.ts';
import { aSecurityGroup } from '../support/a-security-group.ts';
import { anEmptyAwsRegion } from '../support/an-aws-region.ts';
import { denied } from '../support/missing-calls.ts';

const words = {
  title: 'A check of this test',
  severity: 'low',
  concern: 'hygiene',
  why: 'Why.',
  fix: 'Fix.',
  sources: [],
} as const;
const check = defineCheck({
  ...words,
  id: 'aws-ec2-test-holds',
  examines: 'aws.ec2.SecurityGroup',
  examine: ({ id }) => (id === 'sg-bad' ? fail('Bad.', { id }) : pass()),
});
const groups = (...ids: readonly string[]) => ids.map((id) => aSecurityGroup({ id }));
const resultsOf = (checks: readonly AnyCheck[], region: AwsRegion) =>
  [...examineRegion(checks, region, DEFAULT_POLICY)].map(({ check: { id }, resource, outcome }) => [
    id,
    resource.type,
    resource.id,
    outcome.verdict,
  ]);

test('every resource of its kind gets a result, in order, named as reports name it', () => {
  expect(resultsOf([check], anEmptyAwsRegion({ securityGroups: known(groups('sg-bad', 'sg-good')) }))).toEqual([
    ['aws-ec2-test-holds', 'security-group', 'sg-bad', 'fail'],
    ['aws-ec2-test-holds', 'security-group', 'sg-good', 'pass'],
  ]);
});

test('a list that could not be read is unknown for the region, and never nothing', () => {
  const securityGroups = unknown<readonly SecurityGroup[]>(denied('ec2:DescribeSecurityGroups'));
  expect(resultsOf([check], anEmptyAwsRegion({ securityGroups }))).toEqual([
    ['aws-ec2-test-holds', 'region', 'eu-west-1', 'unknown'],
  ]);
});

test('a list that broke off is judged as far as it goes', () => {
  const securityGroups = unknown(denied('ec2:DescribeSecurityGroups'), groups('sg-bad'));
  expect(resultsOf([check], anEmptyAwsRegion({ securityGroups }))).toEqual([
    ['aws-ec2-test-holds', 'region', 'eu-west-1', 'unknown'],
    ['aws-ec2-test-holds', 'security-group', 'sg-bad', 'fail'],
  ]);
});

test('a check that throws is unknown, is told to whoever asked, and stops no other', () => {
  const broken = defineCheck({
    ...words,
    id: 'aws-ec2-broken-holds',
    examines: 'aws.ec2.SecurityGroup',
    examine: () => {
      throw new Error('our bug');
    },
  });
  const told: [string, ResourceRef, unknown][] = [];
  const region = anEmptyAwsRegion({ securityGroups: known(groups('sg-good')) });
  const onError = (thrower: AnyCheck, resource: ResourceRef, error: unknown): void => {
    told.push([thrower.id, resource, error]);
  };
  const results = [...examineRegion([broken, check], region, DEFAULT_POLICY, onError)];
  expect(results.map(({ outcome }) => outcome)).toEqual([
    {
      verdict: 'unknown',
      missing: [
        {
          call: 'aws-ec2-broken-holds',
          code: 'CheckFailed',
          message: 'the check itself failed; the log has the reason',
          said: say`the check itself failed; the log has the reason`,
        },
      ],
    },
    pass(),
  ]);
  expect(told).toEqual([['aws-ec2-broken-holds', expect.objectContaining({ id: 'sg-good' }), new Error('our bug')]]);
});

test('one check may give several results about one resource', () => {
  const several = defineCheck({
    ...words,
    id: 'aws-ec2-several-hold',
    examines: 'aws.ec2.SecurityGroup',
    examine: () => [pass(), fail('Bad.', { a: 1 }, { discriminator: 'a' })],
  });
  const region = anEmptyAwsRegion({ securityGroups: known(groups('sg-1')) });
  expect(resultsOf([several], region).map(([, , , verdict]) => verdict)).toEqual(['pass', 'fail']);
});

test('where there is no such resource, the check may say what that means', () => {
  const speaking = { ...check, whenNone: () => notApplicable('None.') };
  expect(resultsOf([speaking], anEmptyAwsRegion())).toEqual([
    ['aws-ec2-test-holds', 'region', 'eu-west-1', 'not-applicable'],
  ]);
  expect(resultsOf([check], anEmptyAwsRegion())).toEqual([]);
});

test('kinds of regions have nothing in the global scope, and the account has nothing in a region', () => {
  const account = defineCheck({
    ...words,
    id: 'aws-account-test-holds',
    examines: 'aws.Account',
    examine: () => pass(),
  });
  const global = anEmptyAwsRegion({ region: 'global', securityGroups: known(groups('sg-1')) });
  expect(resultsOf([check, account], global)).toEqual([['aws-account-test-holds', 'account', '111122223333', 'pass']]);
  expect(resultsOf([account], anEmptyAwsRegion())).toEqual([]);
});
