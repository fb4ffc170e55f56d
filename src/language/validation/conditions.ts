import type { Reference, Unary } from '../generated/ast.ts';

/** Names of a part's roles, and what they stand for where the part is used. */
export type RoleNames = ReadonlyMap<string, string>;

/** A condition's smallest questions, each with a key that is equal wherever the same question is asked. */
export interface Question {
  readonly key: string;
  /** `scheduling` in `scheduling is general`: of several such questions about one option only one can be true. */
  readonly subject: string | undefined;
}

/** One way through a path: the answer to each question. */
export type Answers = ReadonlyMap<string, boolean>;

/** Whether a condition holds, given the answers to its questions; what nobody asked is false. */
export function holds(condition: Unary | undefined, names: RoleNames, answers: Answers): boolean {
  if (condition?.$type === 'YesNo') return condition.value === 'yes';
  if (condition?.$type === 'Negation' && condition.operator === 'not') return !holds(condition.operand, names, answers);
  if (condition?.$type === 'Binary' && (condition.operator === 'and' || condition.operator === 'or')) {
    const left = holds(condition.left, names, answers);
    return condition.operator === 'and'
      ? left && holds(condition.right, names, answers)
      : left || holds(condition.right, names, answers);
  }
  const { question, negated } = smallest(condition, names);
  return (answers.get(question.key) ?? false) !== negated;
}

/** The questions that a condition asks. */
export function questionsOf(condition: Unary | undefined, names: RoleNames): Question[] {
  if (condition === undefined || condition.$type === 'YesNo') return [];
  if (condition.$type === 'Negation' && condition.operator === 'not') return questionsOf(condition.operand, names);
  if (condition.$type === 'Binary' && (condition.operator === 'and' || condition.operator === 'or')) {
    return [...questionsOf(condition.left, names), ...questionsOf(condition.right, names)];
  }
  return [smallest(condition, names).question];
}

/** `a >= b` is the opposite of `a < b`, `is not` that of `is`: opposites share a question. */
function smallest(
  condition: Unary | undefined,
  names: RoleNames,
): { readonly question: Question; readonly negated: boolean } {
  if (condition?.$type === 'Reference') return referenceQuestion(condition, names);
  const text = textOf(condition, names);
  if (condition?.$type !== 'Binary') return { question: { key: text, subject: undefined }, negated: false };
  const opposite = ({ '>=': '<', '>': '<=', '!=': '==' } as const)[condition.operator as '>=' | '>' | '!='];
  const key = `${textOf(condition.left, names)} ${opposite ?? condition.operator} ${textOf(condition.right, names)}`;
  return { question: { key, subject: undefined }, negated: opposite !== undefined };
}

function referenceQuestion(
  reference: Reference,
  names: RoleNames,
): { readonly question: Question; readonly negated: boolean } {
  const target = nameOf(reference.target?.$refText, names);
  if (reference.state) {
    const subject = reference.target?.ref?.$type === 'Option' ? target : undefined;
    return { question: { key: `${target} is ${reference.state.$refText}`, subject }, negated: reference.isNot };
  }
  const thing = reference.idleProcessor ? 'idle processor' : reference.thing?.$refText;
  const key = thing === undefined ? target : `${target} has ${thing}`;
  return {
    question: { key: reference.members.length > 0 ? textOf(reference, names) : key, subject: undefined },
    negated: reference.hasNo,
  };
}

function nameOf(name: string | undefined, names: RoleNames): string {
  return names.get(name ?? '') ?? name ?? '';
}

/** The text of an expression with roles replaced and space made equal. */
function textOf(expression: Unary | undefined, names: RoleNames): string {
  const text = expression?.$cstNode?.text ?? '';
  return text.replace(/\s+/g, ' ').replace(/[A-Za-z_]\w*/g, (word) => names.get(word) ?? word);
}

/** With more questions than this not every combination is tried. */
const MOST_QUESTIONS = 7;

/** The ways through a path worth looking at: all combinations of answers, or if they are many each answer by itself. */
export function waysThrough(questions: readonly Question[]): Answers[] {
  const distinct = [...new Map(questions.map((question) => [question.key, question])).values()];
  const ways = distinct.length <= MOST_QUESTIONS ? combinations(distinct) : samples(distinct);
  return ways.filter((way) => isPossible(distinct, way));
}

function combinations(questions: readonly Question[]): Answers[] {
  return Array.from(
    { length: 2 ** questions.length },
    (_, bits) => new Map(questions.map(({ key }, index) => [key, ((bits >> index) & 1) === 1])),
  );
}

function samples(questions: readonly Question[]): Answers[] {
  const ways: Answers[] = [];
  for (const base of [false, true]) {
    const all = new Map(questions.map(({ key }) => [key, base]));
    ways.push(all, ...questions.slice(0, 50).map(({ key }) => new Map([...all, [key, !base]])));
  }
  return ways;
}

function isPossible(questions: readonly Question[], way: Answers): boolean {
  const subjects = questions.flatMap(({ key, subject }) => (subject !== undefined && way.get(key) ? [subject] : []));
  return new Set(subjects).size === subjects.length;
}
