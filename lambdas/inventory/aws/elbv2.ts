import type { Known } from '../known.ts';
import type { Tagged } from './tagged.ts';

/** Attributes of a balancer, a listener or a target group, as the API spells keys and values. */
export type Attributes = Readonly<Record<string, string>>;

/** An application, network or gateway balancer; its id is its ARN. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html */
export interface LoadBalancer extends Tagged {
  readonly arn: string;
  readonly name: string;
  /** `application`, `network` or `gateway`. */
  readonly type: string;
  /** `internet-facing` or `internal`. */
  readonly scheme: string;
  /** `active`, `provisioning`, `active_impaired` or `failed`. */
  readonly state: string;
  readonly vpcId?: string;
  readonly dnsName?: string;
  /** `ipv4`, `dualstack` or `dualstack-without-public-ipv4`. */
  readonly ipAddressType: string;
  /** The subnets that are enabled for it, with the addresses of its nodes where the API names them. */
  readonly zones: readonly LoadBalancerZone[];
  readonly securityGroupIds: readonly string[];
  /** False where the groups do not filter what comes over PrivateLink. */
  readonly filtersPrivateLink: boolean;
  readonly attributes: Known<Attributes>;
  readonly listeners: Known<readonly Listener[]>;
}

/** One Availability Zone of a balancer. */
export interface LoadBalancerZone {
  readonly name?: string;
  readonly subnetId?: string;
  /** Addresses that were chosen for the node: fixed private ones, Elastic IPs. Often empty. */
  readonly addresses: readonly {
    readonly publicIp?: string;
    readonly privateIp?: string;
    readonly ipv6?: string;
    readonly allocationId?: string;
  }[];
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html */
export interface Listener extends Tagged {
  readonly arn: string;
  readonly loadBalancerArn: string;
  /** `HTTP`, `HTTPS`, `TCP`, `TLS`, `UDP`, `TCP_UDP`, `QUIC`, `TCP_QUIC` or `GENEVE`. */
  readonly protocol: string;
  /** Absent for a gateway balancer, which listens on every port. */
  readonly port?: number;
  readonly sslPolicy?: string;
  readonly certificateArns: readonly string[];
  /** `off`, `passthrough` or `verify`. */
  readonly mutualAuthentication?: string;
  /** What happens to requests that no rule takes. */
  readonly defaultActions: Known<readonly ListenerAction[]>;
  /** Rules in the order of their priority, without the default one. Only HTTP and HTTPS listeners have any. */
  readonly rules: Known<readonly ListenerRule[]>;
  readonly attributes: Known<Attributes>;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html */
export interface ListenerAction {
  /** `forward`, `redirect`, `fixed-response`, `authenticate-oidc`, `authenticate-cognito` or `jwt-validation`. */
  readonly type: string;
  /** Where `forward` sends to; a weight of 0 gets nothing. */
  readonly targetGroups: readonly { readonly arn: string; readonly weight: number }[];
  /** Stickiness between the target groups of a weighted forward. */
  readonly stickiness?: { readonly enabled: boolean; readonly durationSeconds?: number };
  /** `protocol` and `port` may be `#{protocol}` and `#{port}`: those of the request. */
  readonly redirect?: {
    readonly protocol: string;
    readonly port: string;
    readonly host: string;
    readonly statusCode?: string;
  };
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html */
export interface ListenerRule {
  readonly arn: string;
  readonly priority: number;
  /** All must hold; within one, any value. */
  readonly conditions: Known<readonly RuleCondition[]>;
  readonly actions: Known<readonly ListenerAction[]>;
}

/** What a rule asks of a request: an address among canonical CIDRs, or something of HTTP such as `host-header`. */
export type RuleCondition =
  | { readonly field: 'source-ip'; readonly cidrs: readonly string[] }
  | {
      readonly field: 'other';
      readonly name: string;
      /** Left out for headers and queries: what they must hold is often a shared secret. */
      readonly values: readonly string[];
    };

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html */
export interface TargetGroup extends Tagged {
  readonly arn: string;
  readonly name: string;
  readonly protocol?: string;
  readonly protocolVersion?: string;
  /** Where targets without a port of their own are sent to. */
  readonly port?: number;
  readonly vpcId?: string;
  /** `instance`, `ip`, `lambda` or `alb`. */
  readonly targetType: string;
  /** `ipv4` or `ipv6`. */
  readonly ipAddressType: string;
  readonly loadBalancerArns: readonly string[];
  readonly healthCheck: {
    readonly enabled: boolean;
    readonly protocol?: string;
    /** A number, or `traffic-port`. */
    readonly port?: string;
    readonly path?: string;
    readonly intervalSeconds?: number;
    readonly timeoutSeconds?: number;
  };
  readonly attributes: Known<Attributes>;
  readonly targets: Known<readonly Target[]>;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealthDescription.html */
export interface Target {
  /** An instance, an address, a function's or a balancer's ARN, as the group's target type says. */
  readonly id: string;
  /** Absent for functions. */
  readonly port?: number;
  /** A zone, or `all`: reached from every zone. */
  readonly availabilityZone?: string;
  /** `healthy`, `unhealthy`, `initial`, `draining`, `unused`, `unavailable`, … */
  readonly state: string;
  readonly reason?: string;
  readonly description?: string;
}
