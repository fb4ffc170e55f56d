/** `npm run bench [rows]`: prints what the engine does on this machine. */
import { benchEngine } from './engine.ts';

benchEngine(Number(process.argv[2] ?? 10_000_000));
