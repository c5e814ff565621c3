import type { Item } from '@concordia/board';

/**
 * What can get lost between two formats. A closed list: the sentence that people read is made from it by
 * who shows it.
 */
export const lossKinds = [
	/** The thing isn't there at all; `value` is its type. */
	'left-out',
	/** It is there as something simpler; `value` is the type it had. */
	'type',
	/** Its text isn't there. */
	'text',
	/** Fields of an instrument's card aren't there. */
	'fields',
	/** The nearest colour was taken; `value` is the one it had. */
	'color',
	/** See-through or a way of writing that has no counterpart. */
	'style',
	/** The line is drawn otherwise: straight, curved, dashed. */
	'line',
	/** Another kind of arrow head. */
	'heads',
	/** The points between the two ends of a line. */
	'route',
	/** It stands upright now. */
	'rotation',
	/** What belonged together doesn't any more. */
	'group',
	/** The frame it lay in. */
	'frame',
	/** An address; `value` is the address. */
	'link',
	/** The picture itself; what remains is its place and name. */
	'picture',
	/** The file itself; `value` is its path. */
	'file',
	/** The picture behind a group; `value` is its path. */
	'background',
	/** A line to something that isn't there. */
	'end',
	/** A second thing of the same id; it got a new one. */
	'duplicate',
	/** Not readable; a usual value was taken, or it was left out. `value` names the field. */
	'value'
] as const;

export type LossKind = (typeof lossKinds)[number];

/** One thing that the other format has no word for. */
export interface Loss {
	/** Id of the item concerned; of what was left out while reading: its id in the file, or empty. */
	readonly item: string;
	readonly what: LossKind;
	/** A word of the data itself, see `lossKinds`; at most 200 characters. */
	readonly value?: string;
}

/** Why a text from outside can't be read at all. */
export type Refusal =
	| 'too-large'
	| 'too-many'
	| 'not-json'
	| 'not-canvas'
	| 'not-excalidraw'
	| 'not-tldraw';

/** The bytes of a picture that came with a file, for whoever stores pictures. */
export interface Picture {
	readonly item: string;
	readonly dataUrl: string;
}

/** Bitmaps only: a drawing could run scripts. */
export const safePicture = /^data:image\/(?:avif|gif|jpeg|png|webp);base64,[\d+/=A-Za-z]+$/;

/** What was read from a file of another program. */
export type Decoded =
	| {
			readonly ok: true;
			readonly items: readonly Item[];
			readonly lost: readonly Loss[];
			readonly pictures: readonly Picture[];
	  }
	| { readonly ok: false; readonly reason: Refusal };

const maxValueLength = 200;

/** Collects losses, each once. */
export class Losses {
	readonly #found = new Map<string, Loss>();

	add(item: string, what: LossKind, value?: string): void {
		const key = JSON.stringify([item, what, value?.slice(0, maxValueLength)]);
		if (this.#found.has(key)) return;
		this.#found.set(key, {
			item,
			what,
			...(value !== undefined && { value: value.slice(0, maxValueLength) })
		});
	}

	get list(): readonly Loss[] {
		return [...this.#found.values()];
	}
}
