import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { HttpResponse } from '@smithy/core/protocols';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A bucket in memory, as an S3 client sees it. */
export interface ABucket {
  readonly client: S3Client;
  /** What stands in it, by key. */
  readonly objects: Map<string, Buffer>;
  /** Uploads that were begun and neither completed nor given up. */
  readonly open: ReadonlyMap<string, readonly Buffer[]>;
  /** Every request, such as `PUT key`, in order. */
  readonly requests: readonly string[];
  /** Answers requests of that kind with an error of S3; all of them, or only the next. */
  refuse(request: RegExp, code: string, status: number, once?: 'once'): void;
}

const PAGE = 2;

/** A bucket whose lists have pages of two keys: the SDK's own serialisation, retries and error parsing run. */
export function aBucket(): ABucket {
  const objects = new Map<string, Buffer>();
  const open = new Map<string, Buffer[]>();
  const requests: string[] = [];
  const refusals: {
    readonly request: RegExp;
    readonly code: string;
    readonly status: number;
    readonly once?: 'once' | undefined;
  }[] = [];

  const answer = async ({ method, path, query, headers, body }: Request): Promise<[number, string | Buffer]> => {
    const key = decodeURIComponent(path.replace(/^\/[^/]+\/?/, ''));
    const what = `${method} ${key}${'uploads' in query ? '?uploads' : ''}${'uploadId' in query ? '?upload' : ''}`;
    requests.push(what);
    const at = refusals.findIndex(({ request }) => request.test(what));
    const refusal = refusals[at];
    if (refusal?.once) refusals.splice(at, 1);
    if (refusal) return [refusal.status, `<Error><Code>${refusal.code}</Code><Message>no</Message></Error>`];
    const content = await bytesOf(body);
    if (method === 'GET' && key === '') return [200, listed(objects, query)];
    if (method === 'GET') {
      const found = objects.get(key);
      return found ? [200, found] : [404, '<Error><Code>NoSuchKey</Code><Message>no key</Message></Error>'];
    }
    if ('uploads' in query) {
      const id = `upload-${requests.length}`;
      open.set(id, []);
      return [200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`];
    }
    const id = query['uploadId'];
    if (id !== undefined) {
      if (method === 'PUT') open.get(id)?.push(content);
      if (method === 'POST') objects.set(key, Buffer.concat(open.get(id) ?? []));
      if (method !== 'PUT') open.delete(id);
      return [200, '<CompleteMultipartUploadResult/>'];
    }
    if (headers?.['if-none-match'] === '*' && objects.has(key))
      return [412, '<Error><Code>PreconditionFailed</Code><Message>it is there</Message></Error>'];
    objects.set(key, content);
    return [200, ''];
  };

  const client = new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
    maxAttempts: 1,
    // Sums are the SDK's affair, and would frame the bodies.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: {
      handle: async (request: Request) => {
        const [statusCode, content] = await answer(request);
        return {
          response: new HttpResponse({
            statusCode,
            headers: { etag: '"1"' },
            body: Readable.from([Buffer.from(content)]),
          }),
        };
      },
    },
  });
  return {
    client,
    objects,
    open,
    requests,
    refuse: (request, code, status, once) => void refusals.push({ request, code, status, once }),
  };
}

async function bytesOf(body: unknown): Promise<Buffer> {
  if (body === undefined) return Buffer.alloc(0);
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body as Uint8Array);
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function listed(objects: ReadonlyMap<string, Buffer>, query: Readonly<Record<string, string>>): string {
  const keys = [...objects.keys()].filter((key) => key.startsWith(query['prefix'] ?? '')).sort();
  const from = Number(query['continuation-token'] ?? 0);
  const next = from + PAGE < keys.length ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : '';
  const contents = keys.slice(from, from + PAGE).map((key) => `<Contents><Key>${key}</Key></Contents>`);
  return `<ListBucketResult>${contents.join('')}<IsTruncated>${next !== ''}</IsTruncated>${next}</ListBucketResult>`;
}
