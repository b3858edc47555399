import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostureApp } from '../../lib/app.ts';
import type { HandlerCode } from '../../lib/handler-code.ts';
import { folderWith } from './command-line.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What `cdk.json` tells the CDK: `new App()` does not read it by itself. */
export const { context: cdkContext } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as {
  context: Record<string, unknown>;
};

/** Functions without a line of code: what is deployed is under test, not what runs in it. */
const noCode: HandlerCode = {
  folderOf(name) {
    const folder = join(mkdtempSync(join(tmpdir(), 'posture-code-')), name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'index.mjs'), '');
    return folder;
  },
};

/** The CDK application for a configuration file's text. */
export const postureApp = (config = ''): PostureApp =>
  new PostureApp({
    code: noCode,
    context: { ...cdkContext, config: join(folderWith({ 'posture.config.yaml': config }), 'posture.config.yaml') },
    outdir: mkdtempSync(join(tmpdir(), 'posture-cdk-')),
  });
