import path from 'node:path';
import type { Import, Source } from './source.ts';
import type { Room } from './table.ts';

/** Files by their path from the root. */
export type House = ReadonlyMap<string, Source>;
type Rooms = Readonly<Record<string, Room>>;

const roomOf = (file: string, rooms: Rooms): [string, Room] | undefined =>
  Object.entries(rooms).find(([, room]) => file.startsWith(`${room.path}/`));

/** The file that a relative import means. */
const target = (from: string, specifier: string): string => path.posix.join(path.posix.dirname(from), specifier);

function allowsPackage(room: Room, specifier: string): boolean {
  return room.packages.some((name) =>
    name.endsWith('/') || name.endsWith(':') ? specifier.startsWith(name) : specifier === name,
  );
}

function allowsFile(name: string, room: Room, file: string, { types }: Import, rooms: Rooms): boolean {
  const found = roomOf(file, rooms);
  if (!found) return false;
  const [wanted, wantedRoom] = found;
  if (wanted === name) return true;
  const inside = file.slice(wantedRoom.path.length + 1);
  return room.imports.some(
    (allowed) =>
      allowed.room === wanted &&
      (types || !allowed.types) &&
      (allowed.only?.some((part) => inside === part || (part.endsWith('/') && inside.startsWith(part))) ?? true),
  );
}

/** Imports that the table does not allow, as `importer -> imported`. */
export function forbiddenImports(house: House, rooms: Rooms): string[] {
  const found: string[] = [];
  for (const [file, { imports }] of house) {
    const [name, room] = roomOf(file, rooms) ?? [];
    for (const each of imports) {
      const isFile = each.specifier.startsWith('.');
      const wanted = isFile ? target(file, each.specifier) : each.specifier;
      const allowed =
        name !== undefined &&
        room !== undefined &&
        (isFile ? allowsFile(name, room, wanted, each, rooms) : allowsPackage(room, wanted));
      if (!allowed) found.push(`${file} -> ${wanted}${each.types ? ' (types)' : ''}`);
    }
  }
  return found;
}

/** Groups of files that import each other in a circle; types count as well. */
export function cycles(house: House): string[][] {
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    if (state.get(file) === 'open') found.push([...trail.slice(trail.indexOf(file)), file]);
    if (state.has(file)) return;
    state.set(file, 'open');
    trail.push(file);
    for (const { specifier } of house.get(file)?.imports ?? []) {
      if (specifier.startsWith('.')) visit(target(file, specifier));
    }
    trail.pop();
    state.set(file, 'done');
  };
  for (const file of house.keys()) visit(file);
  return found;
}

/** Offences of the rules that hold everywhere, and of those that hold in pure rooms only. */
export function offences(house: House, rooms: Rooms): string[] {
  const everywhere = new Set(['double assertion', 'suppressed check']);
  return [...house].flatMap(([file, source]) => {
    const counted = source.offences.filter(({ rule }) => isPure(file, rooms) || everywhere.has(rule));
    return counted.map(({ rule, line }) => `${file}:${line}: ${rule}`);
  });
}

/** Exports of pure rooms that another room uses and that say nothing about themselves. */
export function undocumented(house: House, rooms: Rooms): string[] {
  const used = new Set<string>();
  for (const [file, { imports }] of house) {
    for (const { specifier, names } of imports) {
      const wanted = target(file, specifier);
      if (roomOf(wanted, rooms)?.[0] !== roomOf(file, rooms)?.[0])
        for (const name of names) used.add(`${wanted} ${name}`);
    }
  }
  return [...house].flatMap(([file, { exports }]) => {
    const silent = exports.filter(({ name, documented }) => !documented && used.has(`${file} ${name}`));
    return isPure(file, rooms) ? silent.map(({ name, line }) => `${file}:${line}: ${name}`) : [];
  });
}

const isPure = (file: string, rooms: Rooms): boolean => roomOf(file, rooms)?.[1].pure === true;
