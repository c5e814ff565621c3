import { keyBetween } from '@concordia/board';
import type { Item, NewItem, Point, Size } from '@concordia/board';
import type { InstrumentDefinition, LinkDefinition, Locale } from './definition.ts';
import { words } from './definition.ts';
import { newLink } from './links.ts';
import { parkingPlace, placeholderFor } from './parking.ts';
import { newCard, newFrame } from './place.ts';
import type { NewCard } from './place.ts';

const frameGap = 200;

/** A solution that nobody may read yet. */
export interface SealedSolution {
	readonly frame: string;
	/** What it says; its placeholder on the board has the same id. */
	readonly item: Item;
	readonly organization?: string;
}

/** Fills a board from nothing: frames of instruments side by side, cards in their zones, links. */
export class Layout {
	readonly locale: Locale;
	/** A fresh id: for items that others point at before they are added. */
	readonly newId: () => string;
	readonly #items: Item[] = [];
	readonly #sealed: SealedSolution[] = [];
	#z: string | null = null;
	#right: number | null = null;

	constructor(newId: () => string, locale: Locale) {
		this.newId = newId;
		this.locale = locale;
	}

	/** All that was added, from the bottom of the stack to its top. */
	get items(): readonly Item[] {
		return this.#items;
	}

	/** Solutions of which the board shows nothing but their placeholders. */
	get sealed(): readonly SealedSolution[] {
		return this.#sealed;
	}

	/** A solution that is parked: a placeholder stands for it, its text is kept apart. */
	seal(
		definition: InstrumentDefinition,
		frame: Item,
		content: Pick<Item, 'text' | 'fields'>,
		organization: string | undefined
	): void {
		const id = this.newId();
		const own = { id, type: 'note', z: '', ...parkingPlace(definition, this.#items, frame) };
		const item = { ...own, size: own.size ?? definition.frameSize, ...content };
		const text = words(definition, this.locale, `${definition.parking!.placeholder}.default`);
		const placeholder = placeholderFor(definition, item, { text, organization });
		this.add(placeholder);
		this.#sealed.push({
			frame: frame.id,
			item,
			...(organization !== undefined && { organization })
		});
	}

	/** Any item, on top of what is there. */
	add(item: NewItem): Item {
		this.#z = keyBetween(this.#z, null);
		const placed = { ...item, size: item.size ?? ([0, 0] as const), z: this.#z };
		this.#items.push(placed);
		return placed;
	}

	/** The frame of an instrument to the right of those that are there, at least as large as by default. */
	addFrame(
		definition: InstrumentDefinition,
		size: Size = definition.frameSize,
		text?: string
	): Item {
		const pos: Point = [this.#right === null ? 0 : this.#right + frameGap, 0];
		const frame = this.add({
			...newFrame(definition, { id: this.newId(), pos, locale: this.locale }),
			size: [
				Math.ceil(Math.max(definition.frameSize[0], size[0])),
				Math.ceil(Math.max(definition.frameSize[1], size[1]))
			],
			...(text !== undefined && { text })
		});
		this.#right = pos[0] + frame.size[0];
		return frame;
	}

	/** A card in its zone where there is room, or where `pos` says. */
	addCard(
		definition: InstrumentDefinition,
		frame: Item,
		card: Omit<NewCard, 'id'> & { readonly id?: string; readonly pos?: Point }
	): Item {
		const { pos, ...what } = card;
		const placed = newCard(definition, this.#items, frame, { id: this.newId(), ...what });
		return this.add(pos ? { ...placed, pos } : placed);
	}

	addLink(
		definition: InstrumentDefinition,
		link: LinkDefinition,
		ends: { readonly from: string; readonly to: string }
	): Item {
		return this.add(newLink(definition, link, { id: this.newId(), ...ends }));
	}
}
