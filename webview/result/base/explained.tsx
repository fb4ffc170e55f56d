/** Something with an explanation that shows when it is pointed at or has the focus; Escape hides it. */
import type { ComponentChildren, JSX } from 'preact';
import { useId, useState } from 'preact/hooks';

interface ExplainedProps {
  readonly explanation: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

export function Explained({ explanation, class: className, children }: ExplainedProps): JSX.Element {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <span
      role="presentation"
      class={`explained${className === undefined ? '' : ` ${className}`}`}
      onPointerEnter={() => setOpen(true)}
      onPointerLeave={() => setOpen(false)}
      onFocusIn={() => setOpen(true)}
      onFocusOut={() => setOpen(false)}
      onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
    >
      <button type="button" class="plain" aria-describedby={id}>
        {children}
      </button>
      <span id={id} role="tooltip" class="explanation" hidden={!open}>
        {explanation}
      </span>
    </span>
  );
}
