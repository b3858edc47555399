import { AWS_FSBP } from './aws-fsbp.ts';
import { CIS_AWS_5 } from './cis-aws-5.ts';
import { CIS_AWS_6 } from './cis-aws-6.ts';
import type { Framework } from './framework.ts';

/** Every framework that reports speak of. */
export const FRAMEWORKS: readonly Framework[] = [AWS_FSBP, CIS_AWS_5, CIS_AWS_6];
