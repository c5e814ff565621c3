import { SeenTracker } from '@concordia/canvas';

export interface SeenSources {
	/** Items of which enough is legible on the canvas now. */
	readonly onCanvas: () => readonly string[];
	/** Items opened outside the canvas: in the outline, the table, the details. */
	readonly opened: () => readonly string[];
	/** Rises with every change of an item on this page. */
	readonly version: (id: string) => number;
	/** Whether views may be recorded and told now. */
	readonly mayReport: () => boolean;
	/** Whether the position of this page is known to cover the item as it is shown. */
	readonly isPlaced?: (id: string) => boolean;
	/** Tells the server; false when it could not be told. */
	readonly report: (items: readonly string[]) => boolean;
}

const lookMs = 500;
const tellMs = 5000;
/** More in one report than this is split by the limit of the wire. */
const mostItems = 5000;

/** Reports what was displayed on this page, every few seconds and on leaving. */
export class SeenReporter {
	#sources: SeenSources;
	#tracker = new SeenTracker(() => performance.now());
	#untold = new Set<string>();
	#lastInput = performance.now();

	constructor(sources: SeenSources) {
		this.#sources = sources;
	}

	start(): () => void {
		const inputs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'focusin'];
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

	#look(): void {
		const { onCanvas, opened, version, mayReport } = this.#sources;
		const ids = mayReport() ? new Set([...onCanvas(), ...opened()]) : [];
		const visible = Array.from(ids, (id) => ({ id, version: version(id) }));
		const seen = this.#tracker.update(visible, {
			visible: document.visibilityState === 'visible',
			focused: document.hasFocus(),
			lastInput: this.#lastInput
		});
		for (const { id } of seen) this.#untold.add(id);
	}

	#tell = (): void => {
		if (this.#untold.size === 0 || !this.#sources.mayReport()) return;
		const { isPlaced = () => true } = this.#sources;
		const items = [...this.#untold].filter(isPlaced).slice(0, mostItems);
		if (items.length === 0) return;
		if (this.#sources.report(items)) for (const id of items) this.#untold.delete(id);
	};
}
