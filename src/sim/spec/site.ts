/** Sites: what a row of the trace refers to; everything a person is told about a step. */
import type { DomainId } from './ids.ts';

/** What a mark in a picture means. Shape, letter and colour follow from it. */
export type StepKind =
  | 'copy'
  | 'trap'
  | 'switch'
  | 'refill'
  | 'exchange'
  | 'reallocation'
  | 'swap'
  | 'schedule'
  | 'wait'
  | 'work'
  | 'unsplit'
  | 'validate'
  | 'queue'
  | 'pool'
  | 'lock'
  | 'linkage'
  | 'mapping'
  | 'access'
  | 'control'
  | 'thread'
  | 'poll'
  | 'procedure'
  | 'compute'
  | 'idle'
  | 'packet'
  | 'outcome'
  | 'fault';

/** The seven overheads that the LRPC notes list, and what is none of them. */
export type Overhead =
  | 'stub'
  | 'messageBuffer'
  | 'accessValidation'
  | 'messageTransfer'
  | 'scheduling'
  | 'contextSwitch'
  | 'dispatch'
  | 'unsplit'
  | 'kernelEntry'
  | 'procedure'
  | 'none';

/** The three parts of a cross-address-space call that the URPC notes list, and what is none of them. */
export type UrpcPart = 'processorReallocation' | 'threadManagement' | 'dataTransfer' | 'unsplit' | 'none';

/** One step of a mechanism, statement or action of the system: all that is told of the rows that refer to it. */
export interface Site {
  readonly kind: StepKind;
  /** Off the call's path. */
  readonly off: boolean;
  /** `copy`, `run`, `validate`…: the verb in the file; for system sites the word that people read. */
  readonly verb: string;
  /** The label in the file (`as A`), or null. Equal labels align comparisons. */
  readonly label: string | null;
  /** The step as written, without the role: `copy arguments -> astack`. */
  readonly text: string;
  /** Who acts: client, server, kernel, scheduler…; `system` outside paths, `thread` for statements. */
  readonly role: string;
  /** Name of the mechanism it stands in; null for statements and system sites. */
  readonly mechanism: string | null;
  readonly section: 'call' | 'return' | 'bind' | 'body' | 'system';
  /** The part through which the path reached it, `enter(server)`; null outside parts. */
  readonly part: string | null;
  /** Where in a chain of domains it acts; absent outside. */
  readonly hop?: Hop;
  readonly from: string | null;
  readonly to: string | null;
  readonly overhead: Overhead;
  readonly urpc: UrpcPart;
  /** The comment above the step; plain text. */
  readonly doc: string | null;
  readonly source: SourceRange | null;
  readonly cost: CostNote | null;
  /** Mechanisms whose `avoids` name this step, and how they do it. */
  readonly avoidedBy: readonly Avoidance[];
  /** Of a packet on a link. */
  readonly packet?: PacketNote;
}

/** What a packet is, and between which machines. */
export interface PacketNote {
  readonly link: number;
  /** The domain at the other end, to whose machine it goes. */
  readonly receiver: DomainId;
  readonly from: number;
  readonly to: number;
  readonly what:
    | 'message'
    | 'call'
    | 'result'
    | 'exception'
    | 'answer'
    | 'refusal'
    | 'acknowledgement'
    | 'probe'
    | 'retransmission';
  readonly fate: 'sent' | 'lost' | 'double';
}

/** One step from a domain of a chain to the next: hop 2 of 3. */
export interface Hop {
  readonly number: number;
  readonly of: number;
}

/** Why a step costs what it costs. */
export interface CostNote {
  /** The price as written in the profile: `1.667us/argument + 0.16667us/byte`. */
  readonly formula: string;
  readonly parameters: readonly CostParameter[];
}

/** One entry of a cost profile that a price is made of. */
export interface CostParameter {
  /** The entry of the profile in its own words: `copy`, `in lrpc client: run stub`. */
  readonly name: string;
  readonly value: string;
  readonly provenance: 'measured' | 'derived' | 'assumed' | 'none';
  /** The file that supplies it in place of a price that nobody has published; absent for prices of the machine's own profile. */
  readonly assumption?: string;
  readonly source: string | null;
  /** The source was not seen: shown as "not verified against the paper". */
  readonly unverified: boolean;
  /** Ids of the published facts that calibrate it. */
  readonly facts: readonly string[];
  readonly at: SourceRange | null;
}

/** A mechanism that does without a step. */
export interface Avoidance {
  readonly mechanism: string;
  readonly doc: string | null;
  readonly at: SourceRange | null;
}

/** Zero-based lines and columns (UTF-16), end exclusive, as in the language server protocol. */
export interface SourceRange {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
