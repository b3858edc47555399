import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  type S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { Store } from '#platform/store.ts';
import { UsageError } from '#platform/usage-error.ts';

/** A bucket, and where it is: links to it name the region. */
export interface BucketPlace {
  readonly bucket: string;
  readonly region: string;
}

/**
 * A bucket as a store. Objects are sent in parts as their chunks come, and show only once they are whole.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
export function s3Store(client: S3Client, { bucket, region }: BucketPlace): Store {
  const explain = (error: unknown, what: string): unknown => explainRefusal(error, `cannot ${what} s3://${bucket}`);
  return {
    async write(key, chunks) {
      const body = Readable.from(chunks, { objectMode: false });
      const upload = new Upload({
        client,
        params: { Bucket: bucket, Key: key, Body: body, ContentType: contentType(key) },
        // One part in flight: memory stays at two parts whatever the size of the object.
        queueSize: 1,
      });
      try {
        await upload.done();
      } catch (error) {
        // Whoever makes the chunks must learn that nobody takes them any more.
        body.destroy();
        throw explain(error, `write ${key} to`);
      }
    },
    async writeOnce(key, content) {
      const put = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: content,
        ContentType: contentType(key),
        IfNoneMatch: '*',
      });
      for (let attempt = 1; ; attempt++) {
        try {
          await client.send(put);
          return true;
        } catch (error) {
          const { name } = error as Error;
          if (name === 'PreconditionFailed') return false;
          // Somebody writes the same key at this moment: whether they succeed is not decided yet.
          if (name !== 'ConditionalRequestConflict' || attempt === 5) throw explain(error, `write ${key} to`);
        }
      }
    },
    async read(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return Body as Readable;
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw explain(error, `read ${key} from`);
      }
    },
    async list(prefix) {
      const keys: string[] = [];
      try {
        for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
          for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
        }
      } catch (error) {
        throw explain(error, `list ${prefix} in`);
      }
      return keys.sort();
    },
    locate: (key) => consoleLink(key, bucket, region),
  };
}

/** Where the S3 console shows an object, or the folder when `key` ends in `/` or is empty. */
function consoleLink(key: string, bucket: string, region: string): string {
  const page = key === '' || key.endsWith('/') ? 'buckets' : 'object';
  const query = new URLSearchParams({ region, prefix: key }).toString();
  return `https://${consoleHost(region)}/s3/${page}/${bucket}?${query}`;
}

/** @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
function consoleHost(region: string): string {
  if (region.startsWith('cn-')) return 'console.amazonaws.cn';
  if (region.startsWith('us-gov-')) return 'console.amazonaws-us-gov.com';
  return 'console.aws.amazon.com';
}

const CONTENT_TYPES: readonly (readonly [ending: string, type: string])[] = [
  ['.html', 'text/html; charset=utf-8'],
  ['.json', 'application/json'],
  ['.csv', 'text/csv; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.jsonl', 'application/jsonl'],
  ['.gz', 'application/gzip'],
];

/** What browsers are told about an object, by its name. */
const contentType = (key: string): string =>
  CONTENT_TYPES.find(([ending]) => key.endsWith(ending))?.[1] ?? 'application/octet-stream';

const REASONS: Readonly<Record<string, string>> = {
  NoSuchBucket: 'there is no such bucket',
  AccessDenied: 'access denied; the role and the bucket policy must both allow it',
  PermanentRedirect: 'the bucket is in another region',
  InvalidBucketName: 'that is no bucket name',
};

/** S3's refusal in words, as a mistake that somebody can mend; other errors as they are. */
function explainRefusal(error: unknown, what: string): unknown {
  const { name, message } = (error ?? {}) as Partial<S3ServiceException>;
  if (name === undefined || !(name in REASONS)) return error;
  return new UsageError(`${what}: ${REASONS[name]} (${name}: ${message})`);
}
