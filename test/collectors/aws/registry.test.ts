import { awsCollectors, awsReadActions, globalCollectors, regionalCollectors } from '#collectors/aws/registry.ts';

test('the role may read and nothing else', () => {
  const actions = awsReadActions();
  expect(actions.filter((action) => !/^[a-z0-9]+:(Get|List|Describe|Search)[A-Za-z]+$/.test(action))).toEqual([]);
  expect(actions).toEqual([...new Set(actions)].sort());
});

test('each collector says what it does and stands where it is run', () => {
  expect(awsCollectors.filter(({ actions }) => actions.length === 0)).toEqual([]);
  expect(globalCollectors.every(({ scope }) => scope === 'global')).toBe(true);
  expect(regionalCollectors.every(({ scope }) => scope === 'region')).toBe(true);
});

test('no two collectors make the same call, but for the two kinds of balancers', () => {
  const all = awsCollectors.flatMap(({ actions }) => actions);
  const twice = all.filter((action, index) => all.indexOf(action) !== index);
  expect(twice.filter((action) => !action.startsWith('elasticloadbalancing:'))).toEqual([]);
});

test('nothing is read that data or secrets are kept in', () => {
  const data = /^(s3|ssm|secretsmanager|kms|dynamodb|sqs|logs):/;
  expect(awsReadActions().filter((action) => data.test(action))).toEqual([]);
});
