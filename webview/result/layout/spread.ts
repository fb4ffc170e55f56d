/** Labels beside marks that lie closer together than labels are high. */

/**
 * Upper edges of labels of height `size`: in the order of `wanted` (their best upper edges, ascending), without overlap, not
 * above `top`, and as near to what is wanted as that allows (least squares). They go below `bottom` only if there are too many.
 */
export function spread(wanted: readonly number[], size: number, top: number, bottom: number): readonly number[] {
  const blocks = mergeBlocks(wanted.map((y, i) => y - i * size));
  const lowest = Math.max(top, bottom - wanted.length * size);
  const result: number[] = [];
  for (const block of blocks) {
    const offset = Math.min(Math.max(block.sum / block.count, top), lowest);
    for (let i = 0; i < block.count; i++) result.push(offset + result.length * size);
  }
  return result;
}

interface Block {
  sum: number;
  count: number;
}

/** Pools neighbours until the means ascend: the isotonic regression of the values. */
function mergeBlocks(values: readonly number[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const value of values) {
    let block: Block = { sum: value, count: 1 };
    for (
      let before = blocks.at(-1);
      before && before.sum / before.count > block.sum / block.count;
      before = blocks.at(-1)
    ) {
      blocks.pop();
      block = { sum: before.sum + block.sum, count: before.count + block.count };
    }
    blocks.push(block);
  }
  return blocks;
}
