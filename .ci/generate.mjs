// Generates the language's parser and syntax tree types from the grammar.
import { main, must } from './process.mjs';

const generator = ['--import', './src/language/node20.mjs', 'node_modules/langium-cli/bin/langium.js', 'generate'];

await main(async () => {
  await must(process.execPath, generator);
});
