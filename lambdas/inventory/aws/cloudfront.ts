import { Answer } from '../answer.ts';
import { boolean, number, object, objects, type Raw, text } from '../fields.ts';
import { type Known, known, mapKnown } from '../known.ts';
import { byId, type Listing } from '../listing.ts';
import type { RegionName } from './ec2.ts';
import { list, type Part } from './part.ts';
import { isElsewhere } from './partition.ts';
import type { Tagged } from './tagged.ts';

/**
 * A way from CloudFront into a private subnet: no public address and no route to the Internet gateway is needed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export interface VpcOrigin extends Tagged {
  readonly arn?: string;
  /** `Deployed` or `Deploying`. */
  readonly status?: string;
  /** The balancer or instance behind it. */
  readonly endpointArn: string;
  /** Which ports it speaks to; its own call tells. */
  readonly ports: Known<VpcOriginPorts>;
}

export interface VpcOriginPorts {
  readonly http: number;
  readonly https: number;
  /** `http-only`, `https-only` or `match-viewer`. */
  readonly protocolPolicy: string;
}

/** A distribution, as far as VPC origins are concerned. */
export interface Distribution extends Tagged {
  readonly enabled: boolean;
  readonly domainName?: string;
  readonly vpcOriginIds: readonly string[];
}

export interface CloudFrontFacts {
  readonly vpcOrigins: Known<readonly VpcOrigin[]>;
  /** Empty where there is no VPC origin that one could lead to. */
  readonly distributions: Known<readonly Distribution[]>;
}

/** Part of the account's global facts. The partition for governments has no CloudFront, so nobody asks there. */
export function cloudFrontPart(regions: Listing<RegionName>): Part<CloudFrontFacts> {
  const origins = list('cloudfront:ListVpcOrigins', ['VpcOriginList', 'Items'], readVpcOrigin, {
    token: ['Marker', 'VpcOriginList.NextMarker'],
  });
  const details = new Answer({
    call: 'cloudfront:GetVpcOrigin',
    read: readPorts,
    subject: (request, response) => text(request['Id']) ?? text(object(response['VpcOrigin'])['Id']),
  });
  const distributions = list('cloudfront:ListDistributions', ['DistributionList', 'Items'], readDistribution, {
    token: ['Marker', 'DistributionList.NextMarker'],
  });
  return {
    readers: [origins, details, distributions],
    build(around) {
      const none = !origins.wasRead && isElsewhere(regions.result(), ['aws-us-gov']);
      const result = none ? known([]) : origins.result();
      const heads = byId(around.assumed(result, origins, [], 'CloudFront VPC origins'));
      const noOrigin = heads.known && heads.value.length === 0;
      return {
        vpcOrigins: mapKnown(heads, (all) => all.map((head) => ({ ...head, ports: details.result(head.id) }))),
        distributions: !distributions.wasRead && noOrigin ? known([]) : byId(distributions.result()),
      };
    },
  };
}

function readVpcOrigin(raw: Raw): Omit<VpcOrigin, 'ports'> | undefined {
  const id = text(raw['Id']);
  const endpointArn = text(raw['OriginEndpointArn']);
  if (id === undefined || endpointArn === undefined) return undefined;
  return { id, arn: text(raw['Arn']), name: text(raw['Name']), tags: {}, status: text(raw['Status']), endpointArn };
}

function readPorts(response: Raw): VpcOriginPorts | undefined {
  const config = object(object(response['VpcOrigin'])['VpcOriginEndpointConfig']);
  const http = number(config['HTTPPort']);
  const https = number(config['HTTPSPort']);
  const protocolPolicy = text(config['OriginProtocolPolicy'])?.toLowerCase();
  if (http === undefined || https === undefined || protocolPolicy === undefined) return undefined;
  return { http, https, protocolPolicy };
}

function readDistribution(raw: Raw): Distribution | undefined {
  const id = text(raw['Id']);
  const enabled = boolean(raw['Enabled']);
  if (id === undefined || enabled === undefined) return undefined;
  return {
    id,
    tags: {},
    enabled,
    domainName: text(raw['DomainName']),
    vpcOriginIds: objects(object(raw['Origins'])['Items'])
      .flatMap((each) => text(object(each['VpcOriginConfig'])['VpcOriginId']) ?? [])
      .sort(),
  };
}
