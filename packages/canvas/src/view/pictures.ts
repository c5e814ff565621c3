/** What decodes pictures; a browser's own, or a test's. */
export interface Decoder {
	/** The picture at its own size, or `width` pixels wide. Rejects when it can't be had. */
	decode(address: string, width: number | null): Promise<Decoded>;
}

export interface Decoded {
	readonly image: CanvasImageSource;
	readonly width: number;
	readonly height: number;
	/** Width of the picture itself. */
	readonly natural: number;
	readonly close: () => void;
}

export interface PicturesOptions {
	readonly onChange: () => void;
	readonly later: (run: () => void, ms: number) => void;
	readonly decoder?: Decoder;
	/** Bytes that decoded pictures may take together. */
	readonly budget?: number;
}

interface Level {
	readonly wanted: number;
	readonly decoded: Decoded;
	/** The frame it was last asked for. */
	used: number;
}

interface Picture {
	/** By the width they were made for. */
	readonly levels: Map<number, Level>;
	readonly loading: Set<number>;
	natural: number | null;
	failures: number;
	isFailed: boolean;
}

const BUDGET = 128 * 1024 * 1024;
const LEAST_WIDTH = 64;
const MOST_WIDTH = 4096;
const AT_ONCE = 4;
const RETRY_MS = 5000;
const MOST_RETRIES = 6;
const MOST_COARSENESS = 4;

/**
 * Decoded pictures, each in the widths it is looked at in (powers of two), away from the main thread and
 * within a bounded memory: what was not on the screen longest goes first. When what is on the screen is
 * too much by itself, everything is shown coarser.
 */
export class Pictures {
	readonly #options: PicturesOptions;
	readonly #decoder: Decoder;
	readonly #pictures = new Map<string, Picture>();
	readonly #queue: { readonly address: string; readonly width: number }[] = [];
	#running = 0;
	#bytes = 0;
	#frame = 0;
	/** How often the wanted widths are halved. */
	#coarseness = 0;
	#isDestroyed = false;

	constructor(options: PicturesOptions) {
		this.#options = options;
		this.#decoder = options.decoder ?? browserDecoder;
	}

	get isLoading(): boolean {
		return this.#running > 0 || this.#queue.length > 0;
	}

	/** Bytes that decoded pictures take now. */
	get bytes(): number {
		return this.#bytes;
	}

