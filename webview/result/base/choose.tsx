/** One of a few: buttons side by side of which one is pressed. */
import type { JSX } from 'preact';

export interface ChooseOption<T extends string> {
  readonly value: T;
  readonly text: string;
  readonly title?: string;
}

interface ChooseProps<T extends string> {
  readonly label: string;
  readonly options: readonly ChooseOption<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export function Choose<T extends string>({ label, options, value, onChange }: ChooseProps<T>): JSX.Element {
  return (
    <span class="group choose" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          {...(option.title === undefined ? {} : { title: option.title })}
          onClick={() => onChange(option.value)}
        >
          {option.text}
        </button>
      ))}
    </span>
  );
}
