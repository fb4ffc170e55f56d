import type { AstNodeDescription, Scope, Stream } from 'langium';

/** Names that stand in front of others. Unlike in Langium's own scopes the inner ones may be shared by many outer ones. */
export class NestedScope implements Scope {
  private readonly inner: Scope;
  private readonly outer: Scope;

  constructor(inner: Scope, outer: Scope) {
    this.inner = inner;
    this.outer = outer;
  }

  getElement(name: string): AstNodeDescription | undefined {
    return this.inner.getElement(name) ?? this.outer.getElement(name);
  }

  getElements(name: string): Stream<AstNodeDescription> {
    return this.inner.getElements(name).concat(this.outer.getElements(name));
  }

  getAllElements(): Stream<AstNodeDescription> {
    return this.inner.getAllElements().concat(this.outer.getAllElements());
  }
}
