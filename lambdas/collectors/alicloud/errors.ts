/** What Alibaba Cloud, or the way to it, said. Holds no URL, no key and no part of a request. */
export class AliyunError extends Error {
  override readonly name = 'AliyunError';
  /** The service's own code, or the socket's (`ECONNRESET`), or one of ours (`Malformed`, `RequestTimeout`). */
  readonly code: string;
  readonly requestId: string | undefined;

  constructor(code: string, message: string, requestId?: string) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }
}

/** Throttling is told by the code alone: it comes with status 400, 403, 429 or 503. */
const THROTTLED = /Throttl/i;
const TRANSIENT =
  /^(ServiceUnavailable.*|InternalError.*|SystemBusy|OperationBusy|LastTokenProcessing|Http5\d\d|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|RequestTimeout|SignatureNonceUsed)$/;
/** A kept-alive socket that died while we slept; the first call on it fails at once. */
const DEAD_SOCKET = /^(ECONNRESET|EPIPE|ECONNABORTED|SocketHangUp)$/;
const BAD_CREDENTIALS =
  /^(InvalidAccessKeyId\..*|InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken\..*|InvalidTimeStamp\..*)$/;

/** Whether waiting and asking again may help. */
export const isRetryable = ({ code }: AliyunError): boolean =>
  THROTTLED.test(code) || TRANSIENT.test(code) || DEAD_SOCKET.test(code);

export const isDeadSocket = ({ code }: AliyunError): boolean => DEAD_SOCKET.test(code);

/** Whether the keys themselves were refused: every further call would fail the same way. */
export const isBadCredentials = ({ code }: AliyunError): boolean => BAD_CREDENTIALS.test(code);

/** Whether temporary keys have run out, or were cut short: fresh ones may work. */
export const isExpiredToken = ({ code }: AliyunError): boolean => code === 'InvalidSecurityToken.Expired';

const SECRET_FIELDS =
  /((?:AccessKeyId|AccessKeySecret|SecurityToken|Signature|OIDCToken)(?:=|%(?:25)*3D|"\s*:\s*"))[^\s&"',]*?(?=&|%(?:25)*26|[\s"',]|$)/gi;
const KEY_SHAPES = /\b(?:LTAI[0-9A-Za-z]{8,}|STS\.[0-9A-Za-z]{8,})/g;

/** The text without the given secrets in any of their writings, and without anything that looks like one. */
export function redact(text: string, secrets: readonly (string | undefined)[] = []): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret === undefined || secret.length < 4) continue;
    const once = encodeURIComponent(secret);
    for (const writing of new Set([secret, once, encodeURIComponent(once)])) clean = clean.replaceAll(writing, '***');
  }
  return clean.replace(SECRET_FIELDS, '$1***').replace(KEY_SHAPES, '***');
}
