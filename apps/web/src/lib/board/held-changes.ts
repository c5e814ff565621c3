import type { Change } from '@concordia/board';

/**
 * Changes by others that wait to be shown: for each item one, from what is on the screen to what is true.
 * Nothing is lost while they wait; the document has them already.
 */
export class HeldChanges {
	readonly #waiting = new Map<string, Change>();

	/** How many items look different in truth. */
	get count(): number {
		return this.#waiting.size;
	}

	has(id: string): boolean {
		return this.#waiting.has(id);
	}

	add(changes: readonly Change[]): void {
		for (const change of changes) {
			const merged = this.#since(change);
			if (merged.before === undefined && merged.after === undefined)
				this.#waiting.delete(merged.id);
			else this.#waiting.set(merged.id, merged);
		}
	}

	/** Changes that are shown at once, because this person made them: with them the item stops waiting. */
	pass(changes: readonly Change[]): Change[] {
		return changes.flatMap((change) => {
			const merged = this.#since(change);
			this.#waiting.delete(change.id);
			return merged.before === undefined && merged.after === undefined ? [] : [merged];
		});
	}

	/** All that waited; afterwards nothing waits. */
	take(): Change[] {
		const changes = [...this.#waiting.values()];
		this.#waiting.clear();
		return changes;
	}

	/** The change as it is for somebody who sees what was shown when the waiting began. */
	#since({ id, before, after }: Change): Change {
		const shown = this.#waiting.has(id) ? this.#waiting.get(id)!.before : before;
		return { id, ...(shown && { before: shown }), ...(after && { after }) };
	}
}
