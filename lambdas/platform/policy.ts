import ipaddr from 'ipaddr.js';
import * as z from 'zod';

const port = z
  .string()
  .regex(
    /^(tcp|udp)\/\d{1,5}(-\d{1,5})?$/,
    'must be PROTOCOL/PORT or PROTOCOL/FIRST-LAST with tcp or udp, such as "tcp/443"',
  )
  .refine((value) => {
    const [first = 0, last = first] = (value.split('/')[1] ?? '').split('-').map(Number);
    return first >= 1 && last <= 65_535 && first <= last;
  }, 'must name ports between 1 and 65535, the lower one first');

const operatorRange = z
  .string()
  .refine(
    (value) => ipaddr.isValidCIDR(value) && Number(value.split('/')[1]) >= (value.includes(':') ? 16 : 8),
    'must be a CIDR such as "198.51.100.0/24", no wider than /8 (IPv6: /16)',
  );

/** Which notices wake somebody. */
export const noticePolicySchema = z.strictObject({
  guarddutySeverity: z
    .number()
    .min(1)
    .max(10)
    .default(7)
    .describe('GuardDuty findings from this severity (1 to 10) alert at once.'),
});

export type NoticePolicy = z.infer<typeof noticePolicySchema>;

const seconds = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);

/** How long the hops of a path wait. */
export const timeoutPolicySchema = z.strictObject({
  loadBalancerIdleSeconds: z
    .tuple([seconds(1, 6000), seconds(1, 6000)], 'must be the shortest and the longest time, such as [30, 900]')
    .refine(([shortest, longest]) => shortest <= longest, 'must name the shorter time first, such as [30, 900]')
    .default([30, 900])
    .describe('The shortest and the longest idle timeout that an AWS load balancer may have.'),
  alicloudIdleSeconds: seconds(1, 600)
    .default(30)
    .describe('The shortest idle timeout that an HTTP listener of an Alibaba Cloud load balancer may have.'),
});

const proxy = z.strictObject({
  name: z.string().min(1).describe('What people call it.'),
  cidrs: z
    .array(operatorRange)
    .default([])
    .describe('The addresses it comes from: a balancer that admits nobody else stands behind it.'),
  balancers: z
    .array(z.string().min(1))
    .default([])
    .describe('ARNs, ids or names of load balancers whose clients all come through it.'),
});

const hopSeconds = z.int().min(1).max(604_800).optional();

const hop = z.strictObject({
  name: z.string().min(1).describe('What people call the hop.'),
  resource: z
    .string()
    .min(1)
    .optional()
    .describe('ARN, id or name of a load balancer: what is not given here is then read from it.'),
  readSeconds: hopSeconds.describe('How long the hop waits for an answer of the next one.'),
  idleSeconds: hopSeconds.describe('How long the hop keeps an idle connection that it accepted.'),
  keepAliveSeconds: hopSeconds.describe('How long the hop keeps an idle connection that it made to the next one.'),
});

const path = z.strictObject({
  name: z.string().min(1).describe('What people call the path.'),
  hops: z.array(hop).min(2).describe('From the client inwards.'),
});

/** What users decide for themselves: the values that checks compare with. */
export const policySchema = z.strictObject({
  publicPorts: z
    .array(port)
    .default(['tcp/80', 'tcp/443', 'udp/443'])
    .describe('Ports that may be open to the whole Internet.'),
  services: z
    .strictObject({
      admin: z.array(port).default([]).describe('Ports that hosts are administered on.'),
      data: z.array(port).default([]).describe('Ports of databases, caches and queues.'),
      file: z.array(port).default([]).describe('Ports of file shares and directories.'),
      amplifiers: z.array(port).default([]).describe('UDP ports that answer much to little.'),
    })
    .prefault({})
    .describe('Ports of your own services, besides the well-known ones, that must not be open to the Internet.'),
  operators: z
    .array(operatorRange)
    .default([])
    .describe(
      'Where operators come from: the only sources that a containment plan lets in, on the administration ports.',
    ),
  timeouts: timeoutPolicySchema.prefault({}).describe('How long the hops of a path may wait.'),
  persistence: z
    .strictObject({
      maxSeconds: seconds(1, 604_800)
        .default(3600)
        .describe('The longest time for which a client may be bound to one server.'),
    })
    .prefault({})
    .describe('How long clients may be bound to one server.'),
  outbound: z
    .strictObject({
      factor: z
        .number()
        .min(1.5)
        .max(1000)
        .default(10)
        .describe('A host that sends more than this many times its 14-day median in a day is not as usual.'),
    })
    .prefault({})
    .describe('What hosts may send.'),
  proxies: z.array(proxy).default([]).describe('Proxies in front of load balancers: few addresses for many clients.'),
  paths: z.array(path).default([]).describe('Chains of hops whose timeouts must fit together.'),
  expectedBlackholes: z
    .array(z.string().min(1))
    .default([])
    .describe('Blackhole routes that are meant: destinations such as "10.9.0.0/16", or ids of route tables.'),
  notices: noticePolicySchema.prefault({}).describe('Which notices alert at once.'),
});

export type Policy = z.infer<typeof policySchema>;

/** The policy of somebody who configured none. */
export const DEFAULT_POLICY: Policy = policySchema.parse({});
