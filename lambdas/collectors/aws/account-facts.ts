import { GetAccountInformationCommand, GetAlternateContactCommand } from '@aws-sdk/client-account';
import { DescribeAffectedEntitiesCommand, DescribeEventsCommand } from '@aws-sdk/client-health';
import { objects, text } from '#inventory/fields.ts';
import { batches } from './batches.ts';
import { type AwsCollector, defineCollector } from './collector.ts';

/** The account's state, and whether somebody reads AWS's notices. Name and address of the contact are not kept. */
const accountState = defineCollector({
  scope: 'global',
  actions: ['account:GetAccountInformation', 'account:GetAlternateContact'],
  async collect({ clients: { account }, record }) {
    await Promise.all([
      record.once('account:GetAccountInformation', {}, async (input, options) => {
        const { AccountId, AccountState } = await account.send(new GetAccountInformationCommand(input), options);
        return { AccountId, AccountState };
      }),
      record.once('account:GetAlternateContact', { AlternateContactType: 'SECURITY' }, async (input, options) => {
        const asked = input as { AlternateContactType: 'SECURITY' };
        const { AlternateContact } = await account.send(new GetAlternateContactCommand(asked), options);
        return AlternateContact
          ? { AlternateContact: { AlternateContactType: AlternateContact.AlternateContactType } }
          : {};
      }),
    ]);
  },
});

/** The most events that DescribeAffectedEntities is asked about at once. */
const EVENT_BATCH = 10;

/**
 * Abuse notices that are open. A second source only: accounts without a business support plan are refused, and there
 * the notices that were pushed to us are all there is.
 *
 * @see https://docs.aws.amazon.com/health/latest/APIReference/API_DescribeEvents.html
 */
const abuseEvents = defineCollector({
  scope: 'global',
  actions: ['health:DescribeAffectedEntities', 'health:DescribeEvents'],
  async collect({ clients: { health }, record }) {
    const token = ['nextToken', 'nextToken'] as const;
    const arns: string[] = [];
    const filter = { services: ['ABUSE'], eventStatusCodes: ['open', 'upcoming'] };
    await record.pages(
      'health:DescribeEvents',
      { filter, maxResults: 100 },
      (input, options) => health.send(new DescribeEventsCommand(input), options),
      {
        token,
        async onPage(page) {
          arns.push(...objects(page['events']).flatMap(({ arn }) => text(arn) ?? []));
        },
      },
    );
    await Promise.all(
      batches(arns, EVENT_BATCH).map((eventArns) =>
        record.pages(
          'health:DescribeAffectedEntities',
          { filter: { eventArns }, maxResults: 100 },
          (input, options) =>
            health.send(new DescribeAffectedEntitiesCommand(input as { filter: { eventArns: string[] } }), options),
          { token },
        ),
      ),
    );
  },
});

export const accountCollectors: readonly AwsCollector[] = [accountState, abuseEvents];
