/** Untrusted names as text: clipped, whole on hover, without influence on the direction of what stands around. */
import type { JSX } from 'preact';
import { visible } from './untrusted.ts';

export function Name({
  text,
  longest = 80,
  class: className,
}: {
  text: string;
  longest?: number;
  class?: string;
}): JSX.Element {
  const whole = visible(text);
  const short = visible(text, longest);
  return (
    <bdi class={className === undefined ? 'name' : `name ${className}`} {...(short === whole ? {} : { title: whole })}>
      {short}
    </bdi>
  );
}
