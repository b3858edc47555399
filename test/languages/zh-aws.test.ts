import { examineRegion } from '#checks/examine.ts';
import { CHECKS } from '#checks/registry.ts';
import { findingOf } from '#findings/finding.ts';
import { type AwsGlobal, AwsRegionBuilder } from '#inventory/aws/region.ts';
import { known } from '#inventory/known.ts';
import { tongueOf } from '#languages/tongue.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { demoEstate } from '../../sandbox/estate/demo.ts';
import { untoldIn } from '../support/untold.ts';

/** Checks whose messages have sentences of others in them: the title that AWS gave a finding, the word of a hop. */
const QUOTING = new Set(['aws-guardduty-findings-resolved', 'aws-vpc-public-address-has-internet-route']);

describe('what is said of the demo estate on AWS', () => {
  const scopes = demoEstate(new Date('2026-11-20T02:30:00Z')).filter(({ provider }) => provider === 'aws');
  const policy = {
    ...DEFAULT_POLICY,
    paths: [
      {
        name: 'shop',
        hops: [
          { name: 'CDN', keepAliveSeconds: 60 },
          { name: 'app', idleSeconds: 5 },
        ],
      },
    ],
  };
  let global: AwsGlobal | undefined;
  const regions = scopes.map((scope) => {
    const builder = new AwsRegionBuilder(scope, 'recorded', global);
    for (const call of scope.calls) builder.add(call);
    const region = builder.build();
    global ??= region.global;
    return region;
  });
  const results = regions.flatMap((region) => [...examineRegion(CHECKS, region, policy, undefined, known([]))]);

  test('no failure has English words of ours in it', () => {
    const messages = results.flatMap((result) => {
      const finding = findingOf(result, '2026-11-20T02:30:00Z', tongueOf('zh'));
      return finding && !QUOTING.has(finding.checkId) ? finding.message.replace('（Access error）', '') : [];
    });
    expect(messages.length).toBeGreaterThan(100);
    expect(
      messages.filter((message) => !/\p{Script=Han}.*[。]$/u.test(message) || /[a-z] [a-z]{2,}/.test(message)),
    ).toEqual([]);
  });

  test.each(['fail', 'pass', 'not-applicable'] as const)('of %s, nothing that nobody translated', (verdict) => {
    const said = results.flatMap(({ check, outcome }) =>
      outcome.verdict === verdict ? untoldIn(outcome.message, check.id).map((text) => `${check.id}: ${text}`) : [],
    );
    expect(said).toEqual([]);
  });
});
