import { intersects } from '@concordia/board';
import type { Item, NewItem } from '@concordia/board';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { annualPlan } from './annual-plan/definition.ts';
import { freeSpot, newCard, newCards, newFrame, takenBy, zoneRect } from './place.ts';

const onBoard = (item: NewItem): Item => ({ ...item, size: item.size ?? [0, 0], z: 'a0' });
const frame = onBoard(newFrame(annualPlan, { id: 'f', pos: [0, 0], locale: 'en' }));
const activity = (id: string): { id: string; kind: string } => ({ id, kind: 'activity' });

/** The first free place, found the plain way. */
function plainSpot(
	zone: ReturnType<typeof zoneRect>,
	items: readonly Item[],
	[width, height]: readonly [number, number]
): readonly [number, number] {
	const columns = Math.max(1, Math.floor((zone.width + 24) / (width + 24)));
	for (let n = 0; ; n += 1) {
		const x = zone.x + (n % columns) * (width + 24);
		const y = zone.y + Math.floor(n / columns) * (height + 24);
		const spot = { x, y, width, height };
		if (!takenBy(items).some((rect) => intersects(rect, spot))) return [x, y];
	}
}

const thing = fc
	.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 3000 }), fc.nat(400))
	.map(([x, y, size]): Item => ({
		id: '',
		type: 'note',
		pos: [x, y],
		size: [size, size * 2],
		z: 'a0'
	}));

test('a new card lies at the first place of its zone where nothing lies', () => {
	fc.assert(
		fc.property(fc.array(thing, { maxLength: 40 }), (things) => {
			const items = things.map((one, n) => ({ ...one, id: `n${n}` }));
			const zone = zoneRect(annualPlan, frame, 'activities');
			expect(freeSpot(zone, takenBy(items), [280, 160])).toEqual(
				plainSpot(zone, items, [280, 160])
			);
		})
	);
});

test('cards made at once lie where they would if they were made one by one', () => {
	fc.assert(
		fc.property(
			fc.array(thing, { maxLength: 20 }),
			fc.array(fc.constantFrom('activity', 'measure', 'terms', 'contribution'), { maxLength: 20 }),
			(things, kinds) => {
				const items = things.map((one, n) => ({ ...one, id: `n${n}` }));
				const cards = kinds.map((kind, n) => ({ id: `c${n}`, kind }));
				const atOnce = newCards(annualPlan, items, frame, cards);
				for (const [n, card] of cards.entries()) {
					const alone = newCard(annualPlan, items, frame, card);
					expect(atOnce[n]).toEqual(alone);
					items.push(onBoard(alone));
				}
			}
		)
	);
});

test('hundreds of cards in a zone that is full long since lie apart', () => {
	const cards = newCards(
		annualPlan,
		[],
		frame,
		Array.from({ length: 2000 }, (_, n) => activity(`a${n}`))
	);
	const places = new Set(cards.map(({ pos }) => pos.join(' ')));
	expect(places.size).toBe(cards.length);
});
