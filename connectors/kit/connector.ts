import type { Scan } from '#core/contracts/scan.ts';
import type { Field, FieldType } from '#core/graph/field-type.ts';
import type { FoundShape } from '#core/graph/found-shape.ts';
import type { FieldPolicy, WriteMode } from '#core/graph/nodes/target-write.ts';
import type { CreateSocket } from './create-socket.ts';
import type { HttpClient, HttpRequest, HttpResponse } from './http-client.ts';
import type { TargetConstraints } from './target-constraints.ts';

/** What a connector is given. It never reads the environment, the database or the clock of the product. */
export interface ConnectorContext<Settings> {
  readonly settings: Settings;
  /** Decrypted; absent for node kinds that need no connection. */
  readonly connection: ResolvedConnection | null;
  /** The run's own folder; everything staged lies inside it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Speaks for the connection's account at its own origins. */
  readonly http: HttpClient;
  /** Absolute path of an uploaded file's bytes. Rejects with `file_missing` when it is gone. */
  readonly resolveFile: (fileId: string) => Promise<{ path: string; name: string }>;
  /** Columns and row count of a Parquet file, as the engine reads it. */
  readonly inspectParquet: (path: string) => Promise<{ fields: readonly Field[]; rows: number }>;
  /** The body of the event that started the run, for webhook triggers. */
  readonly event: { readonly contentType: string; readonly body: Uint8Array } | null;
}

export interface ResolvedConnection {
  readonly id: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly secret: Readonly<Record<string, string>>;
  /** The way to its server for drivers that do not speak HTTP. */
  readonly createSocket?: CreateSocket;
  /** What a vendor handed out; absent for accounts without tokens. */
  readonly grant?: {
    readonly accessToken: string;
    /** Grows with every renewal. */
    readonly version: number;
    /** What the token's answer said beside it, such as `instance_url` or `api_domain`. */
    readonly answer: Readonly<Record<string, string>>;
  };
}

export interface ReadContext<Settings> extends ConnectorContext<Settings> {
  /** Read about this many rows and stop: for samples. */
  readonly limit?: number;
  readonly onProgress?: (progress: { rows?: number; bytes?: number; pages?: number }) => void;
  /** Read only what is new; absent or null: everything. */
  readonly since?: Since | null;
  /** Read only what the source's own log tells of, and mark each row with what became of it. */
  readonly changes?: ChangesStart;
  /** For sources that are read page by page. */
  readonly pages?: PageLog;
}

/** Where an incremental read starts. */
export interface Since {
  /** Name of the field, as in the settings. */
  readonly field: string;
  /** The value itself belongs to what is wanted, and so do rows that have none; null: everything. As the engine writes it. */
  readonly from: string | null;
}

/** Where the reading of a log of changes starts. */
export interface ChangesStart {
  /** Name under which the source keeps its log for this reading. */
  readonly slot: string;
  /** The position that the last reading came to; null: everything is read, and the log is kept from there on. */
  readonly from: string | null;
  /** Names of the fields that tell rows apart. */
  readonly keys: readonly string[];
  /** False for a look that leaves nothing behind in the source. */
  readonly keep: boolean;
}

/** Pages that were read, kept so that an attempt after a crash goes on behind them. */
export interface PageLog {
  /** What an earlier attempt kept: files of one record per line, and the position after them. */
  readonly kept: { readonly paths: readonly string[]; readonly position: unknown } | null;
  /** Keeps the records in the file, which is taken away, and where to go on after them (JSON). */
  readonly keep: (path: string, position: unknown) => Promise<void>;
}

