import type { ColorToken, Rect } from '@concordia/board';
import { freeSpot, newFrame, zoneRect, type InstrumentDefinition } from '@concordia/instruments';

export interface SampleCard extends Rect {
	readonly color: ColorToken;
}

/** So many of each kind in a zone show what it is for, and leave room. */
const most = 3;

/** Cards as they may come to lie in the frame of an instrument, which is at 0, 0: for its picture in small. */
export function sampleCards(definition: InstrumentDefinition): readonly SampleCard[] {
	const frame = {
		...newFrame(definition, { id: '', pos: [0, 0], locale: 'en' }),
		size: definition.frameSize,
		z: ''
	};
	return definition.zones.flatMap((zone) => {
		const rect = zoneRect(definition, frame, zone.id);
		const kinds = definition.kinds.filter(
			({ isAddable, ownedBy, zone: home, zoneField, fields }) =>
				(isAddable || ownedBy !== undefined) &&
				(home === zone.id ||
					fields.find(({ id }) => id === zoneField)?.options?.includes(zone.id) === true)
		);
		const cards: SampleCard[] = [];
		for (let round = 0; round < most; round += 1) {
			for (const { size, color } of kinds) {
				const [x, y] = freeSpot(rect, cards, size);
				const [width, height] = size;
				// A zone may have room for none; the first is shown all the same.
				if (y + height > rect.y + rect.height && cards.length > 0) continue;
				cards.push({ x, y, width, height, color });
			}
		}
		return cards;
	});
}
