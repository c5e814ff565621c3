import type { Pictures } from './pictures.ts';
import type { Scheduler } from './types.ts';

export interface ImagesOptions {
	/** The address to load a `src` from; null: it can't be had. */
	readonly resolve: (src: string) => string | null;
	readonly scheduler: Scheduler;
	/** A picture has come, or a sharper one. */
	readonly onChange: () => void;
}

/** The pictures of a board as the painter asks for them. What loads them is fetched with the first one. */
export class Images {
	readonly #options: ImagesOptions;
	#pictures: Pictures | null = null;
	#isFetching = false;
	#isDestroyed = false;

	constructor(options: ImagesOptions) {
		this.#options = options;
	}

	/** Something is on its way. */
	get isLoading(): boolean {
		return this.#isFetching || this.#pictures?.isLoading === true;
	}

	/** What is asked for from here on is on the screen now. */
	beginFrame(): void {
		this.#pictures?.beginFrame();
	}

	/** The picture, good enough for so many device pixels of width, or what there is of it; null before. */
	get(src: string, width: number): CanvasImageSource | null {
		const address = this.#options.resolve(src);
		if (address === null) return null;
		if (this.#pictures) return this.#pictures.get(address, width);
		void this.#fetch();
		return null;
	}

	destroy(): void {
		this.#isDestroyed = true;
		this.#pictures?.destroy();
	}

	async #fetch(): Promise<void> {
		if (this.#isFetching || this.#isDestroyed) return;
		this.#isFetching = true;
		const { scheduler, onChange } = this.#options;
		const module = await import('./pictures.ts').catch(() => null);
		this.#isFetching = false;
		// When it could not be had, the next painting asks again.
		if (module === null || this.#isDestroyed) return;
		this.#pictures = new module.Pictures({
			onChange,
			later: (run, ms) => scheduler.delay(run, ms)
		});
		onChange();
	}
}
