// What the tests of this package share: a font whose letters are all half as wide as tall, and short ways to write boards.
import {
	enterChanges,
	applyPatches,
	type Change,
	type End,
	type Item,
	type NewItem,
	type Point
} from '@concordia/board';
import { Editor, type EditorOptions } from './editor.ts';
import type { PointerInput } from './gestures.ts';
import type { Intent } from './intents.ts';
import { Scene } from './scene.ts';
import { createMeasurer, type Measurer } from './text/measure.ts';

export const evenMeasurer: Measurer = createMeasurer((text) => Array.from(text).length * 50);

export function item(id: string, more: Partial<NewItem> = {}): Item {
	return { id, type: 'note', pos: [0, 0], size: [200, 200], z: 'a0', ...more };
}

export function note(id: string, x: number, y: number, more: Partial<NewItem> = {}): Item {
	return item(id, { pos: [x, y], ...more });
}

function endAt(at: string | Point): End {
	return typeof at === 'string' ? { item: at } : { point: at };
}

export function link(
	id: string,
	from: string | Point,
	to: string | Point,
	more: Partial<NewItem> = {}
): Item {
	return item(id, { type: 'connector', size: [0, 0], from: endAt(from), to: endAt(to), ...more });
}

export function sceneOf(...items: readonly Item[]): Scene {
	const scene = new Scene({ measurer: evenMeasurer });
	scene.load(items);
	return scene;
}

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

type Hand = Partial<
	Pick<PointerInput, 'kind' | 'button' | 'shift' | 'alt' | 'ctrl' | 'pointer' | 'time'>
>;

/** An editor whose host does what it is told, and a hand to work with. */
export class Desk {
	readonly intents: Intent[] = [];
	readonly editor: Editor;
	readonly #records = new Map<string, Item>();
	#time = 0;
	#made = 0;
	#delayed: (() => void)[] = [];

	constructor(items: readonly Item[], options: Partial<EditorOptions> = {}) {
		this.editor = new Editor({
			measurer: evenMeasurer,
			newId: () => `new${(this.#made += 1)}`,
			onIntent: (intent) => this.#obey(intent),
			onDirty: () => {},
			delay: (run) => {
				this.#delayed.push(run);
				return () => {
					this.#delayed = this.#delayed.filter((other) => other !== run);
				};
			},
			...options
		});
		for (const one of items) this.#records.set(one.id, one);
		this.editor.setViewport({ width: 1000, height: 800 });
		this.editor.load(items);
		this.intents.length = 0;
	}

	/** Intents of these types, in order, without the noise of cursors and live drags. */
	said<T extends Intent['type']>(...types: readonly T[]): Extract<Intent, { type: T }>[] {
		return this.intents.filter((intent): intent is Extract<Intent, { type: T }> =>
			(types as readonly string[]).includes(intent.type)
		);
	}

	record(id: string): Item | undefined {
		return this.#records.get(id);
	}

	write(...changes: readonly Change[]): void {
		enterChanges(this.#records, changes);
		this.editor.apply(changes);
	}

	down(at: Point, hand: Hand = {}): void {
		this.editor.pointerDown(this.#input(at, hand));
	}

	move(at: Point, hand: Hand = {}): void {
		this.editor.pointerMove(this.#input(at, hand));
	}

	up(at: Point, hand: Hand = {}): void {
		this.editor.pointerUp(this.#input(at, hand));
	}

	click(at: Point, hand: Hand = {}): void {
		this.down(at, hand);
		this.up(at, hand);
	}

	doubleClick(at: Point): void {
		this.click(at);
		this.click(at);
	}

	drag(from: Point, to: Point, hand: Hand = {}): void {
		this.down(from, hand);
		this.move([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], hand);
		this.move(to, hand);
		this.up(to, hand);
	}

	press(
		key: string,
		modifiers: Partial<{ shift: boolean; alt: boolean; ctrl: boolean }> = {}
	): boolean {
		return this.editor.keyDown({ key, shift: false, alt: false, ctrl: false, ...modifiers });
	}

	/** Lets all waiting delays run out. */
	wait(): void {
		for (const run of this.#delayed.splice(0)) run();
	}

	#input(at: Point, hand: Hand): PointerInput {
		this.#time += 50;
		return {
			pointer: 1,
			at,
			page: at,
			kind: 'mouse',
			button: 0,
			pressure: 0.5,
			shift: false,
			alt: false,
			ctrl: false,
			time: this.#time,
			...hand
		};
	}

	#obey(intent: Intent): void {
		this.intents.push(intent);
		switch (intent.type) {
			case 'create':
				this.write(...intent.items.map((after) => ({ id: after.id, after })));
				break;
			case 'move':
				this.#patch(
					intent.ids.map((id) => {
						const [x, y] = intent.starts?.[id] ?? this.#records.get(id)!.pos;
						return { id, pos: [x + intent.dx, y + intent.dy] };
					})
				);
				break;
			case 'resize':
			case 'update':
				this.#patch(intent.patches);
				break;
			case 'remove':
				this.write(...intent.ids.map((id) => ({ id, before: this.#records.get(id)! })));
				break;
		}
	}

	#patch(patches: readonly ({ readonly id: string } & Record<string, unknown>)[]): void {
		this.write(
			...patches.map((patch) => {
				const before = this.#records.get(patch.id)!;
				return { id: patch.id, before, after: applyPatches([before], [patch])[0]! };
			})
		);
	}
}
