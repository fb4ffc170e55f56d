import {
  type AstNode,
  type AstNodeDescription,
  AstUtils,
  DefaultScopeProvider,
  EMPTY_SCOPE,
  type LangiumDocument,
  MapScope,
  type ReferenceInfo,
  type Scope,
  WorkspaceCache,
} from 'langium';
import {
  Attribute,
  isBinding,
  isBody,
  isCall,
  isEdit,
  isInvoke,
  isMechanism,
  isOperation,
  isOption,
  isReference,
  isSetting,
  isStepRef,
  type Mechanism,
  type Reference,
} from '../generated/ast.ts';
import type { IpcServices } from '../module.ts';
import type { ImportGraph } from './imports.ts';
import type { LibraryFiles } from './library.ts';
import { allMembers, choicesOf, lineage, optionsOf, ownLabels, settingOwner } from './members.ts';
import { NestedScope } from './nested-scope.ts';

/** Which names a reference may mean: the nearest of a name wins. A file sees itself, its imports and the library. */
export class IpcScopeProvider extends DefaultScopeProvider {
  private readonly library: LibraryFiles;
  private readonly imports: ImportGraph;
  private readonly globals: WorkspaceCache<string, Scope>;
  private readonly added: WorkspaceCache<AstNode, Map<string, Scope>>;

  constructor(services: IpcServices) {
    super(services);
    this.library = services.shared.ipc.Library;
    this.imports = services.shared.ipc.Imports;
    this.globals = new WorkspaceCache(services.shared);
    this.added = new WorkspaceCache(services.shared);
  }

  override getScope(info: ReferenceInfo): Scope {
    return this.ownedScope(info) ?? this.surroundingScope(info);
  }

  /** Names that belong to what another reference of the same node means: the procedures of a binding's interface. */
  private ownedScope({ container, property, reference }: ReferenceInfo): Scope | undefined {
    const key = `${container.$type}.${property}`;
    if (key === 'Mechanism.parent' || key === 'Profile.parent') return this.parents({ container, property, reference });
    if (isCall(container) && property === 'procedure') {
      return this.nodes(container.binding?.ref?.interface?.ref?.procedures);
    }
    if (isBody(container) && property === 'procedure') {
      return this.nodes(container.$container.interface?.ref?.procedures);
    }
    if (isInvoke(container) && property === 'operation') {
      return this.nodes(container.slot?.ref?.policy?.ref?.members.filter(isOperation));
    }
    if (isStepRef(container) && property === 'step') return this.labels(container.mechanism?.ref);
    if (isEdit(container) && property === 'step') return this.labels(container.$container.parent?.ref);
    if (isSetting(container) && property === 'option') return this.nodes(optionsOf(settingOwner(container)));
    return undefined;
  }

  /** The names of the declarations around a node, innermost first, then those of the file and of what it sees. */
  private surroundingScope(info: ReferenceInfo): Scope {
    const type = this.reflection.getReferenceType(info);
    let scope = this.getGlobalScope(type, info);
    // After a dot an attribute is meant, even where a check or a parameter has its name.
    if (isReference(info.container) && info.property === 'members')
      return this.memberScope(info.container, info, scope);
    for (const around of containersOf(info.container)) scope = this.scopeIn(around, info, type, scope);
    return scope;
  }

  /** The names that one of the declarations around a node adds. */
  private scopeIn(around: AstNode, info: ReferenceInfo, type: string, outer: Scope): Scope {
    const lent = (): Scope => this.nodes(this.lentNames(around, info).filter((node) => this.isOf(node.$type, type)));
    const scope = new NestedScope(isMechanism(around) ? this.once(around, `lent ${type}`, lent) : lent(), outer);
    const symbols = AstUtils.getDocument(info.container).localSymbols;
    if (!symbols?.has(around)) return scope;
    const own = (): Scope =>
      this.createScope(symbols.getStream(around).filter((symbol) => this.isOf(symbol.type, type)));
    return new NestedScope(this.once(around, `own ${type}`, own), scope);
  }

  private isOf(type: string, wanted: string): boolean {
    return this.reflection.isSubtype(type, wanted);
  }

