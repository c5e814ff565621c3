import { instruments } from '@concordia/instruments';
import { expect, test } from 'vitest';
import { sampleCards } from './sample-cards.ts';

test('the picture of every instrument has a card in each of its zones that people fill, inside its frame', () => {
	for (const definition of instruments) {
		const cards = sampleCards(definition);
		const [width, height] = definition.frameSize;
		expect([definition.id, cards.length >= 1]).toEqual([definition.id, true]);
		for (const card of cards) {
			expect([definition.id, card.x >= 0 && card.x + card.width <= width]).toEqual([
				definition.id,
				true
			]);
			expect([definition.id, card.y >= 0 && card.y + card.height <= height]).toEqual([
				definition.id,
				true
			]);
		}
	}
});
