import { known, seenOf } from '#inventory/known.ts';
import type { RecordedCall } from '#snapshot/recorded-call.ts';
import { answered, inventoryOf, missingOf, refused } from '../../support/aws-calls.ts';

const id = { DetectorId: 'd1' };
const listed = answered('guardduty:ListDetectors', { DetectorIds: ['d1'] });
const details = answered(
  'guardduty:GetDetector',
  {
    Status: 'ENABLED',
    FindingPublishingFrequency: 'SIX_HOURS',
    Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }, { Status: 'ENABLED' }],
    Tags: { team: 'sec' },
  },
  id,
);
const noAdministrator = answered('guardduty:GetAdministratorAccount', {}, id);
const administrator = answered(
  'guardduty:GetAdministratorAccount',
  { Administrator: { AccountId: '444455556666', RelationshipStatus: 'Enabled' } },
  id,
);
const members = answered('guardduty:ListMembers', { Members: [{ AccountId: '2', RelationshipStatus: 'Enabled' }] }, id);
const destinations = answered(
  'guardduty:ListPublishingDestinations',
  { Destinations: [{ DestinationId: 'p1', DestinationType: 'S3', Status: 'PUBLISHING' }] },
  id,
);

const detectors = (...calls: readonly RecordedCall[]) => inventoryOf(calls).detectors;
const findings = (...calls: readonly RecordedCall[]) => inventoryOf(calls).guardDutyFindings;

describe('detectors', () => {
  test.each([
    ['in order', [listed, details, noAdministrator, members, destinations]],
    ['backwards', [destinations, members, noAdministrator, details, listed]],
  ])('%s: one that manages others', (_, calls) => {
    expect(detectors(...calls)).toEqual(
      known([
        {
          id: 'd1',
          tags: { team: 'sec' },
          status: 'ENABLED',
          publishingFrequency: 'SIX_HOURS',
          features: [{ name: 'S3_DATA_EVENTS', status: 'ENABLED' }],
          administrator: known({ accountId: undefined, relationship: undefined }),
          members: known([{ id: '2', relationship: 'Enabled' }]),
          publishingDestinations: known([{ id: 'p1', type: 'S3', status: 'PUBLISHING' }]),
        },
      ]),
    );
  });

  test('one that another account manages has no members of its own, and nobody asks', () => {
    expect(seenOf(detectors(listed, details, administrator))[0]).toMatchObject({
      administrator: known({ accountId: '444455556666', relationship: 'Enabled' }),
      members: known([]),
      publishingDestinations: known([]),
    });
  });

  test.each([
    [
      'the administrator',
      noAdministrator,
      ['guardduty:GetAdministratorAccount', 'guardduty:ListMembers', 'guardduty:ListPublishingDestinations'],
    ],
    ['members', members, ['guardduty:ListMembers']],
    ['destinations', destinations, ['guardduty:ListPublishingDestinations']],
  ])('without %s only what hangs on it is unknown', (_, left, calls) => {
    const all = [listed, details, noAdministrator, members, destinations].filter((call) => call !== left);
    const kept = left === noAdministrator ? [listed, details] : all;
    const detector = seenOf(detectors(...kept))[0];
    const facts = [detector?.administrator, detector?.members, detector?.publishingDestinations];
    expect(facts.flatMap((fact) => missingOf(fact ?? known(0)))).toEqual(calls.map((call) => `${call} NotRead`));
  });

  test('no detector is a fact', () => {
    const region = inventoryOf([answered('guardduty:ListDetectors', { DetectorIds: [] })]);
    expect([region.detectors, region.guardDutyFindings]).toEqual([known([]), known([])]);
  });

  test.each([
    ['in a file that names it', answered('guardduty:GetDetector', { ...(details.response as object), ...id })],
    ['in a file that does not', answered('guardduty:GetDetector', details.response)],
  ])('a dump: details %s', (_, call) => {
    expect(seenOf(detectors(listed, call))).toMatchObject([{ id: 'd1', status: 'ENABLED' }]);
  });

  test('details without a list say what there is', () => {
    expect(detectors(details)).toMatchObject({ known: true, value: [{ id: 'd1' }] });
  });

  test.each([
    ['nothing was read', [], ['guardduty:ListDetectors NotRead']],
    ['the list is denied', [refused('guardduty:ListDetectors')], ['guardduty:ListDetectors AccessDenied']],
    [
      'the list is denied although details are there',
      [refused('guardduty:ListDetectors'), details],
      ['guardduty:ListDetectors AccessDenied'],
    ],
    ['details were not read', [listed], ['guardduty:GetDetector NotRead']],
    [
      'details are denied',
      [listed, refused('guardduty:GetDetector', 'AccessDenied', id)],
      ['guardduty:GetDetector AccessDenied'],
    ],
    ['details say no status', [listed, answered('guardduty:GetDetector', {}, id)], ['guardduty:GetDetector Malformed']],
    [
      'an id is no text',
      [answered('guardduty:ListDetectors', { DetectorIds: ['d1', null] }), details],
      ['guardduty:ListDetectors Malformed'],
    ],
  ])('%s: unknown', (_, calls, missing) => {
    expect(missingOf(detectors(...calls))).toEqual(missing);
  });
});

