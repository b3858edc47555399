import { ENGLISH } from '#languages/tongue.ts';
import { evidenceView } from '#reports/html/evidence.ts';
import { HOSTILE } from '../../support/a-report.ts';

const kv = (...pairs: readonly (readonly [string, string])[]): string =>
  `<dl class="kv">${pairs.map(([key, value]) => `<dt>${key}</dt><dd>${value}</dd>`).join('')}</dl>`;

const cases: Readonly<Record<string, readonly [Readonly<Record<string, unknown>>, string]>> = {
  'words and numbers': [{ httpTokens: 'optional', count: 3 }, kv(['HTTP tokens', 'optional'], ['Count', '3'])],
  'names of ours as people write them': [
    { networkAclId: 'acl-1', vpcId: 'vpc-1', sourceCidrs: '::/0', ipv6: 'x' },
    kv(['Network ACL ID', 'acl-1'], ['VPC ID', 'vpc-1'], ['Source CIDRs', '::/0'], ['IPv6', 'x']),
  ],
  'names of others as they are': [{ 'team/Name': 'a', IpProtocol: '-1' }, kv(['team/Name', 'a'], ['IpProtocol', '-1'])],
  'yes and no': [{ isDefault: false, enabled: true }, kv(['Is default', 'no'], ['Enabled', 'yes'])],
  nothing: [
    { a: null, b: '', c: [], d: {} },
    kv(['A', '<i>none</i>'], ['B', '<i>none</i>'], ['C', '<i>none</i>'], ['D', '<i>none</i>']),
  ],
  'what is undefined is not told': [{ a: undefined, b: 1 }, kv(['B', '1'])],
  'port ranges': [
    {
      ports: [
        [22, 22],
        [80, 443],
      ],
    },
    kv(['Ports', '22, 80–443']),
  ],
  'a list of words': [{ subnets: ['subnet-1', 'subnet-2'] }, kv(['Subnets', 'subnet-1, subnet-2'])],
  'a thing in a thing': [{ vpc: { id: 'vpc-1' } }, kv(['VPC', kv(['ID', 'vpc-1'])])],
  'a list of alike things is a table': [
    { rules: [{ protocol: 'tcp', port: 22 }, { protocol: 'udp' }] },
    kv([
      'Rules',
      '<div class="scroll"><table><thead><tr><th scope="col">Protocol</th><th scope="col">Port</th></tr></thead><tbody>' +
        '<tr><td>tcp</td><td>22</td></tr><tr><td>udp</td><td><i>none</i></td></tr></tbody></table></div>',
    ]),
  ],
  'a mixed list': [{ a: [1, { b: 2 }] }, kv(['A', `<ul><li>1</li><li>${kv(['B', '2'])}</li></ul>`])],
};

test.each(Object.entries(cases))('%s', (_, [evidence, wanted]) => {
  expect(evidenceView(evidence, ENGLISH)?.source).toBe(wanted);
});

test('no evidence is no list', () => {
  expect(evidenceView({}, ENGLISH)).toBeUndefined();
});

test('a long list says how much more there is', () => {
  const source =
    evidenceView({ ids: Array.from({ length: 1_000 }, (_, index) => `i-${index}`) }, ENGLISH)?.source ?? '';
  expect(source).toContain('and 960 more in report.json');
  expect(source.length).toBeLessThan(1_000);
});

test('a thing without a bottom ends somewhere', () => {
  const deep = Array.from({ length: 50 }).reduce<object>((inner) => ({ inner }), {});
  expect(evidenceView({ deep }, ENGLISH)?.source.match(/<dl/g)).toHaveLength(5);
});

test('hostile keys and values are text', () => {
  const source = evidenceView(
    { [HOSTILE]: HOSTILE, list: [{ [HOSTILE]: HOSTILE }], words: [HOSTILE] },
    ENGLISH,
  )?.source;
  expect(source).not.toMatch(/<(script|img)|\p{Cf}|[^\P{Cc}\n\t]/u);
});
