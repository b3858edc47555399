import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { UsageError } from '#platform/usage-error.ts';

/**
 * Reads secrets by name.
 *
 * @throws {UsageError} that names the secret and the service's code, and never what is in it.
 */
export const secretReader =
  (client: SecretsManagerClient) =>
  async (name: string): Promise<string> => {
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
      if (SecretString === undefined)
        throw new UsageError(`the secret ${name} holds no text: expected {"accessKeyId", "accessKeySecret"}`);
      return SecretString;
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`the secret ${name} cannot be read: ${error instanceof Error ? error.name : 'no answer'}`);
    }
  };
