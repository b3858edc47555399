import { randomUUID } from 'node:crypto';
import type { Front, IncomingCall, Refusal, Reply, SandboxRequest } from '../front.ts';
import type { Recording } from '../recording.ts';
import { Answers } from './answers.ts';
import { SERVICES, type Service } from './services.ts';

/** `AWS4-HMAC-SHA256 Credential=<key>/<date>/<region>/<service>/aws4_request, …` */
const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request\b/;

/** AWS: every service behind one address, told apart by what the signature names. */
export function awsFront(recording: Recording, options: { readonly pageLimit?: number }): Front {
  const answers = new Answers(recording, options.pageLimit);
  return {
    receive(request) {
      const [, accessKeyId = '', region = '', signingName = ''] =
        CREDENTIAL.exec(request.headers.authorization ?? '') ?? [];
      const service = SERVICES.find((each) => each.signingName === signingName && speaks(each, request));
      if (!service) return undefined;
      const requestId = randomUUID();
      const asked = service.protocol.read(request, service.operations);
      if (!asked) {
        const message = `The action ${service.protocol.asked(request)} is not valid for this web service.`;
        return service.protocol.refuse({ code: service.protocol.codes['unknown-action'], message }, requestId);
      }
      const { operation, input } = asked;
      const account = accountOf(accessKeyId, recording.accounts('aws'));
      const call: IncomingCall = {
        call: `${service.prefix}:${operation.name}`,
        region,
        answer(): Reply {
          const given = answers.answer({ provider: 'aws', account, region }, service, operation, input);
          return 'error' in given
            ? service.protocol.refuse(given.error, requestId)
            : service.protocol.answer(operation, given.response, requestId);
        },
        refuse(why: Refusal): Reply {
          const code = service.protocol.codes[why];
          return service.protocol.refuse({ code, message: refusalMessage(why, call.call, account) }, requestId);
        },
      };
      return call;
    },
  };
}

/** Two services that sign with one name are told apart by the version they ask for. */
const speaks = (service: Service, request: SandboxRequest): boolean =>
  service.version === undefined || new URLSearchParams(request.body).get('Version') === service.version;

/** The account whose number the key carries, as keys of an assumed role do here; else the first one. */
const accountOf = (accessKeyId: string, accounts: readonly string[]): string =>
  accounts.find((account) => accessKeyId.includes(account)) ?? accounts[0] ?? '';

/** What AWS says, in its own words: only these tell a missing permission from an organization's policy. */
function refusalMessage(why: Refusal, call: string, account: string): string {
  const who = `User: arn:aws:sts::${account}:assumed-role/PostureScan/sandbox is not authorized to perform: ${call}`;
  switch (why) {
    case 'throttled':
      return 'Request limit exceeded.';
    case 'server-error':
      return 'An internal error has occurred';
    case 'denied':
      return `${who} because no identity-based policy allows the ${call} action`;
    case 'denied-by-organization':
      return `${who} with an explicit deny in a service control policy`;
  }
}
