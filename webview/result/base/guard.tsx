/** A view that fails says so in its place; the others go on. */
import { Component, type ComponentChildren, type JSX } from 'preact';
import { visible } from './untrusted.ts';

interface GuardProps {
  readonly report: (message: string) => void;
  readonly children: ComponentChildren;
}

export class Guard extends Component<GuardProps, { failed: string | null }> {
  override state = { failed: null };

  override componentDidCatch(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.setState({ failed: message });
    this.props.report(error instanceof Error ? (error.stack ?? message) : message);
  }

  override render(): JSX.Element {
    const { failed } = this.state;
    if (failed === null) return <>{this.props.children}</>;
    return (
      <div class="notice error" role="alert">
        <span>This view failed: {visible(failed, 600)}. The log has the details.</span>
        <button type="button" onClick={() => this.setState({ failed: null })}>
          Try again
        </button>
      </div>
    );
  }
}
