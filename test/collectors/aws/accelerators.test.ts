import { accelerators } from '#collectors/aws/accelerators.ts';
import { answered, inventoryOf } from '../../support/aws-calls.ts';
import { collectedBy, requestsOf, tallied } from '../../support/collected-by.ts';

const arns = ['a', 'b', 'c'].map((each) => `arn:aws:globalaccelerator::111122223333:accelerator/${each}`);
const served = [
  answered('globalaccelerator:ListAccelerators', {
    Accelerators: arns.map((AcceleratorArn) => ({ AcceleratorArn, Name: 'x', Enabled: true })),
  }),
  ...arns.flatMap((AcceleratorArn) => {
    const ListenerArn = `${AcceleratorArn}/listener/1`;
    const EndpointGroupArn = `${ListenerArn}/endpoint-group/2`;
    return [
      answered(
        'globalaccelerator:ListListeners',
        { Listeners: [{ ListenerArn, Protocol: 'TCP', PortRanges: [{ FromPort: 443, ToPort: 443 }] }] },
        { AcceleratorArn },
      ),
      answered(
        'globalaccelerator:ListEndpointGroups',
        { EndpointGroups: [{ EndpointGroupArn, EndpointDescriptions: [{ EndpointId: 'i-1' }] }] },
        { ListenerArn },
      ),
    ];
  }),
];

test('accelerators, their listeners, their groups', async () => {
  const calls = await collectedBy(accelerators, served, { pageLimit: 2 });
  expect(tallied(calls)).toEqual({
    'globalaccelerator:ListAccelerators': 2,
    'globalaccelerator:ListEndpointGroups': 3,
    'globalaccelerator:ListListeners': 3,
  });
  expect(requestsOf(calls, 'globalaccelerator:ListAccelerators')[0]).toEqual({ MaxResults: 100 });
  const { accelerators: all } = inventoryOf(calls, { region: 'global' }).global;
  expect(all).toMatchObject({
    known: true,
    value: arns.map((id) => ({
      id,
      listeners: { known: true, value: [{ endpointGroups: { known: true, value: [{ endpoints: [{ id: 'i-1' }] }] } }] },
    })),
  });
});

test.each(['cn-north-1', 'us-gov-west-1'])('nobody asks in %s, where there is no such service', async (region) => {
  expect(await collectedBy(accelerators, served, { region })).toEqual([]);
});