  /** Thousands of references may stand in one declaration: the names that it adds for all are put together once for each build. */
  private once(around: AstNode, key: string, make: () => Scope): Scope {
    const scopes = this.added.get(around, () => new Map<string, Scope>());
    const scope = scopes.get(key) ?? inOrder(make().getAllElements());
    scopes.set(key, scope);
    return scope;
  }

  /** Names that a node makes visible inside itself though they are declared elsewhere. */
  private lentNames(around: AstNode, info: ReferenceInfo): readonly AstNode[] {
    if (isMechanism(around)) return [...allMembers(around.parent?.ref), ...choicesOf(around)];
    if (isSetting(around) && info.container !== around) return around.option?.ref?.choices ?? [];
    if (isBody(around) && info.container !== around) return around.procedure?.ref?.parameters ?? [];
    if (isReference(around) && around === info.container) return lentByTarget(around, info.property);
    return [];
  }

  /** `files.Read` means a procedure of the binding's interface, `astack.size` an attribute. */
  private memberScope(reference: Reference, info: ReferenceInfo, others: Scope): Scope {
    const target = reference.target?.ref;
    const attributes = this.createScope(this.getGlobalScope(Attribute.$type, info).getAllElements(), others);
    return isBinding(target) ? this.nodes(target.interface?.ref?.procedures, attributes) : attributes;
  }

  /** The labelled steps of a mechanism and of what it extends, the nearest of a name first. */
  private labels(mechanism: Mechanism | undefined): Scope {
    if (mechanism === undefined) return EMPTY_SCOPE;
    return this.once(mechanism, 'labels', () => this.nodes(lineage(mechanism).flatMap(ownLabels)));
  }

  private nodes(nodes: readonly AstNode[] | undefined, outer?: Scope): Scope {
    return this.createScopeForNodes(nodes ?? [], outer);
  }

  /** `mechanism lrpc extends lrpc` in an own file extends the library's: nothing extends itself. */
  private parents(info: ReferenceInfo): Scope {
    const type = this.reflection.getReferenceType(info);
    const document = AstUtils.getDocument(info.container);
    const own = this.declared(document, type).filter((description) => description.node !== info.container);
    return firstOfEachName(own, this.importedScope(document, type));
  }

  protected override getGlobalScope(type: string, info: ReferenceInfo): Scope {
    const document = AstUtils.getDocument(info.container);
    return this.globals.get(`own ${type} ${document.uri.toString()}`, () =>
      firstOfEachName(this.declared(document, type), this.importedScope(document, type)),
    );
  }

  private importedScope(document: LangiumDocument, type: string): Scope {
    return this.globals.get(`imported ${type} ${document.uri.toString()}`, () => {
      const descriptions = this.imports.closure(document).flatMap((imported) => this.declared(imported, type));
      return firstOfEachName(descriptions, this.libraryScope(type));
    });
  }

  private libraryScope(type: string): Scope {
    return this.globals.get(`library ${type}`, () =>
      firstOfEachName(this.indexManager.allElements(type, new Set(this.library.uris)).toArray()),
    );
  }

  private declared(document: LangiumDocument, type: string): AstNodeDescription[] {
    return this.indexManager.allElements(type, new Set([document.uri.toString()])).toArray();
  }
}

/** A file's own first declaration of a name counts; a second one is a diagnostic. */
function firstOfEachName(descriptions: readonly AstNodeDescription[], outer?: Scope): Scope {
  return new MapScope([...descriptions].reverse(), outer);
}

/** A table of the first of each name, in the order of the text: suggestions go by it. */
function inOrder(descriptions: Iterable<AstNodeDescription>): Scope {
  const first = new Map<string, AstNodeDescription>();
  for (const description of descriptions) if (!first.has(description.name)) first.set(description.name, description);
  return new MapScope(first.values());
}

/** A node and what contains it, outermost first. */
function containersOf(node: AstNode): AstNode[] {
  const containers: AstNode[] = [];
  for (let at: AstNode | undefined = node; at; at = at.$container) containers.unshift(at);
  return containers;
}

/** `exhaustion is wait` means a choice of the option. */
function lentByTarget(reference: Reference, property: string): readonly AstNode[] {
  const target = property === 'state' ? reference.target?.ref : undefined;
  return isOption(target) ? target.choices : [];
}
