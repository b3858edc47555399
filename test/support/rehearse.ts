import { spawnSync } from 'node:child_process';

/** Runs the commands of a plan in a real shell, against clouds that only write down what they were asked. */
export function rehearse(text: string): readonly string[] {
  const stub = `say() { printf '%s|' "$@" >&3; printf '\\036' >&3; printf 'sg-new'; }; aws() { say aws "$@"; }; aliyun() { say aliyun "$@"; }; jq() { cat; };`;
  const script = text.replace(/^echo '.*' >&2; exit 64$/m, '');
  const { output, status } = spawnSync('bash', ['-c', `cd "$(mktemp -d)"; ${stub}\n${script}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  expect(status).toBe(0);
  return (output[3] ?? '').split('\u001e').filter((each) => each !== '');
}
