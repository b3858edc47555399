import type { Finding } from '#findings/finding.ts';
import { withRootCauses } from '#findings/root-causes.ts';
import { aFinding, aResource } from '../support/a-report.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

const through = (group: string) => [
  { leg: 'forward', hop: 'internet-gateway', component: 'igw-1' },
  { leg: 'forward', hop: 'security-group-in', component: group },
];
const ofGroup = (what: string, changes: Partial<Finding> = {}, id = 'sg-1') =>
  aFinding({ checkId: `aws-ec2-security-group-${what}`, resource: aResource({ id }), ...changes });
const ofInterface = (what: string, changes: Partial<Finding> = {}) =>
  aFinding({
    checkId: `aws-ec2-interface-${what}`,
    resource: aResource({ id: 'eni-1', type: 'network-interface' }),
    path: through('sg-1'),
    ...changes,
  });
const root = ofGroup('closes-all-ports');
const ali = (what: string, changes: Partial<Finding> = {}) =>
  aFinding({
    checkId: `alicloud-ecs-${what}`,
    resource: aResource({ provider: 'alicloud', id: 'sg-1' }),
    ...changes,
  });
const aliRoot = ali('security-group-closes-all-ports');

const brought: Readonly<Record<string, readonly [Finding, Finding]>> = {
  'a port check of the same group': [root, ofGroup('closes-admin-ports')],
  'another port check of the same group': [root, ofGroup('only-public-ports-open')],
  'an interface that strangers reach through the group': [root, ofInterface('admin-ports-unreachable')],
  'an amplifier behind the group': [root, ofInterface('amplifiers-unreachable')],
  'an older finding than the root': [root, ofGroup('closes-data-ports', { status: 'open' })],
  'on Alibaba Cloud': [aliRoot, ali('security-group-closes-admin-ports')],
  'an interface on Alibaba Cloud': [
    aliRoot,
    ali('interface-data-ports-unreachable', {
      resource: aResource({ provider: 'alicloud', id: 'eni-1' }),
      path: through('sg-1'),
    }),
  ],
};

test.each(Object.entries(brought))('a group that opens everything brings: %s', (_, [cause, finding]) => {
  const [first, second] = withRootCauses(deepFreeze([cause, finding]));
  expect(first).toEqual(cause);
  expect(second).toEqual({ ...finding, rootCause: cause.id });
});

const independent: Readonly<Record<string, readonly Finding[]>> = {
  'another group': [root, ofGroup('closes-admin-ports', {}, 'sg-2')],
  'the same id in another region': [
    root,
    ofGroup('closes-admin-ports', { resource: aResource({ id: 'sg-1', region: 'us-east-1' }) }),
  ],
  'the same id in another account': [
    root,
    ofGroup('closes-admin-ports', { resource: aResource({ id: 'sg-1', account: '9' }) }),
  ],
  'a check that has nothing to do with it': [root, ofGroup('in-use')],
  'an interface behind another group': [root, ofInterface('admin-ports-unreachable', { path: through('sg-2') })],
  'an interface without a path': [root, aFinding({ checkId: 'aws-ec2-interface-admin-ports-unreachable' })],
  'a cause that is accepted': [{ ...root, status: 'waived' }, ofGroup('closes-admin-ports')],
  'a cause that is gone': [{ ...root, status: 'resolved' }, ofGroup('closes-admin-ports')],
  'a finding that is gone': [root, ofGroup('closes-admin-ports', { status: 'resolved' })],
  'no cause at all': [ofGroup('closes-admin-ports'), ofInterface('admin-ports-unreachable')],
  'a path of somebody else': [root, ofInterface('admin-ports-unreachable', { path: [{ hop: 'security-group-in' }] })],
};

test.each(Object.entries(independent))('stands on its own: %s', (_, findings) => {
  expect(withRootCauses(deepFreeze(findings))).toEqual(findings);
});

test('what the last run thought is forgotten', () => {
  const once = { ...ofGroup('closes-admin-ports'), rootCause: 'gone' };
  expect(withRootCauses([once])).toEqual([ofGroup('closes-admin-ports')]);
});

test('the order and everything else stay as they are, whatever the order is', () => {
  const findings = [ofInterface('admin-ports-unreachable'), ofGroup('closes-admin-ports'), root, ofGroup('in-use')];
  const bare = (all: readonly Finding[]) => all.map((finding) => ({ ...finding, rootCause: undefined }));
  expect(bare(withRootCauses(findings))).toEqual(findings);
  const marks = (all: readonly Finding[]) => withRootCauses(all).map(({ id, rootCause }) => [id, rootCause]);
  expect(marks([...findings].reverse())).toEqual(marks(findings).reverse());
});
