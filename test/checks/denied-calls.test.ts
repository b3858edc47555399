import { examineRegion } from '#checks/examine.ts';
import type { Verdict } from '#checks/outcome.ts';
import { CHECKS } from '#checks/registry.ts';
import { type AwsGlobal, AwsRegionBuilder } from '#inventory/aws/region.ts';
import { known } from '#inventory/known.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { demoEstate } from '../../sandbox/estate/demo.ts';

// The demo estate is judged with each of its calls denied in turn, and with each of them answered by "there is none".
// What the answer decided must not be decided without it; whatever is denied, no failure may turn into a pass.

const [account, busy] = demoEstate(new Date('2026-11-20T03:00:00Z'));
if (!account || !busy) throw new Error('the demo estate has an account and a region');

const awsChecks = CHECKS.filter(({ id }) => !id.startsWith('alicloud'));

/** A check that throws is a bug, and no verdict. */
const throwOn = (_check: unknown, _resource: unknown, error: unknown): void => {
  throw error;
};

type Verdicts = ReadonlyMap<string, Verdict>;

/** Every verdict by `check resource discriminator`, as the two scopes of the estate give it. */
function verdictsWith(change: (call: RecordedCall) => RecordedCall | undefined): Verdicts {
  const verdicts = new Map<string, Verdict>();
  let global: AwsGlobal | undefined;
  for (const scope of [account, busy]) {
    if (!scope) continue;
    const builder = new AwsRegionBuilder(scope, 'recorded', global);
    for (const call of scope.calls.flatMap((each) => change(each) ?? [])) builder.add(call);
    const region = builder.build();
    global ??= region.global;
    for (const { check, resource, outcome } of examineRegion(awsChecks, region, DEFAULT_POLICY, throwOn, known([]))) {
      const discriminator = 'discriminator' in outcome ? (outcome.discriminator ?? '') : '';
      const key = `${check.id} ${resource.id} ${discriminator}`;
      // Several results of one key: the gravest says what the check thinks.
      const before = verdicts.get(key);
      if (before === undefined || GRAVITY.indexOf(outcome.verdict) > GRAVITY.indexOf(before))
        verdicts.set(key, outcome.verdict);
    }
  }
  return verdicts;
}

const GRAVITY: readonly Verdict[] = ['not-applicable', 'pass', 'unknown', 'fail'];

const unchanged = verdictsWith((call) => call);
const calls = [...new Set([...account.calls, ...busy.calls].map(({ call }) => call))].sort();

/** Calls that nobody makes without the answer of another one. */
const FOLLOWS: Readonly<Record<string, RegExp>> = {
  'guardduty:ListDetectors': /^guardduty:/,
  'guardduty:ListFindings': /^guardduty:GetFindings$/,
};

const made = new Map<string, Verdicts>();

function deny(name: string): Verdicts {
  const verdicts = made.get(name) ?? deniedVerdicts(name);
  made.set(name, verdicts);
  return verdicts;
}

const deniedVerdicts = (name: string): Verdicts =>
  verdictsWith(({ call, request, ...rest }) => {
    if (call !== name && FOLLOWS[name]?.test(call)) return undefined;
    return call === name
      ? { call, request, error: { code: 'UnauthorizedOperation', message: 'denied' } }
      : { call, request, ...rest };
  });

/** The answer as if there were none of it; only lists can be empty. */
const empty = (name: string) =>
  verdictsWith((call) => {
    if (call.call !== name || typeof call.response !== 'object' || call.response === null) return call;
    const response = Object.entries(call.response).map(([key, value]) => [key, Array.isArray(value) ? [] : value]);
    return { ...call, response: Object.fromEntries(response) as object };
  });

const checkOf = (key: string): string => key.split(' ')[0] ?? '';

describe.each(calls)('%s denied', (name) => {
  const denied = deny(name);
  const none = empty(name);

  test('no failure turns into a pass, and nothing unknown is decided', () => {
    const wrong = [...unchanged].filter(([key, verdict]) => {
      const now = denied.get(key);
      if (now !== 'pass' && now !== 'not-applicable') return false;
      return verdict === 'fail' || verdict === 'unknown';
    });
    expect(wrong).toEqual([]);
  });

  test('what the answer decided is unknown', () => {
    const wrong = [...unchanged].filter(([key, verdict]) => {
      const without = none.get(key);
      const now = denied.get(key);
      if (without === undefined || now === undefined || without === verdict) return false;
      // Between holding and saying nothing there is no harm; what other answers prove stays proven.
      if (verdict !== 'fail' && without !== 'fail') return false;
      return now !== 'unknown' && !(verdict === 'fail' && now === 'fail');
    });
    expect(
      wrong.map(([key]) => `${key}: ${unchanged.get(key)}, with none ${none.get(key)}, denied ${denied.get(key)}`),
    ).toEqual([]);
  });

  test('a resource that is not seen any more leaves its check unknown', () => {
    const lost = [...unchanged].filter(([key, verdict]) => verdict !== 'not-applicable' && !denied.has(key));
    const unknown = new Set([...denied].flatMap(([key, verdict]) => (verdict === 'unknown' ? [checkOf(key)] : [])));
    expect([...new Set(lost.map(([key]) => checkOf(key)))].filter((check) => !unknown.has(check))).toEqual([]);
  });
});

test('every check is unknown somewhere for want of some call', () => {
  const needy = new Set(
    calls.flatMap((name) => {
      const denied = deny(name);
      return [...denied].flatMap(([key, verdict]) =>
        verdict === 'unknown' && unchanged.get(key) !== 'unknown' ? [checkOf(key)] : [],
      );
    }),
  );
  // Without a declared path there is nothing that the check could read.
  expect(awsChecks.map(({ id }) => id).filter((id) => !needy.has(id) && id !== 'path-timeouts-ordered')).toEqual([]);
});
