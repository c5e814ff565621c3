import { applyPatches } from '@concordia/board';
import type { Item, NewItem } from '@concordia/board';
import type { Case } from '../case.ts';
import { arrangeMap, ranksByCause } from '../lane-layout.ts';
import { laneMap } from '../lanes.ts';
import type { Layout } from '../layout.ts';
import { newLink } from '../links.ts';
import { newCard, newFrame } from '../place.ts';
import { allianceMap, allianceMapView } from './definition.ts';

/** The map of a case, laid out: its steps one after the other, with what each hands over. */
export function allianceMapFromCase(value: Case, layout: Layout): Item | undefined {
	const steps = (value.alliance_map ?? []).toSorted((a, b) => a.step - b.step);
	if (steps.length === 0) return undefined;
	const sketch = newFrame(allianceMap, { id: layout.newId(), pos: [0, 0], locale: layout.locale });
	const frame = placed(sketch);
	const cards = steps.map(({ organization, does }) =>
		placed(
			newCard(allianceMap, [], frame, {
				id: layout.newId(),
				kind: 'step',
				text: does,
				fields: { organization }
			})
		)
	);
	const link = allianceMap.links[0]!;
	const links = cards.slice(1).map((to, index) => {
		const { hands_over: text, difficult } = steps[index]!;
		const ends = { id: layout.newId(), from: cards[index]!.id, to: to.id };
		const fields = difficult === true ? { difficult } : {};
		return placed(newLink(allianceMap, link, ends, { ...(text && { text }), fields }));
	});
	const items = [frame, ...cards, ...links];
	const map = laneMap(allianceMap, allianceMapView, items, frame.id, value.organizations);
	const edit = arrangeMap(allianceMap, map, items, frame.id, {
		ranks: ranksByCause(map),
		newId: layout.newId,
		locale: layout.locale
	});
	const [arranged, ...content] = applyPatches(items, edit.update);
	const home = layout.addFrame(allianceMap, arranged!.size);
	for (const item of [...edit.insert, ...content]) {
		if (item.type === 'connector') layout.add(item);
		else {
			const pos = [item.pos[0] + home.pos[0], item.pos[1] + home.pos[1]] as const;
			layout.add({ ...item, pos, parent: home.id });
		}
	}
	return home;
}

const placed = (item: NewItem): Item => ({ ...item, size: item.size ?? [0, 0], z: '' });
