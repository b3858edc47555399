import { awsConsoleUrl } from '#checks/aws/console-url.ts';
import type { ResourceRef } from '#checks/examine.ts';
import { alicloudConsoleUrl } from './alicloud-console-url.ts';

/** The page of a resource in its cloud's console, for people; `undefined` where there is none. */
export const consoleUrl = (resource: ResourceRef): string | undefined =>
  resource.provider === 'alicloud'
    ? alicloudConsoleUrl(resource.region, resource.type, resource.id)
    : awsConsoleUrl(resource);
