import type { Refusal, Reply, SandboxRequest } from '../front.ts';
import { fromJson, toJson } from './json-wire.ts';
import { headersOf, type NormalizedSchema, type Operation, wireName } from './operation.ts';
import { fromQuery, type QueryDialect } from './query-input.ts';
import { escapeXml, toXml, toXmlContent } from './xml-wire.ts';

/** An error as it goes over the wire. */
export interface WireError {
  readonly code: string;
  readonly message: string;
}

/** How a service talks. */
export interface Protocol {
  /** The operation that the request asks for and what it asks; `undefined` when the service has no such operation. */
  read(
    request: SandboxRequest,
    operations: ReadonlyMap<string, Operation>,
  ): { readonly operation: Operation; readonly input: Readonly<Record<string, unknown>> } | undefined;
  /** The operation's name as far as the request tells, for the error message. */
  asked(request: SandboxRequest): string;
  answer(operation: Operation, output: Readonly<Record<string, unknown>>, requestId: string): Reply;
  refuse(error: WireError, requestId: string): Reply;
  readonly codes: Readonly<Record<Refusal | 'unknown-action' | 'region-disabled' | 'bad-token' | 'bad-size', string>>;
}

/**
 * The HTTP status that belongs to an error code.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html
 */
export function statusOf(code: string): number {
  if (/^(RequestLimitExceeded|Unavailable|ServiceUnavailable\w*)$/.test(code)) return 503;
  if (/^(InternalError|InternalFailure|InternalServer\w*|InternalService\w*)$/.test(code)) return 500;
  if (code === 'TooManyRequestsException') return 429;
  if (code === 'AuthFailure') return 401;
  if (
    /^(UnauthorizedOperation|AccessDenied\w*|UnrecognizedClientException|InvalidClientTokenId|OptInRequired)$/.test(
      code,
    )
  )
    return 403;
  if (/^(MissingAuthenticationToken\w*|SignatureDoesNotMatch|InvalidSignatureException)$/.test(code)) return 403;
  if (code.endsWith('NotFoundException')) return 404;
  return 400;
}