/** Rows ready for the engine. */
export interface Extraction {
  readonly scan: Scan;
  /** Runs while the engine reads `scan.path` when that is a named pipe. Rejects when the source fails. */
  readonly feed?: () => Promise<void>;
  /** Rows in the whole source where it could be told cheaply. */
  readonly totalRows?: number;
  /**
   * ISO 8601: whatever the source stores from then on has a later time of change; of a log of changes, the position that
   * reading came to. Asked once the rows are read.
   */
  readonly horizon?: () => string | null;
  /** Which fields the records had, where only reading them tells. Asked once the rows are read. */
  readonly found?: () => FoundShape | null;
  /** The scan brings the field in which rows say what became of them. */
  readonly marked?: boolean;
}

export interface Discovery {
  readonly fields: readonly Field[];
  /** Settings the discovery fills in (detected format, fields), merged into the node's settings after confirmation. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The fields again, and how surely they are known; absent where that is not compared with earlier looks. */
  readonly shape?: FoundShape;
  readonly totalRows?: number;
}

export interface SourceConnector<Settings> {
  /** Which fields the source has now, looked at before every run. */
  readonly inspect?: (context: ReadContext<Settings>) => Promise<FoundShape>;
  /** Looks at the source and says which fields it has. */
  readonly discover: (context: ReadContext<Settings>) => Promise<Discovery>;
  readonly extract: (context: ReadContext<Settings>) => Promise<Extraction>;
  /** For sources that may be too large for one reader. */
  readonly parts?: PartedSource<Settings>;
}

/** A source whose rows can be read in parts, side by side and by whichever worker. */
export interface PartedSource<Settings> {
  /**
   * Divides the rows and keeps the state that all parts are to see open while `work` reads them. Null where the source is
   * read as one: it is small, or cannot be divided.
   */
  readonly divide: <Result>(
    context: ReadContext<Settings>,
    wish: DivisionWish,
    work: (division: Division | null) => Promise<Result>,
  ) => Promise<Result>;
  /** Reads one part into a new file. Rejects with `source_state_gone` when the state is not open any more. */
  readonly read: (context: ReadContext<Settings>, part: PartPlace, path: string) => Promise<PartContents>;
  /** How the engine reads the files of all parts, which the path names as a pattern. */
  readonly describe: (settings: Settings, lenient: boolean, path: string) => Scan;
}

export interface DivisionWish {
  /** How many parts; automatic: as many as the size asks for, one where it is small. */
  readonly parts: 'automatic' | number;
  /** Parts of an earlier attempt, some of which were read: these same ones are wanted. */
  readonly earlier: readonly PartRange[] | null;
}

/** Which rows a part has, as JSON that only its connector understands. */
export type PartRange = Readonly<Record<string, string | null>>;

export interface Division {
  /** Every row is in exactly one of them. */
  readonly ranges: readonly PartRange[];
  /** Under which other sessions see the same state of the source; null: each part sees its own moment. */
  readonly state: string | null;
  /** Whether a row stays in its part while the source changes, so that parts read at different times go together. */
  readonly stable: boolean;
  /** See `CsvScan`. */
  readonly lenient: boolean;
}

export interface PartPlace {
  readonly range: PartRange;
  readonly state: string | null;
}

export interface PartContents {
  readonly rows: number;
  readonly bytes: number;
}

export interface LoadContext<Settings> extends ConnectorContext<Settings> {
  readonly fields: readonly Field[];
  /** Identifies the load: repeating it with the same key must not write twice. */
  readonly key: { readonly runId: string; readonly nodeId: string };
  /** Whether someone agreed to removals beyond the brake of a mirror. */
  readonly allowRemovals: boolean;
  /** Writes the node's input rows to a path in the folder, which may be a named pipe; resolves with how many. Repeatable. */
  readonly exportRows: (format: ExportFormat, path: string) => Promise<number>;
  /** About how many rows those are; absent where nobody can say. */
  readonly rowsExpected?: number;
  /** Of so many first rows it is to be told what became of each, by targets that can. */
  readonly rowsTold?: number;
  readonly onProgress?: (progress: { loaded: number }) => void;
  /** Hears of every request that carried rows to an API, once it has been answered or given up. */
  readonly onSent?: (sent: SentRequest) => void;
}

