/** Rows of the one or two diagrams in a scroll: to scale both have the same time, compressed alike steps stand side by side. */
import { useMemo } from 'preact/hooks';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
import { useStore } from '../host/context.ts';
import type { Side } from '../host/store.ts';
import { type Alignable, align } from '../layout/align.ts';
import { compressedRows, type Rows, scaledRows } from '../layout/axis.ts';

interface RowsInput {
  readonly main: SequenceModel;
  readonly other: SequenceModel | null;
  readonly axis: 'scale' | 'compressed';
  readonly scale: number;
  readonly rowHeight: number;
}

export function useRows({ main, other, axis, scale, rowHeight }: RowsInput): { readonly [side in Side]: Rows } {
  const store = useStore();
  const mainSites = store.shownVariant.value?.sites;
  const otherSites = store.otherVariant.value?.sites;
  return useMemo(() => {
    if (axis === 'scale')
      return { main: scaledRows(main.steps, scale), other: scaledRows((other ?? main).steps, scale) };
    if (other === null) {
      const rows = compressedRows(
        main.steps.map((_, i) => i),
        rowHeight,
      );
      return { main: rows, other: rows };
    }
    const { left, right } = align(alignables(main, mainSites), alignables(other, otherSites));
    return { main: compressedRows(left, rowHeight), other: compressedRows(right, rowHeight) };
  }, [main, other, axis, scale, rowHeight, mainSites, otherSites]);
}

function alignables(model: SequenceModel, sites: readonly Site[] = []): readonly Alignable[] {
  return model.steps.map((step) => {
    const site = sites[step.site];
    const half = `${site?.section === 'return' ? 'return' : site?.section === 'bind' ? 'bind' : 'call'} ${step.depth}`;
    return { label: site?.label ?? null, text: site?.text ?? '', kind: step.kind, half };
  });
}