const xmlReply = (status: number, requestId: string, body: string, more = {}): Reply => ({
  status,
  headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId, ...more },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

const text = (name: string, value: string): string => `<${name}>${escapeXml(value)}</${name}>`;

const form = (request: SandboxRequest): URLSearchParams => new URLSearchParams(request.body);

const askedAction = (request: SandboxRequest): string => form(request).get('Action') ?? '';

const readForm =
  (dialect: QueryDialect): Protocol['read'] =>
  (request, operations) => {
    const params = form(request);
    const operation = operations.get(params.get('Action') ?? '');
    return operation && { operation, input: fromQuery(params, operation.input, dialect) };
  };

/** @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export const ec2Query: Protocol = {
  read: readForm('ec2'),
  asked: askedAction,
  answer(operation, output, requestId) {
    const content = toXmlContent(output, operation.output, 'item');
    const root = `${operation.name}Response`;
    return xmlReply(200, requestId, `<${root}>${text('requestId', requestId)}${content}</${root}>`);
  },
  refuse({ code, message }, requestId) {
    const error = `<Error>${text('Code', code)}${text('Message', message)}</Error>`;
    return xmlReply(
      statusOf(code),
      requestId,
      `<Response><Errors>${error}</Errors>${text('RequestID', requestId)}</Response>`,
    );
  },
  codes: {
    throttled: 'RequestLimitExceeded',
    denied: 'UnauthorizedOperation',
    'denied-by-organization': 'UnauthorizedOperation',
    'server-error': 'InternalError',
    'unknown-action': 'InvalidAction',
    'region-disabled': 'AuthFailure',
    'bad-token': 'InvalidNextToken',
    'bad-size': 'InvalidParameterValue',
  },
};

const refuseInXml: Protocol['refuse'] = ({ code, message }, requestId) => {
  const error = `<Error><Type>${statusOf(code) < 500 ? 'Sender' : 'Receiver'}</Type>${text('Code', code)}${text('Message', message)}</Error>`;
  return xmlReply(statusOf(code), requestId, `<ErrorResponse>${error}${text('RequestId', requestId)}</ErrorResponse>`);
};

/** @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const awsQuery: Protocol = {
  read: readForm('query'),
  asked: askedAction,
  answer(operation, output, requestId) {
    const result = toXml(`${operation.name}Result`, output, operation.output, 'member');
    const root = `${operation.name}Response`;
    const metadata = `<ResponseMetadata>${text('RequestId', requestId)}</ResponseMetadata>`;
    return xmlReply(200, requestId, `<${root}>${result}${metadata}</${root}>`);
  },
  refuse: refuseInXml,
  codes: {
    throttled: 'Throttling',
    denied: 'AccessDenied',
    'denied-by-organization': 'AccessDenied',
    'server-error': 'InternalFailure',
    'unknown-action': 'InvalidAction',
    'region-disabled': 'InvalidClientTokenId',
    'bad-token': 'ValidationError',
    'bad-size': 'ValidationError',
  },
};

const jsonReply = (status: number, requestId: string, type: string, body: unknown, more = {}): Reply => ({
  status,
  headers: { 'content-type': type, 'x-amzn-requestid': requestId, ...more },
  body: JSON.stringify(body),
});

const refuseInJson =
  (type: string): Protocol['refuse'] =>
  ({ code, message }, requestId) =>
    jsonReply(
      statusOf(code),
      requestId,
      type,
      { __type: code, message, Message: message },
      { 'x-amzn-errortype': code },
    );

const JSON_CODES: Protocol['codes'] = {
  throttled: 'ThrottlingException',
  denied: 'AccessDeniedException',
  'denied-by-organization': 'AccessDeniedException',
  'server-error': 'InternalServerException',
  'unknown-action': 'UnknownOperationException',
  'region-disabled': 'UnrecognizedClientException',
  'bad-token': 'InvalidNextTokenException',
  'bad-size': 'ValidationException',
};

const parseJson = (body: string): Readonly<Record<string, unknown>> => {
  try {
    return body === '' ? {} : (JSON.parse(body) as Readonly<Record<string, unknown>>);
  } catch {
    return {};
  }
};

/** @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export const awsJson = (version: '1.0' | '1.1'): Protocol => ({
  read(request, operations) {
    const operation = operations.get(this.asked(request));
    return (
      operation && { operation, input: fromJson(parseJson(request.body), operation.input) as Record<string, unknown> }
    );
  },
  asked: (request) =>
    String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1) ?? '',
  answer: (operation, output, requestId) =>
    jsonReply(200, requestId, `application/x-amz-json-${version}`, toJson(output, operation.output)),
  refuse: refuseInJson(`application/x-amz-json-${version}`),
  codes: JSON_CODES,
});

/** Operations that have a path of their own, with labels, query parameters and perhaps a body. */
const readPath =
  (body: (request: SandboxRequest, input: NormalizedSchema) => Record<string, unknown>): Protocol['read'] =>
  (request, operations) => {
    for (const operation of operations.values()) {
      const labels = operation.http?.method === request.method ? matchPath(operation.http.path, request) : undefined;
      if (!labels) continue;
      const input = body(request, operation.input);
      for (const [name, member] of operation.input.structIterator()) {
        const { httpLabel, httpQuery } = member.getMemberTraits();
        const written = httpLabel ? labels.get(name) : httpQuery ? request.query.get(httpQuery) : undefined;
        if (written === undefined || written === null) continue;
        input[name] = member.isNumericSchema()
          ? Number(written)
          : member.isBooleanSchema()
            ? written === 'true'
            : written;
      }
      return { operation, input };
    }
    return undefined;
  };

/** The labels of `/detector/{DetectorId}/findings`, or `undefined` when the request has another path. */
function matchPath(pattern: string, request: SandboxRequest): ReadonlyMap<string, string> | undefined {
  const [path = '', query] = pattern.split('?');
  for (const [key, value] of new URLSearchParams(query)) if (request.query.get(key) !== value) return undefined;
  const wanted = path.split('/');
  const given = request.path.split('/');
  if (wanted.length !== given.length) return undefined;
  const labels = new Map<string, string>();
  for (const [index, part] of wanted.entries()) {
    const label = /^\{(\w+)\+?\}$/.exec(part)?.[1];
    if (label) labels.set(label, decodeURIComponent(given[index] ?? ''));
    else if (part !== given[index]) return undefined;
  }
  return labels;
}

const askedPath = (request: SandboxRequest): string => `${request.method} ${request.path}`;

/** @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJson: Protocol = {
  read: readPath((request, input) => fromJson(parseJson(request.body), input) as Record<string, unknown>),
  asked: askedPath,
  answer: (operation, output, requestId) =>
    jsonReply(200, requestId, 'application/json', toJson(output, operation.output), headersOf(operation, output)),
  refuse: refuseInJson('application/json'),
  codes: {
    ...JSON_CODES,
    throttled: 'TooManyRequestsException',
    'server-error': 'InternalServerErrorException',
    'bad-token': 'BadRequestException',
    'bad-size': 'BadRequestException',
  },
};

/** @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
export const restXml: Protocol = {
  read: readPath(() => ({})),
  asked: askedPath,
  answer(operation, output, requestId) {
    // What is no header is either the one member that is the whole body, or the members of a body named after the output.
    const headers = headersOf(operation, output);
    const payload = [...operation.output.structIterator()].find(([, member]) => member.getMemberTraits().httpPayload);
    if (!payload) {
      const root = operation.output.getName() ?? `${operation.name}Result`;
      return xmlReply(200, requestId, toXml(root, output, operation.output, 'member'), headers);
    }
    const [name, member] = payload;
    const root = wireName(member, member.getName() ?? name, 'xmlName');
    return xmlReply(200, requestId, toXml(root, output[name], member, 'member'), headers);
  },
  refuse: refuseInXml,
  codes: {
    ...awsQuery.codes,
    'server-error': 'InternalError',
    'bad-token': 'InvalidArgument',
    'bad-size': 'InvalidArgument',
  },
};
