import { nameOfFlow, readFlow } from '#network/flow.ts';

test.each([
  ['tcp/8080', { protocol: 6, selector: 8080 }],
  ['udp/53', { protocol: 17, selector: 53 }],
  ['icmp/8', { protocol: 1, selector: 8 * 256 }],
  ['icmp/3/4', { protocol: 1, selector: 3 * 256 + 4 }],
  ['gre', { protocol: 47, selector: 0 }],
  ['ip/112', { protocol: 112, selector: 0 }],
  ['all', { protocol: -1, selector: 0 }],
])('%s is read and written back', (written, flow) => {
  expect(readFlow(written)).toEqual(flow);
  expect(nameOfFlow(flow)).toBe(written);
});

test.each(['22', ' 22 ', '8080', '-1', 'ip/256', 'ip/6', 'ip', 'gre/1', 'tcp', 'tcp/0', 'tcp/22/1', 'http', ''])(
  "'%s' is no flow",
  (written) => {
    expect(readFlow(written)).toBeUndefined();
  },
);
