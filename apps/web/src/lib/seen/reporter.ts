import { SeenTracker } from '@concordia/canvas/seen';

export interface SeenSources {
	/** What is legible on this screen now, of what is asked for. */
	readonly visible: (asksFor: (id: string) => boolean) => Iterable<string>;
	/** Rises with every change of an item on this page. */
	readonly version: (id: string) => number;
	/** Position of the room that this page is known to have. */
	readonly position: () => number;
	/** Whether views may be recorded and told now. */
	readonly mayReport: () => boolean;
	/** Whether the position of this page is known to cover the item as it is shown. */
	readonly isPlaced: (id: string) => boolean;
	/** Called for what has been on the screen for long enough. */
	readonly shown: (id: string) => void;
	/** Tells the server; false when it could not be told. */
	readonly report: (items: readonly string[], position: number) => boolean;
}

/** What was on the screen for long enough, and not told yet. */
interface Untold {
	readonly version: number;
	readonly position: number;
}

const lookMs = 500;
const tellMs = 5000;
/** More in one report than this is split by the limit of the wire. */
const mostItems = 5000;
const inputs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'focusin'];

/** Reports what was displayed on this page, every few seconds and on leaving. */
export class SeenReporter {
	readonly #sources: SeenSources;
	readonly #tracker = new SeenTracker(() => performance.now());
	readonly #untold = new Map<string, Untold>();
	#lastInput = performance.now();

	constructor(sources: SeenSources) {
		this.#sources = sources;
	}

	start(): () => void {
		const onInput = (): void => {
			this.#lastInput = performance.now();
		};
		const onLeave = (): void => {
			if (document.visibilityState === 'hidden') this.#tell();
		};
		for (const type of inputs) addEventListener(type, onInput, { passive: true, capture: true });
		document.addEventListener('visibilitychange', onLeave);
		addEventListener('pagehide', this.#tell);
		const looking = setInterval(() => this.#look(), lookMs);
		const telling = setInterval(this.#tell, tellMs);
		return () => {
			this.#tell();
			clearInterval(looking);
			clearInterval(telling);
			for (const type of inputs) removeEventListener(type, onInput, { capture: true });
			document.removeEventListener('visibilitychange', onLeave);
			removeEventListener('pagehide', this.#tell);
		};
	}

	/** Tells now what has not been told yet. */
	tell(): void {
		this.#tell();
	}

	#look(): void {
		const { version, mayReport, position } = this.#sources;
		const attention = {
			visible: document.visibilityState === 'visible',
			focused: document.hasFocus(),
			lastInput: this.#lastInput
		};
		const asksFor = (id: string): boolean => !this.#tracker.hasTold(id, version(id));
		// Who can't be looking needs no looking for what they could see.
		const looks = mayReport() && attention.visible && attention.focused;
		const ids = looks ? new Set(this.#sources.visible(asksFor)) : [];
		const visible = Array.from(ids, (id) => ({ id, version: version(id) }));
		for (const seen of this.#tracker.update(visible, attention)) {
			this.#sources.shown(seen.id);
			this.#untold.set(seen.id, { version: seen.version, position: position() });
		}
	}

	#tell = (): void => {
		const { version, position, mayReport, isPlaced, report } = this.#sources;
		if (this.#untold.size === 0 || !mayReport()) return;
		const together = new Map<number, string[]>();
		let count = 0;
		for (const [id, untold] of this.#untold) {
			if (count === mostItems) break;
			// What has changed since was on the screen as it was then: the new version is another matter.
			const isSame = version(id) === untold.version;
			if (isSame && !isPlaced(id)) continue;
			const at = isSame ? position() : untold.position;
			const others = together.get(at);
			if (others) others.push(id);
			else together.set(at, [id]);
			count += 1;
		}
		for (const [at, ids] of together) {
			if (!report(ids, at)) return;
			for (const id of ids) this.#untold.delete(id);
		}
	};
}