export interface SentRequest {
  /** Place of its first row among the exported rows, from 1. */
  readonly firstRow: number;
  readonly rows: number;
  readonly request: HttpRequest;
  /** Null where none came. */
  readonly response: HttpResponse | null;
  /** Why none came, as a code. */
  readonly errorCode: string | null;
  /** How often it was sent. */
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** From the first attempt to the last answer. */
  readonly durationMs: number;
}

export type ExportFormat =
  /** Header line; blank is an unquoted empty value, an empty text is quoted. */
  | 'csv'
  /** As `csv` without the header line: what PostgreSQL's COPY reads. */
  | 'copy-csv'
  | 'ndjson'
  | 'json'
  | 'parquet';

export interface LoadResult {
  readonly loaded: number;
  /** An earlier attempt with the same key did it; counts are of that attempt. */
  readonly alreadyLoaded?: boolean;
  readonly unchanged?: number;
  /** Rows that the write mode passes over: keys that are there already, or are not there. */
  readonly skipped?: number;
  /** Of those loaded, where the target tells. */
  readonly created?: number;
  readonly updated?: number;
  /** Taken out of the target: asked for by rows, which are then among those loaded, or missing among them. */
  readonly removed?: number;
  readonly rejected?: readonly RejectedRow[];
  /** What became of the first rows, in order; null of those rejected. Absent where the target does not tell. */
  readonly fates?: readonly (RowFate | null)[];
  /** What was kept of the rows as they were, to undo the load; absent where a target keeps nothing. */
  readonly before?: KeptBefore;
  /** A file made for download, inside the folder. */
  readonly artifact?: { readonly name: string; readonly path: string };
}

/** `skipped`: the write mode passes over it. */
export type RowFate = 'created' | 'updated' | 'unchanged' | 'skipped' | 'removed';

export interface KeptBefore {
  readonly rows: number;
  /** Room they take at the target. */
  readonly bytes: number;
  /** ISO 8601. */
  readonly expiresAt?: string;
  /** Why nothing was kept. */
  readonly refused?: 'off' | 'too_many';
}

export interface UndoContext<Settings> extends ConnectorContext<Settings> {
  /** The load to undo. */
  readonly load: { readonly runId: string; readonly nodeId: string };
  /** Identifies the undoing: repeating it with the same key undoes nothing twice. Null: only say what it would do. */
  readonly key: { readonly runId: string; readonly nodeId: string } | null;
}

export interface UndoResult {
  /** Rows that get the values back that they had. */
  readonly restored: number;
  /** Rows that the load had added. */
  readonly removed: number;
  /** Rows that the load had removed. */
  readonly putBack: number;
  /** Rows that are as they were already. */
  readonly settled: number;
  /** Rows that somebody changed since; they stay as they are. */
  readonly left: number;
  /** The first of those left. */
  readonly leftRows: readonly LeftRow[];
}

export interface LeftRow {
  /** What the load had done to it. */
  readonly change: 'added' | 'changed' | 'removed';
  /** The row's key as JSON text; null for tables without one. */
  readonly key: string | null;
  /** Whether the target has no such row now. */
  readonly missing: boolean;
}

export interface CompareContext<Settings> extends ConnectorContext<Settings> {
  readonly fields: readonly Field[];
  /** Writes the rows that the target should hold to a path in the folder, each key once. Repeatable. */
  readonly exportRows: LoadContext<Settings>['exportRows'];
  /** A sum over the named fields of those rows that does not depend on their order, as text. */
  readonly sumRows: (fields: readonly Field[]) => Promise<string>;
  /** False where those are only some of the rows that were sent. */
  readonly isWhole: boolean;
}

export interface Comparison {
  /** Rows that were compared. */
  readonly rows: number;
  /** Rows that the target should hold and does not. */
  readonly missing: number;
  readonly different: number;
  /** Rows that it should not hold. */
  readonly extra: number;
  /** Null where a sum would say nothing. */
  readonly sums: { readonly sent: string; readonly held: string } | null;
  /** The first of those that are not as they should be. */
  readonly listed: readonly DifferentRow[];
}

