/** What a page knows of what it has displayed itself, before the log says so. */
export class Shown {
	/** Tells the server at once; nothing while nobody reports. */
	tell: () => void = () => {};
	#versions: ReadonlySet<string> = $state.raw(new Set());

	/** Frozen versions, as `versionId` names them. */
	get versions(): ReadonlySet<string> {
		return this.#versions;
	}

	addVersion(id: string): void {
		if (!this.#versions.has(id)) this.#versions = new Set([...this.#versions, id]);
	}
}

const ofPages = new WeakMap<object, Shown>();

/** The one of a page, by its connection. */
export function shownOn(connection: object): Shown {
	let shown = ofPages.get(connection);
	if (shown === undefined) ofPages.set(connection, (shown = new Shown()));
	return shown;
}
