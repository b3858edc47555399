import type { Fields, Paging, Recorder, Send } from '../record.ts';
import type { AwsClients } from './clients.ts';

/** What a collector of AWS works with. */
export interface AwsCollectContext {
  readonly clients: AwsClients;
  readonly record: Recorder;
  /**
   * Instances of the region that a public address leads to; the list of interfaces fills it in.
   *
   * @default nobody asks about them
   */
  readonly publicInstanceIds?: Set<string>;
}

/**
 * Reads one part of AWS into the snapshot.
 *
 * Its `actions` are what the scanner's role may do: the role's policy is the union over all collectors.
 */
export interface AwsCollector {
  readonly provider: 'aws';
  /** Once a region, or once an account. */
  readonly scope: 'region' | 'global';
  /** IAM actions, each a Get, List, Describe or Search. */
  readonly actions: readonly string[];
  /**
   * What must exist in the region for there to be anything to read: nothing stands in a region without a VPC, and
   * some things hold a network interface as long as they exist. The inventory knows the same and reads "none".
   */
  readonly needs?: 'vpc' | 'interface';
  collect(context: AwsCollectContext): Promise<void>;
}

/** Declares a collector. */
export const defineCollector = (collector: Omit<AwsCollector, 'provider'>): AwsCollector => ({
  provider: 'aws',
  ...collector,
});

/** A list that one call reads, page by page. */
export interface ListCall {
  /** As it stands in the snapshot, such as `ec2:DescribeVpcs`. */
  readonly call: string;
  /** Default: the call itself, with the load balancers' prefixes as IAM has them. */
  readonly action?: string;
  readonly needs?: AwsCollector['needs'];
  readonly scope?: AwsCollector['scope'];
  /** The first request; the largest page size belongs in it. */
  readonly request?: Fields;
  readonly token?: Paging['token'];
}

/** Declares a collector that reads one list. */
export const listCollector = (list: ListCall, send: (clients: AwsClients) => Send): AwsCollector =>
  defineCollector({
    scope: list.scope ?? 'region',
    actions: [list.action ?? iamAction(list.call)],
    ...(list.needs ? { needs: list.needs } : {}),
    async collect({ clients, record }) {
      await record.pages(list.call, list.request ?? {}, send(clients), list.token ? { token: list.token } : {});
    },
  });

/** The IAM action of a recorded call: both kinds of load balancers share one prefix there. */
export const iamAction = (call: string): string => call.replace(/^(elb|elbv2):/, 'elasticloadbalancing:');
