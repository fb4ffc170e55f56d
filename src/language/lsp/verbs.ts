/** What the verbs of steps mean: shown on hover and with completion, and the table of `docs/language.md`. */

/** A verb of a step. */
export interface VerbInfo {
  /** The form of a step, with its operands as placeholders of a snippet. */
  readonly snippet: string;
  /** What it does and what it changes. */
  readonly meaning: string;
  /** How a profile prices it. */
  readonly priced: string;
}

const MUST = 'must be priced';
const FREE = 'free';

/** The verbs by their word. */
export const VERBS: Readonly<Record<string, VerbInfo>> = {
  run: {
    snippet: 'run ${1:stub}',
    meaning:
      "Named work that changes no state. `run procedure` is the exporter's body; with `into` its results are made in that place.",
    priced: 'by `run` and its name, must be priced',
  },
  trap: {
    snippet: 'trap',
    meaning: 'The role enters the kernel of its machine. The price covers the way back as well.',
    priced: MUST,
  },
  interrupt: { snippet: 'interrupt', meaning: 'A device brings the kernel to the call.', priced: MUST },
  upcall: { snippet: 'upcall ${1:server}', meaning: 'Leaves the kernel at an entry point of a role.', priced: FREE },
  resume: { snippet: 'resume ${1:client}', meaning: 'Leaves the kernel where the role had entered it.', priced: FREE },
  switch: {
    snippet: 'switch to ${1:server}',
    meaning: "Loads the role's address space on this processor. No step if it is loaded already.",
    priced: 'must be priced; `refill`, if the profile has it, is charged after it in a row of its own',
  },
  swap: {
    snippet: 'swap to ${1:server}',
    meaning:
      'Another thread gets this processor, without the scheduler. Of the role itself: a receiver, which its domain has beside its `threads`, hands the call on and is free.',
    priced: 'by `swap`',
  },
  exchange: {
    snippet: 'exchange with ${1:server}',
    meaning: 'Changes places with a processor that idles in the role; that one idles on in the space left behind.',
    priced: MUST,
  },
  schedule: {
    snippet: 'schedule ${1:server}',
    meaning: "The scheduler decides; the call waits until the role's thread has a processor.",
    priced: 'by `schedule`, and the wait',
  },
  block: {
    snippet: 'block ${1:client}',
    meaning:
      "The role's thread stops until it is woken. `for 20ms else timedOut`: the call is given up when the time is over before it comes back to the role. In a handler nobody goes on with the call then: it waits until such a time is over, or for ever.",
    priced: FREE,
  },
  wake: { snippet: 'wake ${1:client}', meaning: "The role's thread may run again.", priced: FREE },
  copy: {
    snippet: 'copy ${1:arguments} -> ${2:astack}',
    meaning: 'One pass over the content of a place, made by the role, into another place.',
    priced: 'must be priced, fixed and per byte; dearer by `coherence` if another processor used the place last',
  },
  pass: {
    snippet: 'pass ${1:arguments} in ${2:registers}',
    meaning:
      'The content counts as being in the other place from now on, without a pass: registers, mapping, reference.',
    priced: FREE,
  },
  read: {
    snippet: 'read ${1:buffer}',
    meaning: 'Touches a place where it is. Needs the right to.',
    priced: 'by `read`, per page',
  },
  write: {
    snippet: 'write ${1:buffer}',
    meaning: 'Changes a place where it is. Needs the right to.',
    priced: 'by `write`, per page',
  },
  map: {
    snippet: 'map ${1:buffer} in ${2:server}',
    meaning: 'Makes a place reachable in a role.',
    priced: `per page, ${MUST}`,
  },
  unmap: {
    snippet: 'unmap ${1:buffer} in ${2:server}',
    meaning: 'Takes a place away from a role.',
    priced: `per page, ${MUST}`,
  },
  protect: {
    snippet: 'protect ${1:buffer} in ${2:client}',
    meaning: 'Takes the right to write away.',
    priced: `per page, ${MUST}`,
  },
  unprotect: {
    snippet: 'unprotect ${1:buffer} in ${2:client}',
    meaning: 'Gives the right to write back.',
    priced: `per page, ${MUST}`,
  },
  take: {
    snippet: 'take ${1:pool}',
    meaning: 'Takes an element of a pool; `empty` of the pool says what happens if there is none.',
    priced: 'by `take`, and the wait',
  },
  give: { snippet: 'give ${1:pool}', meaning: 'Gives the element back.', priced: 'by `give`' },
  attach: {
    snippet: 'attach ${1:estack} to ${2:astack}',
    meaning: 'An association that outlives the call: the first call differs from later ones.',
    priced: FREE,
  },
  lock: {
    snippet: 'lock ${1:name}',
    meaning: 'Waits for the lock; with `else` only tries, and takes the other way if it is held.',
    priced: 'by `lock`, and the wait',
  },
  unlock: { snippet: 'unlock ${1:name}', meaning: 'Lets the lock go.', priced: 'by `unlock`' },
  enqueue: {
    snippet: 'enqueue ${1:message} on ${2:queue}',
    meaning: 'Puts a message at the end of a queue.',
    priced: 'by `enqueue`',
  },
  dequeue: {
    snippet: 'dequeue ${1:message} from ${2:queue}',
    meaning: 'Takes the first message of a queue.',
    priced: 'by `dequeue`',
  },
  poll: {
    snippet: 'poll ${1:queue}',
    meaning:
      'A processor of the role that looks at the queue gets the call: at once if one idles there, else the next that is free.',
    priced: 'by `poll`',
  },
  push: {
    snippet: 'push linkage',
    meaning: "Puts the return address on the thread's linkage stack.",
    priced: 'by `push`',
  },
  pop: { snippet: 'pop linkage', meaning: "Takes it from the thread's linkage stack.", priced: 'by `pop`' },
  validate: {
    snippet: 'validate ${1:binding}',
    meaning: 'Checks something that the caller hands over; what is wrong ends the call with the outcome of the check.',
    priced: 'by `validate`, and the name of what is checked if it is one thing',
  },
  revoke: { snippet: 'revoke binding', meaning: 'The binding is invalid from now on.', priced: FREE },
  raise: { snippet: 'raise ${1:callFailed}', meaning: 'Ends the call with an outcome.', priced: FREE },
  transmit: {
    snippet: 'transmit ${1:packet} to ${2:server}',
    meaning: "Sends a packet over the link; nobody has control until the role's `interrupt`.",
    priced: "by `transmit`, and the link's rate",
  },
};
