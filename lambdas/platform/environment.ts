import { UsageError } from './usage-error.ts';

/** Environment variables, as the process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable that must be there. @throws {UsageError} that names it when it is missing or empty. */
export function required(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new UsageError(`the environment variable ${name} must be set`);
  return value;
}
