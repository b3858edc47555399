import type * as z from 'zod';

/** What zod wants instead of what it was given, as a clause. */
export function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') return issue.errors.flatMap((options) => options.map(wanted)).join(', or ');
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`;
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${issue.origin === 'array' ? ' long' : ''}`;
  if (issue.code === 'invalid_type') return `must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
  return issue.message;
}
