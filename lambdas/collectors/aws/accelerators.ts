import {
  ListAcceleratorsCommand,
  ListEndpointGroupsCommand,
  ListListenersCommand,
} from '@aws-sdk/client-global-accelerator';
import { objects, text } from '#inventory/fields.ts';
import { type AwsCollector, defineCollector } from './collector.ts';

/**
 * Global Accelerators with their listeners and endpoint groups. The service exists in AWS's main partition alone.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/api/API_ListAccelerators.html
 */
export const accelerators: AwsCollector = defineCollector({
  scope: 'global',
  actions: [
    'globalaccelerator:ListAccelerators',
    'globalaccelerator:ListEndpointGroups',
    'globalaccelerator:ListListeners',
  ],
  async collect({ clients, record }) {
    if (clients.partition !== 'aws') return;
    const client = clients.globalAccelerator;
    const MaxResults = 100;
    await record.pages(
      'globalaccelerator:ListAccelerators',
      { MaxResults },
      (input, options) => client.send(new ListAcceleratorsCommand(input), options),
      {
        async onPage(page) {
          await Promise.all(textsAt(page['Accelerators'], 'AcceleratorArn').map(collectListeners));
        },
      },
    );

    async function collectListeners(AcceleratorArn: string): Promise<void> {
      await record.pages(
        'globalaccelerator:ListListeners',
        { AcceleratorArn, MaxResults },
        (input, options) => client.send(new ListListenersCommand(input as { AcceleratorArn: string }), options),
        {
          async onPage(page) {
            await Promise.all(textsAt(page['Listeners'], 'ListenerArn').map(collectGroups));
          },
        },
      );
    }

    async function collectGroups(ListenerArn: string): Promise<void> {
      await record.pages('globalaccelerator:ListEndpointGroups', { ListenerArn, MaxResults }, (input, options) =>
        client.send(new ListEndpointGroupsCommand(input as { ListenerArn: string }), options),
      );
    }
  },
});

const textsAt = (list: unknown, key: string): readonly string[] =>
  objects(list).flatMap((each) => text(each[key]) ?? []);
