import type { ContainmentWords } from './containment-words.ts';

/** English. */
export const EN: ContainmentWords = {
  plan: (what, type) => `Containment plan for ${what} (${type})`,
  place: (provider, account, region, at) => `${provider} account ${account}, region ${region}; made at ${at}`,
  notRun: 'Nothing here was executed. Read each command, then run it by hand, in this order.',
  refusal: 'Run the commands of this plan one by one.',
  incomplete: 'INCOMPLETE: what follows was not read, so groups, interfaces or balancers may be missing below:',
  never: 'MUST NOT BE DONE',
  undo: 'Undo:',
  answer: 'ANSWER TO THE NOTICE',
  dontLogIn: 'Do not log in with keys or agents that open anything else: whoever is on the machine can use them.',
  dontStop: 'Do not stop it before its memory was looked at, if anybody can: what runs only in memory is gone then.',
  dontCopy: 'Do not start a copy from its image or its backups before the way in is closed: it will be taken again.',
  aws: {
    dontTerminate: (id) =>
      `Do not terminate ${id}, and do not delete its volumes, before the snapshots are complete and somebody has said that they are enough.`,
    dontRelease:
      'Do not release its public address or bind it to something else: blocks and reports follow the address, and it is evidence.',
    dontTouchManaged: (id, type) =>
      `Do not change ${id} by hand: a service manages it (${type}). Contain what stands behind it.`,
    evidence: {
      title: 'Keep the evidence before anything changes',
      notes: [
        'Snapshots of every volume at one moment; the console and the description besides. Wait until their state is "completed" before you rely on them.',
      ],
    },
    keepFromReplacement: {
      title: 'Take it out of whatever would replace it, or send users to it',
      notes: [
        'In quarantine its health checks fail: an Auto Scaling group would terminate it, and the evidence with it.',
      ],
    },
    nobody: 'policy.operators names nobody, so nobody gets in. The serial console works without a network.',
    move: (interfaces) => ({
      title: `Move ${interfaces === 1 ? 'its interface' : `all ${interfaces} of its interfaces`} into the quarantine group`,
      notes: [
        'Go on only if the last command above printed []: the group must have no way out.',
        'Connections that stand already may live on until their tracking times out: watch the flow log, and see the last step.',
      ],
    }),
    credentials: {
      title: 'Make its credentials worthless',
      notes: [
        'Whoever was on the machine has the keys of its role. The role may serve other machines: they fetch new keys by themselves.',
        'Skip the rest of this step if the first command prints None. Rotate every other key and password that lay on the machine, too.',
      ],
    },
    stop: {
      title: 'Only if it must stop at once, and its memory was saved or given up: stop it',
      notes: [
        'A stopped machine keeps its volumes and its Elastic IP address; an address that AWS gave at launch is lost.',
      ],
    },
  },
  alicloud: {
    dontRelease: (address) =>
      `Do not release, unbind or rebind ${address ?? 'its public address'} while it is in a blackhole: the blackhole stays with it, and the next address is attacked at once.`,
    dontDelete: (id) =>
      `Do not release ${id}, and do not delete its disks, before the snapshots are complete and somebody has said that they are enough.`,
    locked: (reason) => `The platform has locked it (${reason}): settle that first, or commands below are refused.`,
    evidence: {
      title: 'Keep the evidence before anything changes',
      notes: [
        'Snapshots of every disk, and the description besides. Wait until Progress is 100% before you rely on them. Needs jq.',
      ],
    },
    behind: {
      title: 'Find the machines behind the address, and make a plan for each that may be taken',
      notes: [
        'The address belongs to no machine itself. Under attack from outside there is nothing to quarantine: lead users elsewhere and wait for the release.',
      ],
    },
    nobody: 'policy.operators names nobody, so nobody gets in. VNC in the console works without a network.',
    basicGroup:
      'A basic group lets everything out and its members reach each other until told otherwise: hence the drop rules and the inner policy.',
    enterpriseGroup: 'An enterprise group lets nothing out unless a rule says so, and keeps its members apart.',
    move: {
      title: 'Move it into the quarantine group, out of every other',
      notes: ['Go on only if the last command above showed the rules that you expect.'],
    },
    credentials: {
      title: 'Make its credentials worthless',
      notes: [
        'Whoever was on the machine has the keys of its RAM role until they run out. Note the role that the first command shows; skip the second if there is none.',
        'Rotate every other key and password that lay on the machine, too, and look for use of them in ActionTrail.',
      ],
    },
    stop: {
      title: 'Only if it must stop at once, and its memory was saved or given up: stop it',
      notes: ['KeepCharging: in economical mode a stopped machine gives up its public address.'],
    },
  },
  quarantine: 'Make a quarantine group: no way out, and in only for operators',
  operators: (cidrs, ports) =>
    `Operators (policy.operators): ${cidrs}, to ports ${ports}. Replies to them pass: groups are stateful.`,
  answerLines: ({ due, reference, resource, ways }) => [
    due === undefined ? 'Due within 24 hours of the notice.' : `Due by ${due}.`,
    '',
    `Reference: ${reference ?? '<communication id of the notice>'}`,
    `Resource: ${resource}`,
    'What we found: <what ran on it, since when, how it got there>',
    ...(ways === '' ? [] : [`How it could be reached from the Internet: ${ways}`]),
    'What we did: took snapshots of its volumes at <time>; moved it into a group without egress at <time>; made its credentials invalid at <time>.',
    'What keeps it from coming back: <the way in that was closed, the image that was rebuilt, the check that now watches it>',
    'Who answers questions: <name, mail address, telephone>',
  ],
};
