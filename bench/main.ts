/** `npm run bench [rows]`: prints what the engine, the language and the command line do on this machine. */
import path from 'node:path';
import { benchEngine } from './engine.ts';
import { benchText } from './text.ts';

benchEngine(Number(process.argv[2] ?? 10_000_000));
await benchText(path.resolve(import.meta.dirname, '..'));
