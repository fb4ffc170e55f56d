import { type Declaration, type ParseResult, parseSync, Visitor } from 'oxc-parser';

/** One import, re-export, dynamic import or `import('…')` type. */
export interface Import {
  readonly specifier: string;
  readonly types: boolean;
  /** What is imported by name. */
  readonly names: readonly string[];
}

/** A declaration that the file exports. */
export interface Export {
  readonly name: string;
  readonly line: number;
  readonly documented: boolean;
}

/** What the architecture rules want to know of a file. */
export interface Source {
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  /** Forbidden constructs, each with the line on which it stands. */
  readonly offences: readonly Offence[];
}

export interface Offence {
  readonly line: number;
  readonly rule: 'double assertion' | 'suppressed check' | 'module state' | 'ambient input';
}

const ambient = new Set(['Date', 'performance', 'process', 'crypto', 'globalThis']);
/** Their last bits differ between engines; src/base has the few that are needed. */
const inexact = new Set([
  'random',
  'exp',
  'expm1',
  'log',
  'log1p',
  'log2',
  'log10',
  'pow',
  'sin',
  'cos',
  'tan',
  'cbrt',
]);
const suppression = /@ts-|(?:oxlint|eslint|biome)-(?:disable|ignore)/;

/** Parses a file; throws where it is not TypeScript. */
export function readSource(file: string, text: string): Source {
  const parsed = parseSync(file, text);
  if (parsed.errors.length > 0) throw new Error(`${file}: ${parsed.errors.map((each) => each.message).join('; ')}`);
  const lineOf = (position: number): number => text.slice(0, position).split('\n').length;
  const offend =
    (rule: Offence['rule']) =>
    (position: number): Offence => ({ rule, line: lineOf(position) });
  return {
    imports: [...staticImports(parsed), ...hiddenImports(parsed)],
    exports: declaredExports(parsed, text).map(({ position, ...rest }) => ({ ...rest, line: lineOf(position) })),
    offences: [
      ...suppressions(parsed).map(offend('suppressed check')),
      ...doubleAssertions(parsed).map(offend('double assertion')),
      ...moduleState(parsed).map(offend('module state')),
      ...ambientInputs(parsed).map(offend('ambient input')),
    ],
  };
}

function staticImports({ module }: ParseResult): Import[] {
  const imports = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    types: entries.length > 0 && entries.every((entry) => entry.isType),
    names: entries.flatMap(({ importName }) => importName.name ?? []),
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType, importName }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, types: isType, names: [importName.name ?? []].flat() }] : [],
    ),
  );
  return [...imports, ...passedOn];
}

/** `import('…')`, as an expression and as a type. */
function hiddenImports({ program }: ParseResult): Import[] {
  const found: Import[] = [];
  new Visitor({
    ImportExpression({ source }) {
      const specifier = source.type === 'Literal' && typeof source.value === 'string' ? source.value : '(computed)';
      found.push({ specifier, types: false, names: [] });
    },
    TSImportType({ source }) {
      found.push({ specifier: source.value, types: true, names: [] });
    },
  }).visit(program);
  return found;
}

function declaredExports({ program, comments }: ParseResult, text: string) {
  return program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return [];
    const documented = comments.some(
      ({ type, value, end }) =>
        type === 'Block' && value.startsWith('*') && end <= statement.start && !text.slice(end, statement.start).trim(),
    );
    return declaredNames(statement.declaration).map((name) => ({ name, position: statement.start, documented }));
  });
}

function declaredNames(declaration: Declaration): string[] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
  }
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : [];
}

function suppressions({ comments }: ParseResult): number[] {
  return comments.filter(({ value }) => suppression.test(value)).map(({ start }) => start);
}

function doubleAssertions({ program }: ParseResult): number[] {
  const found: number[] = [];
  new Visitor({
    TSAsExpression({ expression, start }) {
      if (expression.type === 'TSAsExpression') found.push(start);
    },
  }).visit(program);
  return found;
}

function moduleState({ program }: ParseResult): number[] {
  return program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    return declaration?.type === 'VariableDeclaration' && declaration.kind !== 'const' ? [statement.start] : [];
  });
}

function ambientInputs({ program }: ParseResult): number[] {
  const found: number[] = [];
  new Visitor({
    MemberExpression({ object, property, start }) {
      if (object.type !== 'Identifier' || property.type !== 'Identifier') return;
      if (ambient.has(object.name) || (object.name === 'Math' && inexact.has(property.name))) found.push(start);
    },
    NewExpression({ callee, start }) {
      if (callee.type === 'Identifier' && ambient.has(callee.name)) found.push(start);
    },
  }).visit(program);
  return found;
}
