import { applySeen, SeenLog, type SeenLines } from '@concordia/transparency';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { spaced } from '#lib/session/spaced.ts';

type RecordState = 'reading' | 'ready' | 'failed';

const leastBetweenMs = 2500;

/** What the log says of who saw what on this board: the same for everybody. Read while somebody wants to know. */
export class SeenRecord {
	readonly log: SeenLog;
	readonly #session: string;
	#state: RecordState = $state('reading');
	#version = $state(0);

	constructor(session: string) {
		this.#session = session;
		this.log = new SeenLog(session);
	}

	get state(): RecordState {
		return this.#state;
	}

	/** Rises with what is known; who reads `log` reads this, too. */
	get version(): number {
		return this.#version;
	}

	/** Reads what has come since, now or a little later; returns how not to. To be called when the log has grown. */
	readonly follow = spaced(() => this.#read(), leastBetweenMs);

	async #read(): Promise<void> {
		try {
			const answer = await this.#fetch(`/seen?from=${this.log.size}`);
			applySeen(this.log, JSON.parse(answer) as SeenLines);
			this.#state = 'ready';
			this.#version += 1;
		} catch {
			if (this.#state === 'reading') this.#state = 'failed';
		}
	}

	async #fetch(path: string): Promise<string> {
		const response = await fetch(`/api/sessions/${this.#session}${path}`, { cache: 'no-store' });
		if (!response.ok) throw new Error(`${path} answered ${response.status}`);
		return response.text();
	}
}

const ofConnections = new WeakMap<Connection, SeenRecord>();

/** The one of an open board: panel, marks and details share it. */
export function seenOf(connection: Connection): SeenRecord {
	let record = ofConnections.get(connection);
	if (record === undefined) {
		record = new SeenRecord(connection.session);
		ofConnections.set(connection, record);
	}
	return record;
}
