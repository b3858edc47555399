import { GetWebIdentityTokenCommand, type STSClient } from '@aws-sdk/client-sts';
import { AliyunError } from './errors.ts';

/** How long a token is good for: only long enough to be exchanged at once. */
const TOKEN_SECONDS = 300;

/**
 * Tokens that AWS signs for the role we run as, to be exchanged for keys of an Alibaba Cloud role.
 *
 * The AWS account must have outbound web identity federation enabled, and the role `sts:GetWebIdentityToken`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html
 */
export const awsToken =
  (sts: STSClient, audience: string): (() => Promise<string>) =>
  async () => {
    const { WebIdentityToken } = await sts.send(
      new GetWebIdentityTokenCommand({
        Audience: [audience],
        SigningAlgorithm: 'RS256',
        DurationSeconds: TOKEN_SECONDS,
      }),
    );
    if (!WebIdentityToken) throw new AliyunError('Malformed', 'AWS gave no web identity token');
    return WebIdentityToken;
  };
