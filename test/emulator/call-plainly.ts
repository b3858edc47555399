/** A call either as a query or as JSON for a target. */
type Payload =
  | { readonly query: Readonly<Record<string, string>> }
  | { readonly target: string; readonly body: string };

/** Calls an API of an emulator that is worth no client of its own; emulators look at no signature. */
export async function callPlainly(url: string, service: string, region: string, payload: Payload): Promise<string> {
  const answer = await fetch(`${url}/`, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20261129/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      ...('query' in payload
        ? { 'content-type': 'application/x-www-form-urlencoded' }
        : { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': payload.target }),
    },
    body: 'query' in payload ? new URLSearchParams(payload.query).toString() : payload.body,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service}: ${answer.status} ${text}`);
  return text;
}
