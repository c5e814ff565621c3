import type { Leaf } from './leaf.ts';
import type { Problem, Step } from './problem.ts';
import type { LeafReader, Progress } from './verify-log.ts';

/** One edit of the board as the log and the export have it. */
export interface LoggedEdit {
	/** Index of the (first) entry that describes it. */
	readonly entry: number;
	/** Made by the host, such as what a case brings along. */
	readonly byHost: boolean;
	/** Items that its entries name. */
	readonly items: readonly string[];
	/** Parallel to `items`: what is said to have happened to each; null when nothing is said. */
	readonly changes: readonly string[] | null;
	/** Null when something of it was erased. */
	readonly update: Uint8Array | null;
	/** Then: what stands in its place since, which the log has the hash of. */
	readonly instead: Uint8Array | null;
	/** Then: the items it was rewritten without; empty when the log doesn't say. */
	readonly without: readonly string[];
	/** Then: what it was before, when somebody has kept that. */
	readonly original: Uint8Array | null;
}

export interface ReplayQuestion {
	/** In the order of the log. */
	readonly edits: readonly LoggedEdit[];
	/** The board of the export: one Yjs update. */
	readonly board: Uint8Array;
	/** Items that were erased from the past of the board. */
	readonly erasedItems: ReadonlySet<string>;
	/** Called now and then with the edits replayed. */
	readonly onProgress?: Progress | undefined;
}

export interface ReplayFindings {
	/** Edits that were found to be what their entries say. */
	readonly edits: number;
	/** Edits that were erased whole: what came after them could not be checked against them. */
	readonly erased: number;
	/** Edits that were played as they were rewritten when something was erased. */
	readonly rewritten: number;
	/** Of those, the ones found to be the original without what was erased: somebody had kept it. */
	readonly compared: number;
}

/**
 * Makes the board anew from its edits and says whether it is the one exported, and whether each edit does
 * what its entries say. Given to `verifyExport` by whoever knows the documents: this package doesn't.
 */
export type Replay = (question: ReplayQuestion) => Promise<Step<ReplayFindings>>;

type DescribedEdit = Pick<LoggedEdit, 'entry' | 'byHost' | 'items' | 'changes'>;
interface Described extends Omit<DescribedEdit, 'items' | 'changes'> {
	readonly items: string[];
	changes: string[] | null;
}

/** Gathers what the entries say of the edits of one room. */
export class EditReader implements LeafReader {
	readonly room: string;
	/** By position in the room, in the order of the log. */
	readonly edits = new Map<number, Described>();

	constructor(room: string) {
		this.room = room;
	}

	read({ i: entry, k, room, seq, o = [], c }: Leaf): Problem | null {
		if (room !== this.room || seq === undefined) return null;
		if (k !== 'edit' && k !== 'edit.host') return null;
		const known = this.edits.get(seq);
		if (!known) {
			this.edits.set(seq, {
				entry,
				byHost: k === 'edit.host',
				items: [...o],
				changes: c ? [...c] : null
			});
			return null;
		}
		known.items.push(...o);
		if (known.changes && c) known.changes.push(...c);
		else known.changes = null;
		return null;
	}
}
