import { accountCollectors } from '#collectors/aws/account-facts.ts';
import type { AwsCollector } from '#collectors/aws/collector.ts';
import { known } from '#inventory/known.ts';
import { answered, inventoryOf, refused } from '../../support/aws-calls.ts';
import { collectedBy, requestsOf, tallied } from '../../support/collected-by.ts';

const [accountState, abuseEvents] = accountCollectors as readonly [AwsCollector, AwsCollector];
const globalOf = (calls: Parameters<typeof inventoryOf>[0]) => inventoryOf(calls, { region: 'global' }).global;

test('the state, and that there is a contact; nothing of who it is', async () => {
  const calls = await collectedBy(accountState, [
    answered('account:GetAccountInformation', {
      AccountId: '111122223333',
      AccountName: 'Acme',
      AccountState: 'ACTIVE',
    }),
    answered('account:GetAlternateContact', {
      AlternateContact: {
        AlternateContactType: 'SECURITY',
        Name: 'Jo Doe',
        EmailAddress: 'jo@example.com',
        PhoneNumber: '+1',
        Title: 'CISO',
      },
    }),
  ]);
  expect(globalOf(calls)).toMatchObject({ accountState: known('ACTIVE'), securityContact: known({ exists: true }) });
  expect(JSON.stringify(calls)).not.toMatch(/Jo Doe|jo@example|Acme|CISO/);
});

test('no contact is what the service calls not found', async () => {
  const calls = await collectedBy(accountState, [
    answered('account:GetAccountInformation', { AccountState: 'SUSPENDED' }),
    refused('account:GetAlternateContact', 'ResourceNotFoundException'),
  ]);
  expect(globalOf(calls)).toMatchObject({
    accountState: known('SUSPENDED'),
    securityContact: known({ exists: false }),
  });
});

const event = (name: string) => ({
  arn: `arn:aws:health:global::event/ABUSE/${name}`,
  service: 'ABUSE',
  eventTypeCode: 'AWS_ABUSE_DOS_REPORT',
  statusCode: 'open',
});

test('open notices, and what they are about in batches of ten', async () => {
  const events = Array.from({ length: 12 }, (_, index) => event(`e${index}`));
  const calls = await collectedBy(
    abuseEvents,
    [
      answered('health:DescribeEvents', { events }),
      ...[events.slice(0, 10), events.slice(10)].map((batch) =>
        answered(
          'health:DescribeAffectedEntities',
          { entities: batch.map(({ arn }) => ({ eventArn: arn, entityValue: 'i-1' })) },
          { filter: { eventArns: batch.map(({ arn }) => arn) } },
        ),
      ),
    ],
    { pageLimit: 5 },
  );
  const { healthNotices } = globalOf(calls);
  expect(healthNotices).toMatchObject({ known: true, value: { onThisPlan: true } });
  expect(healthNotices.known && healthNotices.value.events.map(({ affected }) => affected)).toEqual(
    events.map(() => known(['i-1'])),
  );
  expect(requestsOf(calls, 'health:DescribeEvents')[0]).toEqual({
    filter: { services: ['ABUSE'], eventStatusCodes: ['open', 'upcoming'] },
    maxResults: 100,
  });
  expect(tallied(calls)['health:DescribeEvents']).toBe(3);
});

test('an account without the plan is refused, and that is an answer', async () => {
  const calls = await collectedBy(abuseEvents, [refused('health:DescribeEvents', 'SubscriptionRequiredException')]);
  expect(globalOf(calls).healthNotices).toEqual(known({ onThisPlan: false, events: [] }));
});
