import { describe, expect, it, test } from 'vitest';
import { isModel } from '../../../src/language/generated/ast.ts';
import { openDocument } from '../../../src/language/workspace.ts';
import { readMarks } from './editor/marked.ts';
import { servicesWithLibrary } from './support.ts';

const services = await servicesWithLibrary();

/** The syntax errors of a text: where they begin, and what they say. */
function errorsOf(text: string): { offset: number; message: string }[] {
  const { parserErrors } = openDocument(services, 'file:///syntax.ipc', text).parseResult;
  return parserErrors.map(({ token, message }) => ({ offset: token.startOffset, message }));
}

describe('syntax errors say in words what should stand there', () => {
  test.each([
    ['a keyword that is missing', 'machine Box <|>cvax', 'Here should be "profile", not "cvax".'],
    [
      'a name that is a word of the language',
      'machine <|>trap profile cvax',
      '"trap" is a word of the language and cannot be a name here. Choose another name.',
    ],
    [
      'work that is a word of the language',
      'mechanism m { call { client: run <|>check } }',
      '"check" is a word of the language and cannot be a name here.',
    ],
    ['a name that is a sign', 'machine <|>= profile cvax', 'Here should be a name, not "=".'],
    [
      'no statement',
      'scenario S { thread T in D { <|>trap } }',
      '"trap" does not fit here. Here should be a statement',
    ],
    ['no step', 'mechanism m { call { <|>compute 1us } }', '"compute" does not fit here. Here should be a step'],
    ['no verb', 'mechanism m { call { client: <|>compute } }', 'Here should be what the role does'],
    ['no catch', 'scenario S { thread T in A { try { } <|>catch x } }', 'Here should be "on", not "catch".'],
    ['no declaration', 'role a <|>x role b', 'Here should be a declaration'],
    ['no value', 'parameter p = <|>}', 'Here should be a value'],
    ['a brace too many', 'role a <|>} role b', 'This "}" closes nothing. Remove it.'],
    [
      'an import that comes late',
      'role a <|>import "b.ipc"',
      'Imports stand at the top of the file, before the first declaration.',
    ],
    [
      'a member of a mechanism',
      'mechanism m { <|>trap }',
      '"trap" does not fit here. Here should be a part of a mechanism',
    ],
    ['a price', 'profile p { <|>client }', '"client" does not fit here. Here should be a price'],
    ['a member of a domain', 'domain D on M { <|>thread T }', '"thread" does not fit here. Here should be "export"'],
    ['a procedure', 'interface I { <|>export }', '"export" does not fit here. Here should be a procedure'],
  ])('%s', (_what, marked, message) => {
    const { text, offsets } = readMarks(marked);
    const [first] = errorsOf(text);
    expect(first?.message).toContain(message);
    expect(first?.offset).toBe(offsets[0]);
  });

  test.each([
    ['scenario S { thread T in D {', 'The file ends inside a block. Close it with "}".'],
    ['machine Box', 'The file ends too early: here should be "profile".'],
    ['parameter p =', 'The file ends too early: here should be a value'],
  ])('the end of the file: %s', (text, message) => {
    expect(errorsOf(text)[0]?.message).toContain(message);
  });

  it('and name neither tokens nor rules', () => {
    const words = ['', 'x', '}', '{', '=', 'trap', '7', '"t"', '->', ':', 'client:', 'on'];
    const starts = [
      '',
      'machine ',
      'scenario S { ',
      'scenario S { thread T in D { ',
      'mechanism m { ',
      'mechanism m { call { ',
      'mechanism m { call { client: ',
      'profile p { ',
      'domain D on M { export I { ',
      'interface I { P(',
      'parameter p = ',
      'bind b = A -> ',
      '@compare(',
    ];
    const messages = starts
      .flatMap((start) => words.flatMap((word) => errorsOf(start + word)))
      .map(({ message }) => message);
    expect(messages.length).toBeGreaterThan(150);
    expect(
      messages.filter((message) => /token|EOF|Expecting|\bID\b|LABEL|QUANTITY|undefined|something/.test(message)),
    ).toEqual([]);
  });
});

describe('after an error the rest is read', () => {
  const names = (text: string) => {
    const model = openDocument(services, 'file:///syntax.ipc', text).parseResult.value;
    return isModel(model) ? model.elements.map(({ name }) => name) : [];
  };

  test.each([
    ['machine A cvax\nmachine B profile cvax\ndomain D on B', ['A', 'B', 'D']],
    ['scenario S { thread T in D { files. } }\nscenario R { }', ['S', 'R']],
    ['mechanism m { call { client: } return { } }\nmechanism n { }', ['m', 'n']],
    ['interface I { Read(block: ) }\ninterface J { }', ['I', 'J']],
    ['bind b = A ->\nbind c = A -> B.I via lrpc', ['b', 'c']],
  ])('%j', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it('and five mistakes are five complaints or little more', () => {
    const text = `machine Box cvax
interface Files { Read(block int32) -> bytes[512] }
domain Editor on Box
domain Cache on Box { export Files { Read { compte 40us } } }
bind files = Editor -> Cache.Files lrpc
scenario One { thread T in Editor { files Read(7) } }
`;
    expect(errorsOf(text).length).toBeLessThanOrEqual(8);
  });
});
