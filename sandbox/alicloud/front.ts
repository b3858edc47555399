import { randomUUID } from 'node:crypto';
import { ALI_PRODUCTS, versionOf } from '#collectors/alicloud/endpoints.ts';
import type { Clock } from '#platform/clock.ts';
import { type AliCallName, aliCallName } from '#snapshot/alicloud-calls.ts';
import type { Front, IncomingCall, Refusal, Reply, SandboxRequest } from '../front.ts';
import type { Recording } from '../recording.ts';
import { answerFrom } from './answers.ts';
import { Door, Refused } from './door.ts';
import { type SandboxAccess, sandboxKey } from './keys.ts';
import type { Parameters } from './signature.ts';

export interface AliyunFrontOptions {
  readonly alicloud?: SandboxAccess;
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** The most items that a page holds, whatever is asked for. @default what the service's own limit is */
  readonly pageLimit?: number;
}

const NO_SUCH_ACTION = 'Specified api is not found, please check your url and method.';

/** How Alibaba Cloud words what a fault asks for. */
const REFUSALS: Readonly<Record<Refusal, readonly [status: number, code: string, message: string]>> = {
  throttled: [400, 'Throttling.User', 'Request was denied due to user flow control.'],
  denied: [
    403,
    'Forbidden.RAM',
    'User not authorized to operate on the specified resource, or this API doesn’t support RAM.',
  ],
  'denied-by-organization': [
    403,
    'NoPermission',
    'You are not authorized to do this action: a control policy of the resource directory organization denies it.',
  ],
  'server-error': [503, 'ServiceUnavailable', 'The request has failed due to a temporary failure of the server.'],
};

/**
 * A miniature Alibaba Cloud: the RPC front of every product on one address, told apart by version and action.
 *
 * It checks what the real one checks (key, signature, nonce, age, action, page size) and pages as each product does.
 */
export function aliyunFront(recording: Recording, options: AliyunFrontOptions = {}): Front {
  const access = options.alicloud ?? {};
  const keys = access.keys ?? recording.accounts('alicloud').map(sandboxKey);
  const door = new Door(access, keys, options.clock ?? (() => new Date()));

  const enter = (request: SandboxRequest, parameters: Parameters): IncomingCall | Reply => {
    const action = parameters['Action'] ?? '';
    const isAnonymous = action === 'AssumeRoleWithOIDC';
    const key = isAnonymous ? undefined : door.enter(request.method, parameters);
    const name = nameOf(action, parameters);
    if (name === undefined) throw new Refused(404, 'InvalidAction.NotFound', NO_SUCH_ACTION);
    const region = regionOf(request, parameters);
    const account = key?.account ?? '';
    return {
      call: name,
      region,
      refuse(why) {
        return refusal(new Refused(...REFUSALS[why]));
      },
      answer: () =>
        answering(() => {
          const own = name.startsWith('sts:') ? door.sts(action, parameters, key) : undefined;
          if (own) return reply(200, own);
          const lines = recording.lines({ provider: 'alicloud', account, region }, name);
          if (!lines) throw new Refused(404, 'InvalidAction.NotFound', NO_SUCH_ACTION);
          const answer = answerFrom(lines, name as AliCallName, parameters, options.pageLimit);
          if (!('code' in answer)) return reply(200, answer.body);
          throw new Refused(answer.code.startsWith('Forbidden') ? 403 : 400, answer.code, answer.message);
        }),
    };
  };

  return {
    receive(request) {
      const parameters = {
        ...Object.fromEntries(request.query),
        ...Object.fromEntries(new URLSearchParams(request.body)),
      };
      const isOurs = parameters['SignatureMethod'] === 'HMAC-SHA1' || productOf(parameters) !== undefined;
      return isOurs ? answering(() => enter(request, parameters)) : undefined;
    },
  };
}

/** What `work` gives, or the refusal that it threw. */
function answering<T>(work: () => T): T | Reply {
  try {
    return work();
  } catch (refused) {
    if (refused instanceof Refused) return refusal(refused);
    throw refused;
  }
}

const refusal = ({ status, code: Code, message: Message }: Refused): Reply =>
  reply(status, {
    Code,
    Message,
    HostId: 'sandbox',
    Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(Code)}`,
  });

const reply = (status: number, body: object): Reply => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8' },
  body: JSON.stringify({ RequestId: randomUUID().toUpperCase(), ...body }),
});

/** Where the call is meant: a parameter where the product has one, else the address, which a client of ours names in a header. */
const regionOf = ({ headers }: SandboxRequest, parameters: Parameters): string =>
  parameters['RegionId'] ?? parameters['DdosRegionId'] ?? String(headers['x-acs-region-id'] ?? 'cn-hangzhou');

const productOf = (parameters: Parameters): string | undefined =>
  ALI_PRODUCTS.find((product) => versionOf(product) === parameters['Version']);

/** The call's name in a snapshot, or `undefined` for an action that the product does not have. */
function nameOf(action: string, parameters: Parameters): string | undefined {
  const product = productOf(parameters);
  const name = `${product}:${action}`;
  return product === 'sts' || aliCallName(name) ? name : undefined;
}
