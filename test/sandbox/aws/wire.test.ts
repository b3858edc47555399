import * as account from '@aws-sdk/client-account';
import * as cloudFront from '@aws-sdk/client-cloudfront';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing';
import * as elbV2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as globalAccelerator from '@aws-sdk/client-global-accelerator';
import * as guardDuty from '@aws-sdk/client-guardduty';
import * as health from '@aws-sdk/client-health';
import * as sts from '@aws-sdk/client-sts';
import { awsCollectors } from '#collectors/aws/registry.ts';
import type { Service } from '../../../sandbox/aws/services.ts';
import { SERVICES } from '../../../sandbox/aws/services.ts';
import { anAnswer } from '../../support/an-answer.ts';
import { withSandbox } from '../../support/sandboxed.ts';

interface AnyClient {
  send(command: object): Promise<Record<string, unknown>>;
  destroy(): void;
}
type AnyPackage = Readonly<Record<string, new (input: object) => object>>;

const config = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 };

/** The real clients, by the prefix of their calls. */
const CLIENTS: Readonly<Record<string, { readonly sdk: unknown; readonly make: (endpoint: string) => unknown }>> = {
  account: { sdk: account, make: (endpoint) => new account.AccountClient({ ...config, endpoint }) },
  cloudfront: { sdk: cloudFront, make: (endpoint) => new cloudFront.CloudFrontClient({ ...config, endpoint }) },
  cloudwatch: { sdk: cloudWatch, make: (endpoint) => new cloudWatch.CloudWatchClient({ ...config, endpoint }) },
  ec2: { sdk: ec2, make: (endpoint) => new ec2.EC2Client({ ...config, endpoint }) },
  elb: { sdk: elb, make: (endpoint) => new elb.ElasticLoadBalancingClient({ ...config, endpoint }) },
  elbv2: { sdk: elbV2, make: (endpoint) => new elbV2.ElasticLoadBalancingV2Client({ ...config, endpoint }) },
  globalaccelerator: {
    sdk: globalAccelerator,
    make: (endpoint) => new globalAccelerator.GlobalAcceleratorClient({ ...config, endpoint }),
  },
  guardduty: { sdk: guardDuty, make: (endpoint) => new guardDuty.GuardDutyClient({ ...config, endpoint }) },
  health: { sdk: health, make: (endpoint) => new health.HealthClient({ ...config, endpoint }) },
  sts: { sdk: sts, make: (endpoint) => new sts.STSClient({ ...config, endpoint }) },
};

const iamPrefix = (prefix: string): string => prefix.replace(/^elb(v2)?$/, 'elasticloadbalancing');

/** Every call that the collectors make, as far as the sandbox speaks for it. */
const rows = SERVICES.flatMap((service) =>
  [...service.operations.values()]
    .filter(({ name }) => awsCollectors.some(({ actions }) => actions.includes(`${iamPrefix(service.prefix)}:${name}`)))
    .map((operation) => [`${service.prefix}:${operation.name}`, service, operation] as const),
);

test('the sandbox speaks for every call that the collectors declare', () => {
  const spoken = new Set(rows.map(([, { prefix }, { name }]) => `${iamPrefix(prefix)}:${name}`));
  expect(awsCollectors.flatMap(({ actions }) => actions).filter((action) => !spoken.has(action))).toEqual([]);
});

test.each(rows)('%s: every field of an answer arrives as it was recorded', async (call, service, operation) => {
  const response = anAnswer(operation.output) as Record<string, unknown>;
  const scope = { provider: 'aws', account: '111122223333', region: 'eu-central-1' } as const;
  const got = await withSandbox({ snapshot: [{ ...scope, calls: [{ call, request: {}, response }] }] }, ({ url }) =>
    sendWith(service, operation.name, url, anInput(operation.input)),
  );
  expect(got).toEqual(response);
});

/** Every id that the path of a request may need. */
const anInput = (schema: (typeof rows)[number][2]['input']): object =>
  Object.fromEntries(
    [...schema.structIterator()]
      .filter(([, member]) => member.getMemberTraits().httpLabel)
      .map(([name]) => [name, `some/${name}`]),
  );

async function sendWith({ prefix }: Service, operation: string, url: string, input: object): Promise<unknown> {
  const { sdk, make } = CLIENTS[prefix] as (typeof CLIENTS)[string];
  const client = make(url) as AnyClient;
  try {
    const Command = (sdk as AnyPackage)[`${operation}Command`] as AnyPackage[string];
    const { $metadata: _metadata, ...response } = await client.send(new Command(input));
    return JSON.parse(JSON.stringify(response));
  } finally {
    client.destroy();
  }
}
