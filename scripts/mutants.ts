/**
 * Breaks the reachability engine one line at a time and runs its tests against each: `npm run test:mutants`.
 *
 * A mutant that no test notices is a rule that nobody holds. The sources are copied first; the checkout is not touched.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

interface Mutant {
  /** What the broken engine does. */
  readonly name: string;
  /** Below `lambdas/network`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const MUTANTS: readonly Mutant[] = [
  {
    name: 'takes ACL entries in the order of the array',
    file: 'openness.ts',
    from: '.sort((a, b) => a.ruleNumber - b.ruleNumber)',
    to: '',
  },
  {
    name: 'takes every ACL entry as an allow',
    file: 'openness.ts',
    from: "allow: entry.action === 'allow'",
    to: 'allow: true',
  },
  {
    name: 'looks at the first group of an interface alone',
    file: 'openness.ts',
    from: 'for (const group of groups) {',
    to: 'for (const group of groups.slice(0, 1)) {',
  },
  {
    name: 'takes ICMP type -1 for a number',
    file: 'openness.ts',
    from: 'if (type < 0) return code < 0 ? EVERY : undefined;',
    to: '',
  },
  {
    name: 'takes an ICMP type for a port',
    file: 'openness.ts',
    from: 'return code < 0 ? [type * 256, type * 256 + 255] : [type * 256 + code, type * 256 + code];',
    to: 'return [type, code];',
  },
  { name: 'reads an unread rule list as empty', file: 'openness.ts', from: 'entries.push(anything(family));', to: '' },
  {
    name: 'reads an unread ACL as one that allows',
    file: 'openness.ts',
    from: 'addresses: { must: AddressSet.none(family), may: AddressSet.all(family) },',
    to: 'addresses: certain(AddressSet.all(family)),',
  },
  {
    name: 'reads an unread prefix list as empty',
    file: 'openness.ts',
    from: 'return { addresses: { must: seen, may: AddressSet.all(family) }',
    to: 'return { addresses: certain(seen)',
  },
  {
    name: 'compares sources with 0.0.0.0/0',
    file: 'internet.ts',
    from: 'set.intersect(INTERNET[set.family]).size() * 2n >= INTERNET[set.family].size();',
    to: "set.cidrs().includes('0.0.0.0/0') || set.cidrs().includes('::/0');",
  },
  { name: 'takes private space for Internet', file: 'internet.ts', from: "  '10.0.0.0/8',\n", to: '' },
  {
    name: 'ignores the ACL on the way back',
    file: 'reach/passage.ts',
    from: 'const traffic = forward.intersect(part.traffic);',
    to: 'const traffic = forward;',
  },
  {
    name: 'ignores the route back',
    file: 'reach/passage.ts',
    from: 'const clients = sources.intersect(routes.passes[side]);',
    to: 'const clients = sources;',
  },
  {
    name: 'ignores what the ACL says on the way in',
    file: 'reach/passage.ts',
    from: 'for (const filter of inbound) forward = forward.intersect(filter.of(protocol)[side]);',
    to: '',
  },
  {
    name: 'calls any client port ordinary',
    file: 'reach/replies.ts',
    from: 'export const ORDINARY_CLIENT_PORTS = PortSet.of([1024, 65535]);',
    to: 'export const ORDINARY_CLIENT_PORTS = PortSet.of([443, 443]);',
  },
  { name: 'answers a ping with a ping', file: 'reach/replies.ts', from: '[8, 0],', to: '[8, 8],' },
  {
    name: 'counts port 0',
    file: 'reach/passage.ts',
    from: 'if (protocol === TCP || protocol === UDP) forward = forward.withinPorts(ALL_PORTS);',
    to: '',
  },
  {
    name: 'passes over blackholes',
    file: 'routes/route-pieces.ts',
    from: "state === 'active' || state === 'blackhole'",
    to: "state === 'active'",
  },
  {
    name: 'takes the shortest prefix',
    file: 'routes/route-pieces.ts',
    from: 'b.length - a.length',
    to: 'a.length - b.length',
  },
  { name: 'prefers propagated routes', file: 'routes/route-pieces.ts', from: 'a.rank - b.rank', to: 'b.rank - a.rank' },
  {
    name: 'forgets that an unread list may hold nothing',
    file: 'routes/return-route.ts',
    from: 'if (piece.mayHaveNone) fates.push(noRoute());',
    to: 'if (piece.candidates.length === 0) fates.push(noRoute());',
  },
  {
    name: 'lets replies leave through any gateway',
    file: 'routes/return-route.ts',
    from: 'route.target.id === attachedGatewayId',
    to: 'true',
  },
  {
    name: 'uses the main table of whichever VPC',
    file: 'estate.ts',
    from: 'places.byVpc.get(subnet.value.vpcId)',
    to: '[...places.byVpc.values()][0]',
  },
  {
    name: 'skips the route table of the gateway',
    file: 'explain/internet-path.ts',
    from: 'const edge = hasEdgeTable ? edgeRouteHop',
    to: 'const edge = !hasEdgeTable ? edgeRouteHop',
  },
  {
    name: 'takes an exclusion for egress as one for both directions',
    file: 'gates/block-public-access.ts',
    from: "mode === 'allow-bidirectional' &&",
    to: '',
  },
  {
    name: 'takes an exclusion that is being made as made',
    file: 'gates/block-public-access.ts',
    from: "(state === 'create-complete' || state === 'update-complete') &&",
    to: '',
  },
  {
    name: 'ignores Block Public Access for ingress',
    file: 'gates/block-public-access.ts',
    from: "if (option.value.mode === 'off')",
    to: "if (option.value.mode !== 'block-bidirectional')",
  },
  {
    name: 'counts stopped instances',
    file: 'gates/interface.ts',
    from: "if (state === 'running') return undefined;",
    to: 'if (state) return undefined;',
  },
  {
    name: 'counts interfaces that nothing uses',
    file: 'gates/interface.ts',
    from: "if (nic.status !== 'in-use')",
    to: "if (nic.status === 'gone')",
  },
  {
    name: 'counts NAT gateways',
    file: 'gates/interface.ts',
    from: "if (nic.interfaceType === 'nat_gateway' ||",
    to: "if (nic.interfaceType === 'never' ||",
  },
  {
    name: 'counts private IPv6',
    file: 'gates/interface.ts',
    from: "range?.addressAttribute !== 'private'",
    to: 'true',
  },
  {
    name: 'shows targets of a network balancer its own address',
    file: 'reach/forwarding.ts',
    from: "return known(set === undefined ? group.targetType === 'instance' : set === 'true');",
    to: 'return known(false);',
  },
  {
    name: 'uses targets of other zones without cross-zone',
    file: 'reach/behind-balancer.ts',
    from: "return forwarding.crossZone.value ? [] : 'never';",
    to: 'return [];',
  },
  {
    name: 'counts ports without a listener',
    file: 'reach/balancer-reach.ts',
    from: 'filters: [this.#listenerFilter(balancer, family)],',
    to: 'filters: [],',
  },
  {
    name: 'takes every listener rule as one for all sources',
    file: 'reach/forwarding.ts',
    from: 'const named = sources.reduce(intersect, EVERYONE);',
    to: 'const named = EVERYONE;',
  },
  {
    name: 'stops at the first hop that fails',
    file: 'explain/partition.ts',
    from: 'const hops = checks.map((check) => check.at(firstOf(cell)));',
    to: "const all = checks.map((check) => check.at(firstOf(cell)));\n    const end = all.findIndex(({ verdict }) => verdict === 'fail');\n    const hops = end < 0 ? all : all.slice(0, end + 1);",
  },
];

/** Quick tables first: most mutants die there within seconds, and the properties are for the rest. */
const STAGES = [
  'test/network/(aws-reach|balancers|openness|internet)\\.test',
  'test/network/(metamorphic|internet-oracle|explain/diagnose)\\.test',
];