test('the agents that a plan manages have names of their own', () => {
  const AdditionalConfiguration = [{ Name: 'EC2_AGENT_MANAGEMENT', Status: 'DISABLED' }];
  const Features = [{ Name: 'RUNTIME_MONITORING', Status: 'ENABLED', AdditionalConfiguration }];
  const call = answered('guardduty:GetDetector', { Status: 'ENABLED', Features }, id);
  expect(seenOf(detectors(listed, call))[0]?.features).toEqual([
    { name: 'EC2_AGENT_MANAGEMENT', status: 'DISABLED' },
    { name: 'RUNTIME_MONITORING', status: 'ENABLED' },
  ]);
});

describe('findings', () => {
  const arn = (name: string) => `arn:aws:guardduty:eu-west-1:1:detector/d1/finding/${name}`;
  const finding = (name: string, more: object = {}) => ({
    Id: name,
    Arn: arn(name),
    Severity: 8.9,
    Type: 'Backdoor:EC2/DenialOfService.Udp',
    Title: 'i-1 floods others',
    Resource: {
      ResourceType: 'Instance',
      InstanceDetails: { InstanceId: 'i-1', NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1' }] },
    },
    Service: {
      Archived: false,
      Count: 3,
      EventFirstSeen: '2026-11-01T00:00:00Z',
      EventLastSeen: '2026-11-02T00:00:00Z',
    },
    ...more,
  });
  const ids = (...FindingIds: readonly unknown[]) => answered('guardduty:ListFindings', { FindingIds }, id);
  const given = (...Findings: readonly object[]) => answered('guardduty:GetFindings', { Findings }, id);

  test('each id with its details, archived ones left out', () => {
    const all = findings(
      listed,
      ids('b', 'a', 'old'),
      given(finding('b'), finding('old', { Service: { Archived: true } })),
      given(finding('a', { Severity: 10 })),
    );
    expect(all).toMatchObject({
      known: true,
      value: [
        { id: arn('a'), severity: 10 },
        { id: arn('b'), severity: 8.9, instanceId: 'i-1', interfaceIds: ['eni-1'], count: 3, sample: false },
      ],
    });
  });

  test.each([
    ['by its title', { Title: '[SAMPLE] x' }],
    ['by what is added', { Service: { AdditionalInfo: { Value: '{"sample": true}' } } }],
    ['by the older field', { Service: { AdditionalInfo: { sample: true } } }],
  ])('a sample is told %s', (_, more) => {
    expect(seenOf(findings(listed, ids('a'), given(finding('a', more))))[0]?.sample).toBe(true);
  });

  test('no finding is a fact', () => {
    expect(findings(listed, ids())).toEqual(known([]));
  });

  test.each([
    ['never listed', [listed], ['guardduty:ListFindings NotRead']],
    [
      'listing denied',
      [listed, refused('guardduty:ListFindings', 'AccessDenied', id)],
      ['guardduty:ListFindings AccessDenied'],
    ],
    [
      'of another detector only',
      [answered('guardduty:ListDetectors', { DetectorIds: ['d1', 'd2'] }), ids()],
      ['guardduty:ListFindings NotRead'],
    ],
    ['ids without details', [listed, ids('a')], ['guardduty:GetFindings NotRead']],
    ['details denied', [listed, ids('a'), refused('guardduty:GetFindings')], ['guardduty:GetFindings AccessDenied']],
    ['an id that was passed over', [listed, ids('a', 'b'), given(finding('a'))], ['guardduty:GetFindings Malformed']],
    [
      'a finding without a severity',
      [listed, ids('a'), given(finding('a', { Severity: null }))],
      ['guardduty:GetFindings Malformed'],
    ],
    [
      'ids broken off',
      [listed, answered('guardduty:ListFindings', { FindingIds: ['a'], NextToken: 't' }, id), given(finding('a'))],
      ['guardduty:ListFindings Truncated'],
    ],
  ])('%s: unknown', (_, calls, missing) => {
    expect(missingOf(findings(...calls))).toEqual(missing);
  });

  test('what was seen stays', () => {
    expect(seenOf(findings(listed, ids('a', 'b'), given(finding('a'))))).toHaveLength(1);
  });

  test('a dump of findings alone', () => {
    expect(findings(answered('guardduty:GetFindings', { Findings: [finding('a')] }))).toMatchObject({ known: true });
  });
});
