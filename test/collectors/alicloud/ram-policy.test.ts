import { readFileSync } from 'node:fs';
import { alicloudReadActions, POLICY_LIMIT, policyFile, ramPolicies } from '#collectors/alicloud/ram-policy.ts';

describe.each(['a', 'b'] as const)('policy %s', (name) => {
  const policy = ramPolicies()[name];

  test('stands in docs/ as it is generated', () => {
    expect(readFileSync(`docs/alicloud-ram-policy-${name}.json`, 'utf8')).toBe(policyFile(policy));
  });

  test('is under the limit of a custom policy', () => {
    expect(JSON.stringify(policy).length).toBeLessThan(POLICY_LIMIT);
  });
});

test('the two policies allow every declared action, and no action that writes', () => {
  const { a, b } = ramPolicies();
  const allowed = [...(a.Statement[0]?.Action ?? []), ...(b.Statement[0]?.Action ?? [])].sort();
  expect(allowed).toEqual(alicloudReadActions());
  expect(allowed.filter((action) => !/^[a-z-]+:(Describe|Get|List)[A-Za-z0-9]+$/.test(action))).toEqual([]);
});