const checkout = resolve(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'posture-mutants-'));
/** Words of the mutants' names to try; all of them without any. */
const only = process.argv.slice(2);

try {
  for (const part of ['lambdas', 'test', 'package.json', 'jest.config.mjs'])
    cpSync(join(checkout, part), join(copy, part), { recursive: true });
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  if (only.length === 0 && runTests() !== 0) throw new Error('the tests fail without any mutant');
  const tried = MUTANTS.filter(({ name }) => only.length === 0 || only.some((words) => name.includes(words)));
  const alive = tried.filter((mutant) => !isKilled(mutant));
  process.stdout.write(`${tried.length - alive.length} of ${tried.length} mutants died\n`);
  process.exitCode = alive.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function isKilled({ name, file, from, to }: Mutant): boolean {
  const path = join(copy, 'lambdas', 'network', file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`the line to break stands not exactly once in ${file}: ${from}`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  const start = performance.now();
  const killed = runTests() !== 0;
  writeFileSync(path, source);
  process.stdout.write(
    `${killed ? 'died ' : 'LIVES'} ${((performance.now() - start) / 1_000).toFixed(0).padStart(3)} s  ${name}\n`,
  );
  return killed;
}

function runTests(): number | null {
  const jest = join(checkout, 'node_modules', 'jest', 'bin', 'jest.js');
  for (const tests of STAGES) {
    const { status } = spawnSync(process.execPath, [jest, tests, '--bail', '--silent'], { cwd: copy, stdio: 'ignore' });
    if (status !== 0) return status;
  }
  return 0;
}