export interface DifferentRow {
  readonly problem: 'missing' | 'different' | 'extra';
  /** The row's key as JSON text. */
  readonly key: string;
  readonly fields: readonly { readonly column: string; readonly sent: string | null; readonly held: string | null }[];
}

export interface EraseContext<Settings> extends ConnectorContext<Settings> {
  /** Names of the fields that hold addresses. */
  readonly fields: readonly string[];
  /** Without blanks around it, in small letters. */
  readonly email: string;
}

export interface RejectedRow {
  readonly reason: string;
  readonly field?: string;
  readonly value?: string;
  /** The whole row as JSON text. */
  readonly record: string;
  /** Its place among the exported rows, from 1. */
  readonly row?: number;
}

export interface TargetConnector<Settings> {
  readonly load: (context: LoadContext<Settings>) => Promise<LoadResult>;
  /** Brings rows back as they were before a load. Absent where what was written cannot be taken back. */
  readonly undo?: (context: UndoContext<Settings>) => Promise<UndoResult>;
  /** Compares rows that a run sent with what the target holds. Must not be able to write. */
  readonly compare?: (context: CompareContext<Settings>) => Promise<Comparison>;
  /** How many rows the target holds; null where counting them takes long, or nothing is known. Must not be able to write. */
  readonly count?: (context: ReadContext<Settings>) => Promise<number | null>;
  /** Deletes the rows that hold an e-mail address; answers how many. Absent where nothing can be deleted. */
  readonly erase?: (context: EraseContext<Settings>) => Promise<number>;
  /** For a plan: what the target holds where rows would be written. Must not be able to write. */
  readonly read?: (context: ReadContext<Settings> & { readonly fields: readonly Field[] }) => Promise<TargetContents>;
  /** What the target lets in, where it says so; null: nothing is known, or nothing matters. Must not be able to write. */
  readonly constrain?: (
    context: ReadContext<Settings> & { readonly fields: readonly Field[] },
  ) => Promise<TargetConstraints | null>;
  /**
   * What rows must keep to, where the settings alone say so and the target does not judge by itself: those that break it
   * are set aside before anything is sent. Null: nothing.
   */
  readonly limitRows?: (settings: Settings, fields: readonly Field[]) => TargetConstraints | null;
  /** For a plan: how many requests to an API that many rows take. */
  readonly countRequests?: (settings: Settings, rows: number) => number;
  /** For a test: the requests that `load` would send while all of them are taken, made by what makes them there. Sends nothing. */
  readonly composeRequests?: (context: LoadContext<Settings>) => AsyncIterable<ComposedRequest>;
  /** For a test: what the target holds now of a row that was just sent, by column; null where it cannot be found again. */
  readonly readRow?: (context: LoadContext<Settings>) => Promise<StoredRow | null>;
}

export interface ComposedRequest {
  readonly request: HttpRequest;
  /** Rows in it. */
  readonly rows: number;
}

export type StoredRow = readonly { readonly name: string; readonly value: string | null }[];

/** Rows of a target, and how it would treat those that come. */
export interface TargetContents {
  /** Null: there is nothing yet, or nothing that matters. */
  readonly extraction: Extraction | null;
  readonly columns: readonly TargetColumn[];
  readonly mode: WriteMode;
  readonly removedRows: 'ignore' | 'delete' | null;
  readonly brakePercent: number;
  /** What would be said to the target, in order and in its own words. */
  readonly statements?: readonly string[];
}

/** A column of a target's rows and the field that goes into it. */
export interface TargetColumn {
  /** In the extraction. */
  readonly name: string;
  readonly type: FieldType;
  readonly field: string;
  readonly fieldType: FieldType;
  readonly key: boolean;
  readonly policy: FieldPolicy;
}
