import type { AlertWords } from './alert-words.ts';

/** English. */
export const EN: AlertWords = {
  headings: {
    happened: 'What happened',
    theirWords: 'In the words of the platform',
    expected: 'What is expected, and by when',
    known: 'What we know about it',
    related: 'Other open notices about it',
    steps: 'The first five steps, in this order',
    more: 'Where to go on',
  },
  drill: 'This is a drill: the event is a sample or a mock. Nothing happened.',
  happened({ kind, state, who }) {
    if (state === 'released') return `${who} has lifted what it did: traffic flows again as before.`;
    if (state === 'closed') return `${who} has closed this matter.`;
    switch (kind) {
      case 'abuse':
        return `${who} was told that something in this account harms others. It may block the resource, or the account.`;
      case 'threat':
        return `${who} saw a threat. It only reports: what happens next is up to you.`;
      case 'service-issue':
        return `${who} reports trouble with something that this account uses.`;
      case 'blackhole':
        return state === 'extended'
          ? `${who} still drops all traffic to this address, and has moved the release back.`
          : `${who} drops all traffic to this address, because an attack on it grew too large. Nobody can reach it.`;
      case 'scrubbing':
        return `${who} is cleaning the traffic to this address, because it is under attack. It can be reached, perhaps slowly.`;
    }
  },
  labels: {
    source: 'Source',
    code: 'What',
    account: 'Account',
    region: 'Region',
    resources: 'Resources',
    severity: 'Severity',
    startedAt: 'Since',
    updatedAt: 'Told at',
    endsAt: 'Release or end',
    communication: 'Reference',
    page: 'Page',
  },
  states: { begin: 'begins', extended: 'extended', released: 'released', issued: 'open', closed: 'closed' },
  noResource: 'none named',
  page: (page, pages) => `${page} of ${pages}; every page is kept, this mail comes once`,
  expected(kind, state, by) {
    if (state === 'released' || state === 'closed')
      return 'Nothing more. See below what should be looked at before it is forgotten.';
    switch (kind) {
      case 'abuse':
        return `An answer within 24 hours of the notice${by === undefined ? '' : `, that is by ${by}`}: what was found, what was done, what keeps it from coming back. Without one AWS may block resources. Answer in the AWS Health console, or to the mail that the account's security contact got.`;
      case 'threat':
        return 'No answer to anybody. The sooner it is contained, the less there is to answer for.';
      case 'service-issue':
        return `Nothing, unless the notice says so${by === undefined ? '' : `; it is to end at ${by}`}.`;
      case 'blackhole':
        return `Patience: the address is released ${by === undefined ? 'by itself once the attack is over' : `by itself, as announced at ${by}`}. Releasing or rebinding it yourself makes it worse.`;
      case 'scrubbing':
        return `Nothing${by === undefined ? '' : `; it is expected to end at ${by}`}. If the attack grows, the address is dropped altogether.`;
    }
  },
  snapshotOf: (at) => `As of the snapshot of ${at}:`,
  unavailable: (why) => `Nothing could be looked up: ${why}`,
  notFound: (ids) => `No machine, interface, address or balancer of the latest snapshot: ${ids}`,
  nothingNamed:
    'The notice names no resource: it is about the account as a whole. The last report has its open findings.',
  facts: {
    state: 'State',
    network: 'Network',
    addresses: 'Addresses',
    groups: 'Security groups',
    behind: 'Behind it',
    findings: 'Open findings',
  },
  notReachable: 'The Internet does not reach it.',
  reachable: 'The Internet reaches it:',
  reachUnknown: (calls) => `Whether the Internet reaches it is not known for all of it; not read: ${calls}`,
  behindUnknown: (calls) => `What stands behind it is not known for all of it; not read: ${calls}`,
  perhaps: 'perhaps',
  everyone: 'from everywhere',
  sources: (ranges, more) => `from ${ranges}${more > 0 ? ` and ${more} more ranges` : ''}`,
  path: (hops) => `path: ${hops}`,
  via: (balancer) => `through ${balancer}`,
  allPorts: 'all ports',
  noFindings: 'none in the last report',
  more: (count) => `and ${count} more`,
  noRelated: 'None.',
  somethingIn: (account) => `the affected machines of account ${account}`,
  steps(about, id, by) {
    switch (about) {
      case 'abuse':
        return [
          `Keep the evidence: snapshot the volumes of ${id} before anything else. Do not stop or terminate it yet.`,
          `Cut it off: move ${id} into a quarantine group without any way out. The containment plan below has the commands.`,
          'Make its credentials worthless: revoke the sessions of its role, rotate every key and password that was on it.',
          'Close the way in that is named above, for this machine and for every other one with the same group or image.',
          `Answer the notice${by === undefined ? ' within 24 hours' : ` by ${by}`}: what you found, what you did, what keeps it from coming back.`,
        ];
      case 'threat':
        return [
          `Open the finding in GuardDuty and read what ${id} did, to whom and since when.`,
          `Keep the evidence: snapshot the volumes of ${id}. Do not stop or terminate it yet.`,
          `Cut it off: move ${id} into a quarantine group without any way out. The containment plan below has the commands.`,
          'Make its credentials worthless: revoke the sessions of its role, rotate every key and password that was on it.',
          'Close the way in that is named above, then archive the finding with a note of what it was.',
        ];
      case 'service-issue':
        return [
          'Open the event in the AWS Health console and read what AWS does about it.',
          `See whether users notice: the health of the targets behind the balancers that use ${id}.`,
          `Move the work away from ${id}: another zone, or a stop and start, which puts a machine on other hardware.`,
          'Tell those who depend on it what is affected and until when.',
          'Watch for the event that closes this one, then undo what was moved.',
        ];
      case 'blackhole':
        return [
          `Do not release, unbind or replace ${id}: the blackhole stays with it, and the next address is attacked at once.`,
          'Tell the users, and lead them elsewhere: a CDN, Anti-DDoS, or another entrance with a name of its own.',
          `See that ${id} is no attacker itself: outbound traffic, alerts of Security Center, and the ways in that are named above.`,
          'Read the attack in the Anti-DDoS console: size, kind and target port, and whether the free threshold can ever be enough.',
          'Hide the origin before the release: only the protection may reach it. Otherwise the attack finds it again.',
        ];
      case 'scrubbing':
        return [
          `Watch ${id}: above its threshold it is dropped altogether.`,
          'Tell those who answer users that it may be slow.',
          `See that ${id} is no attacker itself: outbound traffic, alerts of Security Center, and the ways in that are named above.`,
          'Prepare the other entrance now: a CDN, Anti-DDoS, or another address behind a name with a short lifetime.',
          'Close every port that need not be open to everyone: it is one less to aim at.',
        ];
      case 'over':
        return [
          `See that ${id} works: from outside, and in the health of the targets behind its balancers.`,
          'Undo what was only meant for the time being: quarantine, other entrances, short lifetimes of names.',
          'Close the way in that is named above, if it is still open.',
          'Write down what happened, when it was noticed and how long that took.',
          'Run a scan, and see that what led here is resolved in the report.',
        ];
    }
  },
  plan: (where) => `Containment plan (written, never executed): ${where}`,
  kept: (where) => `The event as it came: ${where}`,
  console: (url) => `In the console: ${url}`,
};
