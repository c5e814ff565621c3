/** How much of an element must be on the screen to count as displayed; of a tall one, how much of the screen. */
const enough = 0.5;

/** The items whose text (marked with `data-item`) is legible on this person's screen now. */
export function itemsOnScreen(root: ParentNode): string[] {
	const ids = new Set<string>();
	for (const element of root.querySelectorAll<HTMLElement>('[data-item]')) {
		const { top, bottom, left, right, height } = element.getBoundingClientRect();
		if (height === 0 || right <= 0 || left >= innerWidth) continue;
		const shown = Math.min(bottom, innerHeight) - Math.max(top, 0);
		if (shown >= enough * Math.min(height, innerHeight)) ids.add(element.dataset['item'] ?? '');
	}
	ids.delete('');
	return [...ids];
}
