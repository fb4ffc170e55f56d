/** What stands where, in words, by the rule of the grammar. */

const STATEMENT =
  'a statement (a call such as files.Read, or compute, wait, repeat, every, with, try, fork, return, …)';
const STEP = 'a step (a role, a colon and what it does, as in "kernel: trap"; or when, use, meanwhile, over, …)';

/** Rules with braces, and what their braces hold. */
const CONTENTS: Readonly<Record<string, string>> = {
  Interface: 'a procedure, as in "Read(block: int32) -> bytes[512]"',
  Domain: '"export", "threads", "priority" or "arguments on stack"',
  Export: 'the body of a procedure, as in "Read { compute 40us }"',
  Histogram: 'a bin, as in "0 .. 50 bytes: 304"',
  Scenario: '"thread", "processors", "bind" or "at"',
  Profile: 'a price, as in "trap = 18us derived", "constant", or "in" and a mechanism',
  PriceGroup: 'a price, as in "server: run stub = 3us derived"',
  Policy: '"option", "operation" or "serves"',
  Mechanism:
    'a part of a mechanism (needs, limit, avoids, option, pool, place, queue, lock, policy, bind, call, return, on, part, before, after, instead, without)',
  ...Object.fromEntries(
    ['Thread', 'Body', 'Repeat', 'Every', 'Chance', 'Try', 'Catch', 'Fork'].map((rule) => [rule, STATEMENT]),
  ),
  ...Object.fromEntries(
    ['Section', 'Handler', 'Part', 'Edit', 'When', 'Each', 'Pieces', 'Over', 'Meanwhile', 'Acquire'].map((rule) => [
      rule,
      STEP,
    ]),
  ),
};

const NAME = 'a name';
const VALUE = 'a value (a number, a quantity such as 18us, a name, yes, no, or parentheses)';

/** Rules that choose between forms. */
const ALTERNATIVES: Readonly<Record<string, string>> = {
  Element:
    'a declaration (machine, link, interface, type, domain, bind, scenario, parameter, histogram, mechanism, policy, profile, …)',
  Name: NAME,
  Noun: NAME,
  Member: NAME,
  Label: 'a name and a colon',
  FormalLabel: 'a parameter, as in "block: int32"',
  Primary: VALUE,
  Unary: VALUE,
  Reference: VALUE,
  Statement: STATEMENT,
  Step: STEP,
  Verb: 'what the role does (run, trap, switch, copy, take, give, map, validate, …, or a policy and its operation)',
  VerbName: 'the word of the step that is priced (run, trap, switch, copy, …)',
  StoreProperty: 'a property (count, size, per, lifo, fifo, in, empty, locked)',
  Disturbance: 'when it happens: a time, "call" and a number, or "packet" and a number',
  Annotation: 'an annotation (@expect, @published, @compare, @sweep, @title, @note)',
  Edit: '"before", "after", "instead" or "without" and the label of a step',
  Per: 'procedure, binding, domain, machine, path, thread or call',
  Option: 'an option, as in "option astacks = 5" or "option mode: eager | lazy = lazy"',
  TypeDecl: '"size" and a number of bytes, or "=" and a type',
};

/** What the braces of a rule hold; nothing for a rule without braces. */
export function contentOf(rule: string): string | undefined {
  return CONTENTS[rule];
}

/** The forms between which a rule chooses; nothing for a rule that does not. */
export function alternativesIn(rule: string): string | undefined {
  return ALTERNATIVES[rule];
}
