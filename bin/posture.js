#!/usr/bin/env node
// Node 20 cannot read TypeScript by itself: tsx is registered from here, wherever the command is called from.
import { register } from 'tsx/esm/api';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
register();
await import('./posture.ts');