	beginFrame(): void {
		if (this.#isFull) this.#shrink();
		this.#frame += 1;
	}

	get(address: string, width: number): CanvasImageSource | null {
		let picture = this.#pictures.get(address);
		if (!picture) {
			picture = {
				levels: new Map(),
				loading: new Set(),
				natural: null,
				failures: 0,
				isFailed: false
			};
			this.#pictures.set(address, picture);
		}
		const wanted = this.#widthFor(picture, width);
		const best = bestOf(picture, wanted);
		if (best) best.used = this.#frame;
		// A smaller one takes the place of one that is larger than the memory allows.
		const isFit = best && (this.#isFull ? best.wanted === wanted : best.wanted >= wanted);
		if (!isFit && !picture.loading.has(wanted) && !picture.isFailed) {
			picture.loading.add(wanted);
			this.#queue.push({ address, width: wanted });
			void this.#work();
		}
		return best?.decoded.image ?? null;
	}

	destroy(): void {
		this.#isDestroyed = true;
		for (const { levels } of this.#pictures.values()) {
			for (const { decoded } of levels.values()) decoded.close();
		}
		this.#pictures.clear();
		this.#queue.length = 0;
	}

	get #isFull(): boolean {
		return this.#bytes > (this.#options.budget ?? BUDGET);
	}

	#widthFor({ natural }: Picture, width: number): number {
		const needed = Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)) / 2 ** this.#coarseness;
		const power = 2 ** Math.ceil(Math.log2(needed));
		return natural === null ? power : Math.min(power, 2 ** Math.ceil(Math.log2(natural)));
	}

	async #work(): Promise<void> {
		if (this.#running >= AT_ONCE) return;
		// The newest first: it is what is looked at now.
		const next = this.#queue.pop();
		if (!next) return;
		this.#running += 1;
		const picture = this.#pictures.get(next.address);
		try {
			if (picture) await this.#load(picture, next.address, next.width);
		} finally {
			this.#running -= 1;
			picture?.loading.delete(next.width);
			if (!this.#isDestroyed) {
				this.#options.onChange();
				void this.#work();
			}
		}
	}

	async #load(picture: Picture, address: string, width: number): Promise<void> {
		let decoded: Decoded;
		try {
			const isWhole = picture.natural !== null && picture.natural <= width;
			decoded = await this.#decoder.decode(address, isWhole ? null : width);
		} catch {
			this.#fail(picture);
			return;
		}
		if (this.#isDestroyed) {
			decoded.close();
			return;
		}
		picture.failures = 0;
		picture.natural = decoded.natural;
		picture.levels.get(width)?.decoded.close();
		picture.levels.set(width, { wanted: width, decoded, used: this.#frame });
		this.#bytes = this.#count();
		this.#shrink();
	}

	/** Tries again after a while, ever more rarely: it may not have been sent yet, or the line was cut. */
	#fail(picture: Picture): void {
		picture.isFailed = true;
		picture.failures += 1;
		if (picture.failures > MOST_RETRIES) return;
		this.#options.later(
			() => {
				picture.isFailed = false;
				if (!this.#isDestroyed) this.#options.onChange();
			},
			RETRY_MS * 2 ** (picture.failures - 1)
		);
	}

	#shrink(): void {
		if (this.#bytes < (this.#options.budget ?? BUDGET) / 4)
			this.#coarseness = Math.max(0, this.#coarseness - 1);
		while (this.#isFull) {
			const oldest = this.#oldest();
			if (!oldest) {
				// All of it is on the screen. What is on its way may be the smaller ones already.
				if (!this.isLoading) this.#coarseness = Math.min(MOST_COARSENESS, this.#coarseness + 1);
				return;
			}
			oldest.picture.levels.delete(oldest.level.wanted);
			oldest.level.decoded.close();
			this.#bytes -= bytesOf(oldest.level);
		}
	}

	/** What was not asked for in the last frame, the longest ago first. */
	#oldest(): { picture: Picture; level: Level } | null {
		let found: { picture: Picture; level: Level } | null = null;
		for (const picture of this.#pictures.values()) {
			for (const level of picture.levels.values()) {
				if (level.used >= this.#frame) continue;
				if (!found || level.used < found.level.used) found = { picture, level };
			}
		}
		return found;
	}

	#count(): number {
		let sum = 0;
		for (const { levels } of this.#pictures.values()) {
			for (const level of levels.values()) sum += bytesOf(level);
		}
		return sum;
	}
}

/** The smallest that is large enough, else the largest there is. */
function bestOf({ levels }: Picture, wanted: number): Level | null {
	let best: Level | null = null;
	for (const level of levels.values()) {
		if (!best) best = level;
		else if (best.wanted < wanted ? level.wanted > best.wanted : level.wanted < best.wanted) {
			if (level.wanted >= wanted || best.wanted < wanted) best = level;
		}
	}
	return best;
}

function bytesOf({ decoded }: Level): number {
	return decoded.width * decoded.height * 4;
}

const browserDecoder: Decoder = {
	async decode(address, width) {
		const response = await fetch(address);
		if (!response.ok) throw new Error(`a picture was answered with ${response.status}`);
		// Decoded by the browser's own threads, turned upright as its metadata says.
		const whole = await createImageBitmap(await response.blob());
		const natural = whole.width;
		if (width === null || natural <= width) return asDecoded(whole, natural);
		try {
			const options = { resizeWidth: width, resizeQuality: 'high' } as const;
			return asDecoded(await createImageBitmap(whole, options), natural);
		} finally {
			whole.close();
		}
	}
};

function asDecoded(image: ImageBitmap, natural: number): Decoded {
	const { width, height } = image;
	return { image, width, height, natural, close: () => image.close() };
}
