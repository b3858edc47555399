import { CreateFlowLogsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  type CreateLoadBalancerCommandInput,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

/** Where the balancers stand: a VPC's subnets in two zones, what they may receive, and what answers behind them. */
export interface Site {
  readonly endpoint: string;
  readonly region: string;
  readonly vpc: string;
  readonly subnets: readonly string[];
  readonly group: string;
  readonly instance: string;
}

/** The balancers by what they show; each is an ARN. */
export interface Balancers {
  /** Application: cuts idle connections after 20 s, drops invalid headers, writes access logs; may be deleted. */
  readonly application: string;
  /** Network: spreads over its zones and is protected from deletion. */
  readonly network: string;
  /** Network: stands in one zone and does not spread. */
  readonly oneZoned: string;
  /** The application balancer's listener, which does not redirect to HTTPS. */
  readonly http: string;
  /** Binds a client to a target for a day. */
  readonly boundForADay: string;
  /** Binds a client to a target for a minute. */
  readonly boundForAMinute: string;
  /** Binds by the source address, and has one target. */
  readonly boundBySource: string;
}

type Attributes = Readonly<Record<string, string>>;

const HOLDS_LOGS = 'traffic-logs';

/** Builds the balancers, their listeners and target groups over the API of Elastic Load Balancing. */
export async function buildBalancers(site: Site): Promise<Balancers> {
  const elb = new ElasticLoadBalancingV2Client({ endpoint: site.endpoint, region: site.region });
  try {
    const application = await balance(
      elb,
      site,
      { Name: 'shop', Type: 'application', SecurityGroups: [site.group] },
      {
        'idle_timeout.timeout_seconds': '20',
        'deletion_protection.enabled': 'false',
        'access_logs.s3.enabled': 'true',
        'access_logs.s3.bucket': HOLDS_LOGS,
        'routing.http.drop_invalid_header_fields.enabled': 'true',
      },
    );
    const network = await balance(
      elb,
      site,
      { Name: 'broker', Type: 'network' },
      { 'load_balancing.cross_zone.enabled': 'true', 'deletion_protection.enabled': 'true' },
    );
    const oneZoned = await balance(
      elb,
      { ...site, subnets: site.subnets.slice(0, 1) },
      { Name: 'corner', Type: 'network' },
      { 'load_balancing.cross_zone.enabled': 'false' },
    );
    const cookie = { 'stickiness.enabled': 'true', 'stickiness.type': 'lb_cookie' };
    const boundForADay = await gather(elb, site, 'day', 'HTTP', {
      ...cookie,
      'stickiness.lb_cookie.duration_seconds': '86400',
    });
    const boundForAMinute = await gather(elb, site, 'minute', 'HTTP', {
      ...cookie,
      'stickiness.lb_cookie.duration_seconds': '60',
    });
    const boundBySource = await gather(elb, site, 'source', 'TCP', {
      'stickiness.enabled': 'true',
      'stickiness.type': 'source_ip',
    });
    const http = await listen(elb, application, 'HTTP', 80, boundForADay);
    await listen(elb, application, 'HTTP', 8080, boundForAMinute);
    await listen(elb, network, 'TCP', 5432, boundBySource);
    return { application, network, oneZoned, http, boundForADay, boundForAMinute, boundBySource };
  } finally {
    elb.destroy();
  }
}

async function balance(
  elb: ElasticLoadBalancingV2Client,
  { subnets }: Site,
  balancer: CreateLoadBalancerCommandInput,
  attributes: Attributes,
): Promise<string> {
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Scheme: 'internet-facing', Subnets: [...subnets], ...balancer }),
  );
  const arn = arnOf(LoadBalancers?.[0]?.LoadBalancerArn);
  await elb.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: arn, Attributes: listOf(attributes) }));
  return arn;
}

async function gather(
  elb: ElasticLoadBalancingV2Client,
  { vpc, instance }: Site,
  name: string,
  protocol: 'HTTP' | 'TCP',
  attributes: Attributes,
): Promise<string> {
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({ Name: name, Protocol: protocol, Port: 8080, VpcId: vpc, TargetType: 'instance' }),
  );
  const arn = arnOf(TargetGroups?.[0]?.TargetGroupArn);
  await elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes: listOf(attributes) }));
  await elb.send(new RegisterTargetsCommand({ TargetGroupArn: arn, Targets: [{ Id: instance, Port: 8080 }] }));
  return arn;
}

async function listen(
  elb: ElasticLoadBalancingV2Client,
  balancer: string,
  protocol: 'HTTP' | 'TCP',
  port: number,
  targets: string,
): Promise<string> {
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancer,
      Protocol: protocol,
      Port: port,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targets }],
    }),
  );
  return arnOf(Listeners?.[0]?.ListenerArn);
}

/** Writes the traffic of a VPC to a bucket of the same emulator, which accepts only a bucket that exists. */
export async function logTraffic(ec2: EC2Client, endpoint: string, region: string, vpc: string): Promise<void> {
  const s3 = new S3Client({ endpoint, region, forcePathStyle: true });
  try {
    await s3.send(new CreateBucketCommand({ Bucket: HOLDS_LOGS }));
  } finally {
    s3.destroy();
  }
  const { Unsuccessful } = await ec2.send(
    new CreateFlowLogsCommand({
      ResourceType: 'VPC',
      ResourceIds: [vpc],
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: `arn:aws:s3:::${HOLDS_LOGS}`,
    }),
  );
  if (Unsuccessful?.length) throw new Error(`the emulator logs no traffic: ${Unsuccessful[0]?.Error?.Message}`);
}

const listOf = (attributes: Attributes): { Key: string; Value: string }[] =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));

function arnOf(arn: string | undefined): string {
  if (arn === undefined) throw new Error('the emulator gave no ARN');
  return arn;
}
